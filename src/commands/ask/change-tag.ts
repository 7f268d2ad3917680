import { managedTag } from "../../aws/guardduty.ts";
import { parseArn } from "../../iam/arn.ts";
import type { RequestInput } from "../../iam/request.ts";
import type { KeyFamily, PrincipalFamily } from "../../iam/search/question.ts";
import { asLookAlike, withLookAlike } from "../../rules/reading/look-alike-tag.ts";
import { idOf, standingOf } from "./organization.ts";
import { principalFamilies, serviceLinkedRoles } from "./principals.ts";
import type { AskedFamily, ChangeTagQuestion, Inquiry } from "./question.ts";

type Keys = Readonly<Record<string, KeyFamily>>;

/** What the tag is before somebody changes it; undefined where the cluster does not have it. */
interface TagState {
  readonly value: string | undefined;
  readonly keys: Keys;
}

const requestTag = `aws:RequestTag/${managedTag}`;
const resourceTag = `aws:ResourceTag/${managedTag}`;

/** Condition keys that the question itself is about, in lower case. */
export const changeTagKeys: ReadonlySet<string> = new Set([
  "aws:tagkeys",
  requestTag.toLowerCase(),
  resourceTag.toLowerCase(),
]);

/**
 * Every way to change the tag: to any other value, its removal, and the creation of a cluster
 * without it or with a value that is not `true`. Further tags may ride along.
 * https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 */
export function changeTagInquiry(question: ChangeTagQuestion): Inquiry {
  const { cluster, operations } = question;
  const { account } = cluster;
  const arn = cluster.arn === undefined ? undefined : parseArn(cluster.arn);
  const partition = arn?.partition ?? "aws";
  const principals = principalFamilies({
    among: question.principals,
    except: [...question.trusted, serviceLinkedRoles],
    partition,
    account,
    exceptAccounts: [],
    preferred: [`arn:${partition}:iam::${account}:role/untrusted`],
  });
  const existing = existingCluster(question, arn?.region);
  const states = statesOf(cluster.tags);
  const families = principals.flatMap((principal): readonly AskedFamily[] => [
    ...(operations.includes("TagResource")
      ? states.flatMap((state) => withOthers(setting(state, { ...existing, principal })))
      : []),
    ...(operations.includes("UntagResource")
      ? states.flatMap((state) => removing(state, { ...existing, principal }))
      : []),
    ...(operations.includes("CreateCluster") ? creating(question, partition, principal) : []),
  ]);
  return {
    families,
    own: [],
    among: ` untrusted in the account ${account}`,
    wish: `change \`${managedTag}\` on ${clusterText(cluster)}`,
    assumptions: operations.includes("CreateCluster")
      ? [
          "A cluster that is created with tags also needs `eks:TagResource`, which is not asked together with `eks:CreateCluster`.",
        ]
      : [],
  };
}

type Base = Omit<AskedFamily, "action" | "can">;

function existingCluster(
  { cluster, organization, context }: ChangeTagQuestion,
  region: string | undefined,
): Omit<Base, "principal"> {
  return {
    of: undefined,
    resource: cluster.arn === undefined ? anyCluster(cluster) : [cluster.arn],
    organization: standingOf(organization),
    context: {
      ...circumstances({ account: cluster.account, organization }),
      ...(region === undefined ? {} : { "aws:RequestedRegion*": is(region) }),
      ...context,
    },
  };
}

/** The first pattern gives the ARN that is easiest to read. */
function anyCluster({ name, account }: ChangeTagQuestion["cluster"]): readonly string[] {
  return [
    `arn:aws:eks:us-east-1:${account}:cluster/${name ?? "any"}`,
    `arn:aws:eks:*:${account}:cluster/${name ?? "*"}`,
  ];
}

/**
 * What is known of the account that both cluster and principal are of, for policies that ask for
 * it. A key that ends in `*` is no part of a request whose policies do not speak of it.
 */
function circumstances({
  account,
  organization,
}: Pick<ChangeTagQuestion["cluster"], "account"> & Pick<ChangeTagQuestion, "organization">): Keys {
  const id = idOf(organization);
  return {
    "aws:ResourceAccount*": is(account),
    ...(id === undefined ? {} : { "aws:ResourceOrgID*": is(id) }),
    ...(organization === "none"
      ? { "aws:ResourceOrgID*": absent, "aws:ResourceOrgPaths*": absent }
      : {}),
  };
}

const absent: KeyFamily = { kind: "absent" };

function is(values: string): KeyFamily {
  return { kind: "is", values };
}

