import { managedTag } from "../../aws/guardduty.ts";
import type { RequestInput } from "../../iam/request.ts";
import type { Mention } from "../../iam/search/mentions.ts";
import type {
  KeyFamily,
  OrganizationFamily,
  PrincipalFamily,
  RequestFamily,
} from "../../iam/search/question.ts";
import type { AskedCluster, TagState } from "./asked-cluster.ts";
import { withLookAlike } from "./look-alike-tag.ts";

/** All requests that change the tag of a cluster in one way. */
export interface TagFamily extends RequestFamily {
  readonly action: "eks:TagResource" | "eks:UntagResource";
  /** What the tag is before. */
  readonly state: TagState;
}

/** Who asks, and what is known of it. */
export interface Asker {
  readonly principal: PrincipalFamily;
  readonly organization: OrganizationFamily;
}

/** Service control policies do not bind them, and nobody else can be one. */
const serviceLinkedRoles = "arn:*:iam::*:role/aws-service-role/*";

const requestTag = `aws:RequestTag/${managedTag}`;

/** Whoever asks is in this account, so that it stands for every one. */
const ownAccount = /\$\{aws:PrincipalAccount\}/gi;

/**
 * Every role and user of an account and its root user, but those that are trusted: EKS has no policies
 * of resources that could let in principals of other accounts.
 * https://docs.aws.amazon.com/eks/latest/userguide/security-iam-service-with-iam.html
 *
 * @param trusted - patterns of those that may change the tag
 */
export function untrustedIn(
  { account, partition }: Pick<AskedCluster, "account" | "partition">,
  trusted: readonly string[],
): PrincipalFamily {
  const prefix = `arn:${partition}:iam::${account}:`;
  return {
    kind: "any",
    kinds: ["role", "user", "federated-user", "root"],
    partition,
    // Federated users have an ARN of STS.
    among: [`arn:${partition}:*::${account}:*`],
    except: [...trusted.map((pattern) => pattern.replace(ownAccount, account)), serviceLinkedRoles],
    exceptAccounts: [],
    preferred: [`${prefix}role/untrusted`, `${prefix}user/untrusted`, `${prefix}root`],
  };
}

/**
 * Every way to change the tag of a cluster: to any other value, and its removal, for all that the
 * tag can be, together with any further tags and whatever else a request can carry. A tag that is
 * set when a cluster is made needs `eks:TagResource` too, on a cluster that has no tag yet.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 *
 * @param mentions - the condition keys that policies depend on
 */
export function tagFamilies(
  cluster: AskedCluster,
  { principal, organization }: Asker,
  mentions: ReadonlyMap<string, Mention>,
): readonly TagFamily[] {
  const given = circumstances(cluster, mentions);
  const { resources: resource, states } = cluster;
  const shared = { principal, organization, resource };
  const asksValue = mentions.has(requestTag.toLowerCase());
  return states.flatMap((state): readonly TagFamily[] => {
    const known = { ...given, [`aws:ResourceTag/${managedTag}`]: stateNow(state, cluster) };
    const set: TagFamily = {
      ...shared,
      action: "eks:TagResource",
      state,
      context: { ...known, [requestTag]: otherThan(state) },
    };
    const settings = asksValue ? [set, ...withLookAlike(set)] : [set];
    if (state === undefined) return settings;
    const removed: KeyFamily = { kind: "including", values: [managedTag] };
    const context = { ...known, "aws:TagKeys": removed };
    return [...settings, { ...shared, action: "eks:UntagResource", state, context }];
  });
}

function stateNow(state: TagState, { tags }: AskedCluster): KeyFamily {
  if (tags.told.some(({ key }) => isSameKey(key, managedTag))) return severalFor(managedTag);
  return state === undefined ? { kind: "absent" } : { kind: "is", values: state };
}

function otherThan(state: TagState): KeyFamily {
  const preferred = ["false", "true", "False"].filter((value) => value !== state);
  // It would be a pattern: rather one value too many than others that are left out.
  const unlike = state === undefined || /[*?]/.test(state) ? [] : [state];
  return { kind: "any", optional: false, unlike, preferred };
}

/**
 * What follows from the cluster, for the keys that policies ask for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function circumstances(
  { region, account, tags }: AskedCluster,
  mentions: ReadonlyMap<string, Mention>,
): Readonly<Record<string, KeyFamily>> {
  const given: Record<string, KeyFamily> = {};
  const add = (name: string, family: KeyFamily): void => {
    if (mentions.has(name.toLowerCase())) given[name] = family;
  };
  if (region !== undefined) add("aws:RequestedRegion", { kind: "is", values: region });
  add("aws:ResourceAccount", { kind: "is", values: account });
  for (const { key, value } of tags.told) {
    if (isSameKey(key, managedTag)) continue;
    const several = tags.told.filter((other) => isSameKey(other.key, key)).length > 1;
    const told: KeyFamily =
      value === undefined ? { kind: "any", optional: false } : { kind: "is", values: value };
    add(`aws:ResourceTag/${key}`, several ? severalFor(key) : told);
  }
  if (!tags.rest) given["aws:ResourceTag/*"] = { kind: "absent" };
  return given;
}

/** The names of condition keys have no case, and those of tags have. */
function isSameKey(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
function severalFor(key: string): KeyFamily {
  const detail = `the cluster has several tags that \`aws:ResourceTag/${key}\` can stand for, and AWS does not say which of them counts`;
  return { kind: "unknown", reason: { code: "unspecified-by-aws", detail, place: undefined } };
}

/** A value of a tag that is longer than this is not quoted. */
const longestValue = 64;

/**
 * What a request does, to complete "can …": "set `GuardDutyManaged` to `false`".
 *
 * @param family - that the request belongs to
 * @param quotable - whether values of the policies may be shown
 */
export function changeText(
  { action, state }: TagFamily,
  request: RequestInput,
  quotable: boolean,
): string {
  const before = state === undefined ? "without the tag" : `tagged \`${state}\``;
  if (action === "eks:UntagResource") return `remove \`${managedTag}\` from a cluster ${before}`;
  const value = request.context?.[requestTag];
  const shown = quotable && typeof value === "string" && value.length <= longestValue;
  const to = shown ? `\`${value}\`` : "another value";
  return `set \`${managedTag}\` to ${to} on a cluster ${before}`;
}
