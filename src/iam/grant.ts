import { parseArn } from "./arn.ts";
import { accountOf, isIamPrincipal } from "./principal.ts";
import type { Naming } from "./principal-match.ts";
import type { Request } from "./request.ts";
import { and, or, type Truth } from "./truth.ts";

/** What the layers that can grant or narrow a grant say; undefined where a layer is not asked. */
export interface GrantInputs {
  readonly identity: Truth | undefined;
  /** True where there is no boundary, or where none applies. */
  readonly boundary: Truth;
  /** True where there is no session policy. */
  readonly session: Truth;
  readonly resource: Naming | undefined;
}

/**
 * Whether identity and resource policies together grant a request.
 *
 * Within one account either is enough, as far as AWS's table of principals goes: a grant to a user,
 * a session or everybody is not narrowed by a boundary or session policy, a grant to a role is, and
 * a grant to the account leaves the rest to the account's identity policies. Across accounts, both
 * are needed. Trust policies and key policies must allow in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 *
 * @param sameAccount - whether the resource is in the principal's own account
 */
export function grants(request: Request, inputs: GrantInputs, sameAccount: boolean): Truth {
  const { identity, resource } = inputs;
  const limits = and(inputs.boundary, inputs.session);
  if (resource === undefined) return and(identity ?? true, limits);
  const any = or(or(resource.direct, resource.role), resource.account);
  if (!isIamPrincipal(request.principal)) return any;
  if (!sameAccount) return and(any, and(identity ?? true, limits));
  const own = or(resource.direct, and(resource.role, limits));
  const byIdentity = and(identity ?? true, limits);
  const needsResource = identity === undefined || resourcePolicyDecides(request);
  return or(own, needsResource ? and(resource.account, byIdentity) : byIdentity);
}

/**
 * Whether the resource's own policy must allow, whatever identity policies say: trust policies of
 * roles and policies of KMS keys.
 */
export function resourcePolicyDecides(request: Request): boolean {
  const arn = parseArn(request.resource);
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) {
    return trustActions.has(request.actionKey);
  }
  return request.service === "kms" && arn?.service === "kms" && arn.resource.startsWith("key/");
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
const trustActions: ReadonlySet<string> = new Set([
  "sts:assumerole",
  "sts:assumerolewithsaml",
  "sts:assumerolewithwebidentity",
  "sts:setsourceidentity",
  "sts:tagsession",
]);

/**
 * Whether the resource is in the principal's account; undefined where nothing tells the resource's
 * account, as with the ARN of an S3 bucket and no `aws:ResourceAccount`.
 */
export function isSameAccount(request: Request): boolean | undefined {
  const own = accountOf(request.principal);
  if (own === undefined) return false;
  const entry = request.context.get("aws:resourceaccount");
  const told = entry?.kind === "values" ? entry.values[0] : undefined;
  const account = told ?? parseArn(request.resource)?.account;
  return account === undefined || account === "" ? undefined : account === own;
}
