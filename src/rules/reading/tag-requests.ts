import { managedTag } from "../../aws/guardduty.ts";
import type { RequestInput } from "../../iam/request.ts";
import { instantiate } from "../../iam/sample/candidates.ts";
import type { Mention } from "../../iam/sample/mentions.ts";

/** What a cluster's tag is before somebody changes it. */
export type TagState = "true" | "false" | "untagged";

/** A way to change the tag. */
export interface TagChange {
  /** Completes "can …": "set `GuardDutyManaged` to `false`". */
  readonly what: string;
  readonly action: "eks:TagResource" | "eks:UntagResource";
  readonly context: NonNullable<RequestInput["context"]>;
  /** No further tag is in the call. */
  readonly plain: boolean;
}

/** Condition keys that follow from the request and are never chosen freely. */
export const fixedForTagging: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalisawsservice",
  "aws:tagkeys",
  `aws:resourcetag/${managedTag.toLowerCase()}`,
]);

/**
 * Representative ways to change the tag of a cluster: to each other value, to one that is merely
 * similar, and its removal; alone, and with a further tag in the same call.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html
 *
 * @param states - what the tag can be now
 * @param mentions - condition keys that the policies speak of: further tags are taken from them
 */
export function tagChanges(
  states: readonly TagState[],
  mentions: ReadonlyMap<string, Mention>,
): readonly TagChange[] {
  const extras = [{}, { [unnamedTag(mentions)]: "x" }, ...mentionedTags(mentions)];
  return extras.flatMap((extra) =>
    states.flatMap((state) => [...settings(state, extra), ...removals(state, extra)]),
  );
}

function settings(state: TagState, extra: Readonly<Record<string, string>>): readonly TagChange[] {
  const values = ["false", "true", "False"].filter((value) => value !== state);
  return values.map((value) => ({
    what: `set \`${managedTag}\` to \`${value}\` on a cluster ${stateText(state)}`,
    action: "eks:TagResource",
    plain: Object.keys(extra).length === 0,
    context: {
      ...resourceTag(state),
      [`aws:RequestTag/${managedTag}`]: value,
      ...Object.fromEntries(
        Object.entries(extra).map(([key, text]) => [`aws:RequestTag/${key}`, text]),
      ),
    },
  }));
}

function removals(state: TagState, extra: Readonly<Record<string, string>>): readonly TagChange[] {
  if (state === "untagged") return [];
  return [
    {
      what: `remove \`${managedTag}\` from a cluster ${stateText(state)}`,
      action: "eks:UntagResource",
      plain: Object.keys(extra).length === 0,
      context: { ...resourceTag(state), "aws:TagKeys": [managedTag, ...Object.keys(extra)] },
    },
  ];
}

function resourceTag(state: TagState): Readonly<Record<string, string>> {
  return state === "untagged" ? {} : { [`aws:ResourceTag/${managedTag}`]: state };
}

function stateText(state: TagState): string {
  return state === "untagged" ? "without the tag" : `tagged \`${state}\``;
}

/** A tag that no policy speaks of. */
function unnamedTag(mentions: ReadonlyMap<string, Mention>): string {
  const named = new Set(
    [...(mentions.get("aws:tagkeys")?.values ?? [])].map((value) => value.toLowerCase()),
  );
  const free = ["Team", "Note", "Remark"].find((key) => !named.has(key.toLowerCase()));
  return free ?? `Other-${named.size}`;
}

/** Further tags that a policy wants to see in the call, or not to see. */
function mentionedTags(
  mentions: ReadonlyMap<string, Mention>,
): readonly Readonly<Record<string, string>>[] {
  const tags: Record<string, string>[] = [];
  for (const value of mentions.get("aws:tagkeys")?.values ?? []) {
    const key = instantiate(value, "x");
    if (key.toLowerCase() !== managedTag.toLowerCase()) tags.push({ [key]: "x" });
  }
  for (const [key, mention] of mentions) {
    const tag = /^aws:requesttag\/(.+)$/.exec(key)?.[1];
    if (tag === undefined || tag === managedTag.toLowerCase()) continue;
    const name = mention.name.slice("aws:RequestTag/".length);
    const [value] = mention.values;
    tags.push({ [name]: value === undefined ? "x" : instantiate(value, "x") });
  }
  return tags.slice(0, 3);
}

/** Exempted patterns to look for near names of, at the most. */
const mostPatterns = 64;

/**
 * Representative principals of an account that nobody trusts: a role, a user, the root user, and
 * those whose names come near to the ones that policies exempt.
 *
 * @param account - its id
 * @param partition - `aws`
 * @param exempted - patterns that policies exempt by
 * @param isTrusted - who is left out
 */
export function untrustedPrincipals(
  account: string,
  partition: string,
  exempted: Iterable<string>,
  isTrusted: (arn: string) => boolean,
): { readonly plain: readonly string[]; readonly near: readonly string[] } {
  const prefix = `arn:${partition}:iam::${account}:`;
  const plain = [`${prefix}role/untrusted`, `${prefix}user/untrusted`, `${prefix}root`];
  const near = new Set<string>();
  for (const pattern of [...exempted].slice(0, mostPatterns)) {
    // An exact role name exempts itself and nobody else.
    const exact = /:role\/([^*?$]+)$/.exec(pattern)?.[1];
    if (exact !== undefined) {
      near.add(`${prefix}role/${exact}`);
      continue;
    }
    const tail = pattern.slice(Math.max(pattern.lastIndexOf("/"), pattern.lastIndexOf(":")) + 1);
    const path = /(?:role|user)\/(.*)$/.exec(pattern)?.[1] ?? tail;
    const names = [tail, path].flatMap((text) =>
      ["", "Evil"].map((filler) => instantiate(text, filler)),
    );
    for (const name of new Set(names)) {
      if (!/^[\w+=,.@-](?:[\w+=,.@/-]{0,198}[\w+=,.@-])?$/.test(name)) continue;
      for (const resource of [
        `role/${name}`,
        `role/x/${name}`,
        `role/${name}/x`,
        `user/${name}`,
        `user/role/${name}`,
      ]) {
        near.add(prefix + resource);
      }
    }
  }
  const untrusted = (arn: string): boolean => !isTrusted(arn);
  return { plain: plain.filter(untrusted), near: [...near].filter(untrusted) };
}
