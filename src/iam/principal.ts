import { isAccountId } from "../aws/account-id.ts";
import { parseArn } from "./arn.ts";

/**
 * Who makes a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  /** A session of a role, of which only the role is told. */
  | {
      readonly kind: "role";
      readonly arn: string;
      readonly partition: string;
      readonly account: string;
      /** With its path: `aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS`. */
      readonly path: string;
    }
  /** A session of a role; the role's path is not part of its ARN. */
  | {
      readonly kind: "session";
      readonly arn: string;
      readonly partition: string;
      readonly account: string;
      readonly role: string;
      readonly session: string;
      /** The role's ARN with its path, where the request's `aws:PrincipalArn` tells it. */
      readonly roleArn: string | undefined;
    }
  | UserPrincipal<"user">
  /** A session that `GetFederationToken` gave. */
  | UserPrincipal<"federated-user">
  /** The root user of an account. */
  | {
      readonly kind: "root";
      readonly arn: string;
      readonly partition: string;
      readonly account: string;
    }
  /** An AWS service that acts by itself. */
  | { readonly kind: "service"; readonly name: string }
  /** Somebody whom an identity provider vouches for, before a role is assumed. */
  | { readonly kind: "web-identity"; readonly provider: string }
  | { readonly kind: "anonymous" };

interface UserPrincipal<Kind extends string> {
  readonly kind: Kind;
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  /** With its path. */
  readonly name: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services */
const serviceName = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** Identity providers that have a name of their own instead of an ARN. */
const builtInProviders: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

/**
 * Reads who makes a request.
 *
 * @param text - the ARN of a role, role session, user, federated user, root user or identity
 *   provider; a twelve-digit account id, which stands for its root user; a service principal such
 *   as `eks.amazonaws.com`; `*` or `anonymous` for nobody in particular
 * @returns undefined where the text is none of these
 */
export function parsePrincipal(text: string): Principal | undefined {
  if (text === "*" || text === "anonymous") return { kind: "anonymous" };
  if (isAccountId(text)) {
    const arn = `arn:aws:iam::${text}:root`;
    return { kind: "root", arn, partition: "aws", account: text };
  }
  if (builtInProviders.has(text)) return { kind: "web-identity", provider: text };
  if (text.includes(".amazonaws.com") && serviceName.test(text)) {
    return { kind: "service", name: text };
  }
  return fromArn(text);
}

function fromArn(text: string): Principal | undefined {
  const arn = parseArn(text);
  if (arn === undefined || arn.region !== "" || !isAccountId(arn.account)) return undefined;
  if (/[*?\s]/.test(text)) return undefined;
  const { partition, account, resource } = arn;
  const common = { arn: text, partition, account };
  if (arn.service === "iam" && resource === "root") return { kind: "root", ...common };
  const slash = resource.indexOf("/");
  const type = resource.slice(0, Math.max(slash, 0));
  const name = resource.slice(slash + 1);
  if (slash === -1 || name === "" || name.endsWith("/")) return undefined;
  switch (`${arn.service}:${type}`) {
    case "iam:role":
      return { kind: "role", ...common, path: name };
    case "iam:user":
      return { kind: "user", ...common, name };
    case "sts:federated-user":
      return { kind: "federated-user", ...common, name };
    // The identity role of an EC2 instance has `iam` in its ARN, and colons in its role's name.
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
    case "iam:assumed-role":
    case "sts:assumed-role": {
      const end = name.lastIndexOf("/");
      if (end <= 0) return undefined;
      const role = name.slice(0, end);
      const session = name.slice(end + 1);
      return { kind: "session", ...common, role, session, roleArn: undefined };
    }
    case "iam:oidc-provider":
    case "iam:saml-provider":
      return { kind: "web-identity", provider: text };
    default:
      return undefined;
  }
}

/** @returns the account that the principal belongs to; undefined for those that have none */
export function accountOf(principal: Principal): string | undefined {
  return "account" in principal ? principal.account : undefined;
}

/** @returns whether identity policies and a boundary bear on the principal: the root user has none */
export function hasIdentityPolicies(principal: Principal): boolean {
  return isIamPrincipal(principal) && principal.kind !== "root";
}

/** @returns whether the principal is one of an account, which SCPs and session policies can bind */
export function isIamPrincipal(principal: Principal): boolean {
  return "account" in principal;
}
