import { partitions } from "../aws/partitions.ts";

/** The kinds of things that IAM's ARNs name, before the slash. */
const iamResources = [
  "access-report/",
  "assumed-role/",
  "delegation-request/",
  "federated-user/",
  "group/",
  "instance-profile/",
  "mfa/",
  "oidc-provider/",
  "policy/",
  "report/",
  "role/",
  "saml-provider/",
  "server-certificate/",
  "sms-mfa/",
  "user/",
];

/**
 * What AWS would refuse in an item of `Resource` or `NotResource`. An ARN may be incomplete, but
 * its service may not.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @returns a message, lower case without final period; undefined where there is nothing wrong
 */
export function resourceProblem(text: string): string | undefined {
  if (text === "*") return undefined;
  // What a variable stands for may hold anything; colons in it are its own.
  const parts = text.replace(/\$\{[^}]*\}/g, "?").split(":");
  const [prefix, partition = "", service, region, account] = parts;
  if (parts.length < 2 || (prefix !== "arn" && !isOpen(prefix))) {
    return `the resource \`${text}\` is neither an ARN nor \`*\``;
  }
  if (!partitions.has(partition) && !isOpen(partition)) {
    return `the resource \`${text}\` names no partition of AWS`;
  }
  if (isOpen(partition) && parts.length === 2) return undefined;
  if (service === undefined || service === "") return `the resource \`${text}\` names no service`;
  // A `*` that ends a part can go on beyond its colon.
  if (parts.length === 5 && !isOpen(account) && !parts.some((part) => part.endsWith("*"))) {
    return `the resource \`${text}\` has no sixth part, the resource itself`;
  }
  if (service === "iam") return iamProblem(text, region, parts);
  if (service === "s3" && region !== undefined && region !== "" && account === "") {
    return `the resource \`${text}\` names a Region, which buckets have none of`;
  }
  return undefined;
}

function iamProblem(
  text: string,
  region: string | undefined,
  parts: readonly string[],
): string | undefined {
  if (region !== undefined && region !== "" && region !== "*") {
    return `the resource \`${text}\` names a Region, which IAM has none of`;
  }
  const resource = parts.slice(5).join(":");
  const known = iamResources.some(
    (kind) => resource.startsWith(kind) || couldBe(resource, kind) || resource === "root",
  );
  return parts.length < 6 || known
    ? undefined
    : `the resource \`${text}\` names none of the things that IAM has`;
}

/** Whether what stands before the first wildcard can be the beginning of the kind. */
function couldBe(resource: string, kind: string): boolean {
  const wildcard = resource.search(/[*?]/);
  return wildcard !== -1 && kind.startsWith(resource.slice(0, wildcard));
}

function isOpen(part: string | undefined): boolean {
  return part !== undefined && /[*?]/.test(part);
}
