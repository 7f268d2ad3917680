import { managedTag } from "../../aws/guardduty.ts";
import { compilePattern, matches } from "../../iam/pattern.ts";
import type { Condition, Element, PolicyDocument, Statement } from "../../model/policy.ts";
import { isNearMiss } from "./near-miss.ts";

/** What changes the tags of a cluster, or makes it with tags, in lower case. */
const tagActions = ["eks:tagresource", "eks:untagresource", "eks:createcluster"];

/** A deny that was written to protect tags of clusters. */
export interface TagGuard {
  /** Names it among all results. */
  readonly subject: string;
  /** Begins a sentence about it. */
  readonly name: string;
  readonly statement: Statement;
  readonly version: PolicyDocument["version"];
  /**
   * The actions of {@link tagActions} that it speaks of, or may speak of, in lower case; never
   * empty.
   */
  readonly actions: readonly string[];
  /** Whether it speaks of the tag itself, not of tags in general. */
  readonly namesTag: boolean;
}

/**
 * The statements of a policy that were written to protect the tag: denies of what changes the tags
 * of clusters that either speak of `GuardDutyManaged` in a condition, in any spelling, or deny all
 * tagging of EKS by name. What is about other tags, and what is about everything, was not.
 *
 * @param holder - the subject of the policy
 * @param anyOfEks - takes in every deny that names actions of EKS which tag, whatever else it asks
 */
export function tagGuards(
  holder: string,
  document: PolicyDocument,
  anyOfEks = false,
): readonly TagGuard[] {
  const sids = document.statements.map(({ sid }) => sid);
  return document.statements.flatMap((statement): readonly TagGuard[] => {
    const { effect, action, conditions, conditionsRest, sid, index } = statement;
    if (effect.kind === "known" && effect.value === "Allow") return [];
    const actions = tagActions.filter((name) => maySpeakOf(action, name));
    if (actions.length === 0) return [];
    const namesTag = conditions.some(speaksOfTag);
    const isGeneral = namesTagging(action) && !conditions.some(speaksOfOtherTag);
    const isOpen = namesTagging(action) && conditionsRest !== undefined;
    const isOfEks = anyOfEks && namesEks(action);
    if (!namesTag && !isGeneral && !isOpen && !isOfEks) return [];
    const number = `statement ${String(index + 1)}`;
    const own = sid === undefined || sid === "" ? undefined : sid;
    const isUnique = own !== undefined && sids.filter((other) => other === own).length === 1;
    return [
      {
        subject: `${holder}: ${isUnique ? own : number}`,
        name: own === undefined ? `The deny in ${number}` : `The deny \`${own}\``,
        statement,
        version: document.version,
        actions,
        namesTag,
      },
    ];
  });
}

/** Whether `Action` or `NotAction` speaks of an action, as far as it is known. */
export function maySpeakOf({ items, negated, rest }: Element, asked: string): boolean {
  let open = rest !== undefined;
  let listed = false;
  for (const item of items) {
    if (item.kind === "unknown") open = true;
    else listed ||= matches(patternOf(item.text), asked);
  }
  return negated ? !listed : listed || open;
}

function patternOf(text: string) {
  return compilePattern([{ text: text.toLowerCase(), wildcards: true }]);
}

/** Whether an action of EKS that tags is listed by its name. */
function namesTagging({ items, negated }: Element): boolean {
  return (
    !negated && items.some((item) => item.kind === "text" && /^eks:(?:un)?tag/i.test(item.text))
  );
}

function namesEks({ items, negated }: Element): boolean {
  return !negated && items.some((item) => item.kind === "text" && /^eks:/i.test(item.text));
}

/** The tag of `aws:ResourceTag/GuardDutyManaged`; undefined for keys that are about no tag. */
export function tagOfKey(key: string): string | undefined {
  return /(?:request|resource|principal)tag\/(.+)$/i.exec(key)?.[1];
}

/** `aws:TagKeys`, also under another service's name. */
export function isTagKeys(key: string): boolean {
  return /(?:^|:)tagkeys$/i.test(key);
}

/** Whether a tag key was meant to be `GuardDutyManaged`. */
export function isMeant(tag: string): boolean {
  return tag.toLowerCase() === managedTag.toLowerCase() || isNearMiss(tag);
}

/** Whether a value of `aws:TagKeys` names the tag, or would if its wildcards counted. */
export function isMeantByPattern(text: string): boolean {
  if (isMeant(text)) return true;
  if (!/[*?]/.test(text) || !/[a-z]/i.test(text)) return false;
  return matches(patternOf(text), managedTag.toLowerCase());
}

function speaksOfTag({ key, values }: Condition): boolean {
  const tag = tagOfKey(key);
  if (tag !== undefined && isMeant(tag)) return true;
  const texts = values.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  if (isTagKeys(key) && texts.some(isMeantByPattern)) return true;
  return texts.some((text) => /tag\/guardduty_?managed/i.test(text));
}

/** An unknown list of tag keys may be about any. */
function speaksOfOtherTag(condition: Condition): boolean {
  const { key, values } = condition;
  if (speaksOfTag(condition)) return false;
  if (isTagKeys(key)) return values.rest === undefined && values.items.every(isKnown);
  return /(?:request|resource)tag\//i.test(key);
}

function isKnown({ kind }: Condition["values"]["items"][number]): boolean {
  return kind === "text";
}
