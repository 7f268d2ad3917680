import { mayCarry } from "../../aws/action-keys.ts";
import { managedTag } from "../../aws/guardduty.ts";
import { partitions as allPartitions } from "../../aws/partitions.ts";
import { parseOperator } from "../../iam/conditions/operators.ts";
import type { Place } from "../../model/place.ts";
import type { Condition, PolicyDocument } from "../../model/policy.ts";
import { isMeant, isTagKeys, tagOfKey } from "./tag-guard.ts";

/** What is wrong with a condition, or a value of it, that nothing meets. */
export interface NeverMet {
  readonly cause:
    | "foreignKey"
    | "uncarriedKey"
    | "otherSpelling"
    | "literalVariable"
    | "literalWildcard"
    | "sessionArn"
    | "otherPartition"
    | "unmet";
  /** A clause. */
  readonly because: string;
  readonly at: Place;
}

/** What a condition stands in. */
export interface Circumstances {
  readonly version: PolicyDocument["version"];
  /** What the statement speaks of, in lower case. */
  readonly actions: readonly string[];
  /** Those of the clusters. */
  readonly partitions: ReadonlySet<string>;
}

/**
 * Why no request meets a condition.
 *
 * @param condition - one that a search has shown to be met by none
 */
export function whyNeverMet(condition: Condition, circumstances: Circumstances): NeverMet {
  const { key, operator, values, place } = condition;
  const uncarried = uncarriedKey(condition, circumstances);
  if (uncarried !== undefined) return uncarried;
  for (const item of values.items) {
    if (item.kind === "unknown") continue;
    const found = valueProblem(item.text, condition, circumstances);
    if (found !== undefined) return { ...found, at: item.place };
  }
  const tag = isTagKeys(key) ? undefined : tagOfKey(key);
  if (tag !== undefined && tag.toLowerCase() !== managedTag.toLowerCase() && isMeant(tag)) {
    const because = `\`${shown(tag)}\` is another tag than \`${managedTag}\``;
    return { cause: "otherSpelling", because, at: place };
  }
  const because = `no request that changes the tag meets \`${shown(operator)}\` of \`${shown(key)}\``;
  return { cause: "unmet", because, at: place };
}

/**
 * EKS has `aws:ResourceTag/…` for resources that are there, `aws:RequestTag/…` where tags are given,
 * and no tag key of its own.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 */
function uncarriedKey({ key, place }: Condition, { actions }: Circumstances): NeverMet | undefined {
  const folded = key.toLowerCase();
  if (actions.some((action) => mayCarry(folded, action))) return undefined;
  const name = `\`${shown(key)}\``;
  const [, own] = /^[^:]*:((?:resource|request)tag\/.+|tagkeys)$/i.exec(key) ?? [];
  if (!folded.startsWith("aws:") && (own !== undefined || !folded.startsWith("eks:"))) {
    const meant = own === undefined ? "" : `; the key that EKS has is \`aws:${shown(own)}\``;
    const because = `requests to EKS never have the condition key ${name}${meant}`;
    return { cause: "foreignKey", because, at: place };
  }
  const names = actions.map((action) => `\`${cased(action)}\``).join(" and ");
  const because = `requests of ${names} never have the condition key ${name}`;
  return { cause: "uncarriedKey", because, at: place };
}

/** What is wrong with one value. */
export function valueProblem(
  text: string,
  { key, operator }: Condition,
  { version, partitions }: Circumstances,
): Omit<NeverMet, "at"> | undefined {
  const value = `\`${shown(text)}\``;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
  if (version === "2008-10-17" && /\$\{[^}]+\}/.test(text)) {
    const because = `${value} holds a policy variable, which is literal text without \`"Version": "2012-10-17"\``;
    return { cause: "literalVariable", because };
  }
  const name = parseOperator(operator)?.operator.name ?? "";
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String
  if (/^String(?:Not)?Equals/.test(name) && /[*?]/.test(text)) {
    const because = `\`${name}\` takes no wildcards, so that ${value} stands for that very text`;
    return { cause: "literalWildcard", because };
  }
  if (isTagKeys(key) && text !== managedTag && isMeant(text)) {
    const because = `the tag key ${value} is another one than \`${managedTag}\`, and \`${name}\` compares them exactly`;
    return { cause: "otherSpelling", because };
  }
  return key.toLowerCase() === "aws:principalarn" ? arnProblem(text, partitions) : undefined;
}

/**
 * For a session AWS compares the ARN of its role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function arnProblem(
  text: string,
  partitions: ReadonlySet<string>,
): Omit<NeverMet, "at"> | undefined {
  if (/:assumed-role\//.test(text)) {
    const because = `\`${shown(text)}\` is the ARN of a session, whose \`aws:PrincipalArn\` is the ARN of its role`;
    return { cause: "sessionArn", because };
  }
  return partitionProblem(text, partitions);
}

/**
 * What is wrong with an ARN that names a partition.
 *
 * @param partitions - those of the clusters
 */
export function partitionProblem(
  text: string,
  partitions: ReadonlySet<string>,
): Omit<NeverMet, "at"> | undefined {
  const partition = text.split(":")[1] ?? "";
  if (!allPartitions.has(partition) || partitions.has(partition)) return undefined;
  const own = [...partitions].map((name) => `\`${name}\``).join(" and ");
  const because = `\`${shown(text)}\` is in the partition \`${partition}\`, and the clusters are in ${own}`;
  return { cause: "otherPartition", because };
}

function cased(action: string): string {
  const names: Readonly<Record<string, string>> = {
    "eks:tagresource": "eks:TagResource",
    "eks:untagresource": "eks:UntagResource",
    "eks:createcluster": "eks:CreateCluster",
  };
  return names[action] ?? action;
}

/** More of a value than this is not shown. */
const longest = 120;

/** A text of a policy as a message shows it. */
export function shown(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return JSON.stringify(cut).slice(1, -1);
}
