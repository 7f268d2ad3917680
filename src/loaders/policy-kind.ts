import type { PolicyTraits } from "./policy-traits.ts";

/** What a policy document is for. */
export type PolicyKind =
  "scp" | "rcp" | "identity" | "permissions-boundary" | "vpc-endpoint" | "trust" | "resource";

/** The kind of a bare document, with what it was told from; or what would tell it. */
export type KindAnswer =
  | { readonly kind: PolicyKind; readonly basis: string }
  | { readonly kind: "unknown-kind"; readonly basis: string; readonly wanted: string };

/** Words in a path that name a kind; a phrase is words that follow each other. */
const strongWords: readonly { readonly kind: PolicyKind; readonly phrases: readonly string[] }[] = [
  { kind: "scp", phrases: ["scp", "scps", "service control"] },
  { kind: "rcp", phrases: ["rcp", "rcps", "resource control"] },
  { kind: "permissions-boundary", phrases: ["boundary", "boundaries"] },
  { kind: "vpc-endpoint", phrases: ["endpoint", "endpoints", "vpce", "vpces", "guardduty data"] },
  {
    kind: "trust",
    phrases: ["trust", "assume role", "assumerole", "trust policy", "trust relationship"],
  },
  {
    kind: "resource",
    phrases: [
      "resource policy",
      "resource policies",
      "bucket policy",
      "key policy",
      "queue policy",
    ],
  },
  { kind: "identity", phrases: ["identity policy", "identity policies", "identity based"] },
];

/** Folder names that speak of identity policies, and too often stand in names of other things. */
const weakFolders: ReadonlySet<string> = new Set([
  "iam",
  "iam-policies",
  "iam-policy",
  "iam_policies",
  "identity",
  "managed-policies",
  "roles",
  "users",
]);

/**
 * Tells what kind of policy a bare document is: first what its content rules out, then what its
 * path says, then what its content suggests.
 *
 * | content | possible kinds |
 * |---|---|
 * | no principal, denies only | SCP, identity policy |
 * | no principal, allows something | SCP, identity policy, permissions boundary |
 * | principals, only actions that assume a role, no resource | trust policy, and that is all |
 * | everyone as principal, denies only | RCP, endpoint policy, resource policy |
 * | principals otherwise | endpoint policy, resource policy |
 *
 * Among these the nearest name in the path decides (`scp`, `rcp`, `boundary`, `endpoint`, …), from
 * the file name outwards. Where no name does:
 *
 * | content | kind |
 * |---|---|
 * | no principal, denies only | SCP |
 * | no principal, allows something | open |
 * | everyone as principal, denies only | RCP |
 * | allows everyone everything, with or without denies | endpoint policy |
 * | principals, actions of `guardduty` among others | endpoint policy: GuardDuty has no others |
 * | principals, actions of named services only | resource policy |
 * | principals otherwise | open |
 *
 * SCPs and identity policies have no principal:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 * endpoint policies must have one:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * RCPs deny, to the principal `*`:
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 *
 * @param traits - what is seen in the document
 * @param path - the file's path, with `/`
 */
export function policyKind(traits: PolicyTraits, path: string): KindAnswer {
  if (traits.principals && traits.assumesOnly && !traits.resources) {
    return { kind: "trust", basis: "it says who may assume a role" };
  }
  const possible = possibleKinds(traits);
  const named = namedInPath(path, possible);
  if (named !== undefined) return named;
  return traits.principals ? withPrincipals(traits) : withoutPrincipals(traits);
}

function possibleKinds(traits: PolicyTraits): ReadonlySet<PolicyKind> {
  if (!traits.principals) {
    return traits.allows
      ? new Set(["scp", "identity", "permissions-boundary"])
      : new Set(["scp", "identity"]);
  }
  return traits.everyone && !traits.allows
    ? new Set(["rcp", "vpc-endpoint", "resource"])
    : new Set(["vpc-endpoint", "resource"]);
}

function namedInPath(path: string, possible: ReadonlySet<PolicyKind>): KindAnswer | undefined {
  const segments = path.split("/").toReversed();
  for (const [index, segment] of segments.entries()) {
    const words = ` ${segment.toLowerCase().replaceAll(/[^a-z0-9]+/g, " ")} `;
    const kinds = strongWords.filter(
      ({ kind, phrases }) =>
        possible.has(kind) && phrases.some((phrase) => words.includes(` ${phrase} `)),
    );
    const [only, second] = kinds;
    if (only === undefined || second !== undefined) continue;
    const what = index === 0 ? "the file name" : `the folder \`${segment}\``;
    return { kind: only.kind, basis: `${what} says so` };
  }
  const folder = segments.slice(1).find((segment) => weakFolders.has(segment.toLowerCase()));
  return folder !== undefined && possible.has("identity")
    ? { kind: "identity", basis: `the folder \`${folder}\` says so` }
    : undefined;
}

function withoutPrincipals(traits: PolicyTraits): KindAnswer {
  if (traits.denies && !traits.allows) {
    return { kind: "scp", basis: "it only denies, as service control policies do" };
  }
  return {
    kind: "unknown-kind",
    basis: "it allows, and names no principal",
    wanted:
      "it may be an identity policy, a permissions boundary or a service control policy; " +
      "a file or folder name such as `scp`, `iam` or `boundary` would tell",
  };
}

function withPrincipals(traits: PolicyTraits): KindAnswer {
  if (traits.everyone && traits.denies && !traits.allows) {
    return {
      kind: "rcp",
      basis: "it only denies, and to everyone, as resource control policies do",
    };
  }
  if (traits.allowsEverything) {
    return {
      kind: "vpc-endpoint",
      basis: "it lets everyone do everything, as endpoint policies do",
    };
  }
  if (traits.services.includes("guardduty")) {
    return {
      kind: "vpc-endpoint",
      basis: "it names principals for actions of GuardDuty, which has no resource policies",
    };
  }
  if (traits.services.length > 0 && !traits.services.includes("*")) {
    return {
      kind: "resource",
      basis: `it names principals, and actions of ${traits.services.slice(0, 3).join(", ")} only`,
    };
  }
  return {
    kind: "unknown-kind",
    basis: "it names principals",
    wanted:
      "it may be an endpoint policy or a resource policy; " +
      "a file or folder name such as `endpoint` or `resource-policy` would tell",
  };
}