function statesOf(tags: ReadonlyMap<string, string> | undefined): readonly TagState[] {
  if (tags === undefined) {
    return [
      { value: "true", keys: { [resourceTag]: is("true") } },
      { value: "false", keys: { [resourceTag]: is("false") } },
      { value: undefined, keys: { [resourceTag]: absent } },
    ];
  }
  return [{ value: tags.get(managedTag), keys: resourceTags(tags) }];
}

/**
 * A cluster can have tags whose keys differ in case alone, while names of condition keys have no
 * case; which of the tags counts AWS does not say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
function resourceTags(tags: ReadonlyMap<string, string>): Keys {
  const byName = new Map<string, { readonly name: string; readonly values: readonly string[] }>();
  for (const [tag, value] of tags) {
    const key = tag.toLowerCase();
    const { name, values } = byName.get(key) ?? { name: tag, values: [] };
    byName.set(key, { name, values: [...values, value] });
  }
  const managed = byName.has(managedTag.toLowerCase()) ? {} : { [resourceTag]: absent };
  const told = [...byName.values()].map(({ name, values }): readonly [string, KeyFamily] => {
    const [value = "", ...others] = values;
    const key = `aws:ResourceTag/${name}`;
    if (others.length === 0) return [key, is(value)];
    const detail = `the cluster has several tags that \`${key}\` can mean, and AWS does not say which of them counts`;
    const reason = { code: "unspecified-by-aws", detail, place: undefined } as const;
    return [`${key}*`, { kind: "unknown", reason }];
  });
  return { "aws:ResourceTag/*": absent, ...managed, ...Object.fromEntries(told) };
}

function setting(state: TagState, base: Base): AskedFamily {
  const { value } = state;
  // A value of AWS's holds no wildcard; one that does cannot be told from a pattern.
  const isPlain = value !== undefined && !/[*?]/.test(value);
  return {
    ...base,
    action: "eks:TagResource",
    context: {
      ...base.context,
      ...state.keys,
      [requestTag]: {
        kind: "any",
        optional: false,
        preferred: ["false", "true", "False"],
        unlike: isPlain ? [value] : [],
      },
    },
    can: (request) => `set \`${managedTag}\` to ${stated(request)} on a cluster ${tagged(value)}`,
  };
}

function withOthers(family: AskedFamily): readonly AskedFamily[] {
  return [family, ...withLookAlike(family)];
}

function removing(state: TagState, base: Base): readonly AskedFamily[] {
  const { value, keys } = state;
  if (value === undefined) return [];
  const family: AskedFamily = {
    ...base,
    action: "eks:UntagResource",
    context: {
      ...base.context,
      ...keys,
      "aws:TagKeys": { kind: "including", values: [managedTag] },
    },
    can: () => `remove \`${managedTag}\` from a cluster ${tagged(value)}`,
  };
  return [family];
}

/** The creation of a cluster has no resource in policies; its account is the principal's. */
function creating(
  { cluster, organization, context }: ChangeTagQuestion,
  partition: string,
  principal: PrincipalFamily,
): readonly AskedFamily[] {
  const { account } = cluster;
  const base = {
    principal,
    of: undefined,
    action: "eks:CreateCluster",
    resource: ["*"],
    organization: standingOf(organization),
  } as const;
  const given: Keys = {
    ...circumstances({ account, organization }),
    "aws:RequestedRegion*": { kind: "any", optional: false, preferred: [regionOf(partition)] },
    ...context,
  };
  const without: AskedFamily = {
    ...base,
    context: { ...given, [requestTag]: absent },
    can: () => `create a cluster without \`${managedTag}\``,
  };
  return [
    ...withOthers({
      ...base,
      context: {
        ...given,
        [requestTag]: {
          kind: "any",
          optional: false,
          unlike: ["true"],
          preferred: ["false", "False"],
        },
      },
      can: (request) => `create a cluster with \`${managedTag}\` ${stated(request)}`,
    }),
    without,
    asLookAlike(without),
  ];
}

function regionOf(partition: string): string {
  if (partition === "aws-cn") return "cn-north-1";
  return partition === "aws-us-gov" ? "us-gov-west-1" : "us-east-1";
}

function stated({ context }: RequestInput): string {
  const value = context?.[requestTag];
  return typeof value === "string" ? `\`${value}\`` : "another value";
}

function tagged(value: string | undefined): string {
  return value === undefined ? "without the tag" : `tagged \`${value}\``;
}

function clusterText({ name, arn, account }: ChangeTagQuestion["cluster"]): string {
  const known = name ?? arn?.slice(arn.indexOf("/") + 1);
  return known === undefined ? `any cluster of the account ${account}` : `the cluster \`${known}\``;
}
