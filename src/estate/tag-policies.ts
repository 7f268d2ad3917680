import type { GuardTarget, TagPolicy, TagSetting } from "../model/estate.ts";
import type { Fact, UnknownValue, Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { subjectOfGroup } from "./group.ts";
import { targetOf } from "./guards.ts";
import type { NodeRegister } from "./organization.ts";
import { attribute, field, known, listItems, stringFact } from "./read.ts";

/**
 * Makes tag policies, one for each tag key that a document speaks of.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param nodes - finds what the policies are attached to
 */
export function linkTagPolicies(
  drafts: readonly Draft[],
  nodes: NodeRegister,
  whereabouts: Whereabouts,
): readonly TagPolicy[] {
  const attached = attachments(drafts, nodes);
  return ofKind(drafts, "tag-policy").flatMap((draft): readonly TagPolicy[] => {
    const targets = targetsOf(draft, attached, nodes);
    const node = { ...subjectOfGroup([draft]), ...whereabouts.of([draft]), targets };
    const document = decoded(draft.content);
    const tags = field(document, "tags");
    if (tags.kind === "unknown") return [{ ...node, ...untold(tags) }];
    if (tags.kind !== "map") return [];
    const ofAll = control(tags);
    return tags
      .keys()
      .filter((key) => !key.startsWith("@@"))
      .map((key) => {
        const tag = tags.get(key);
        const place = tags.keyPlace(key);
        const above = [ofAll, control(tag)];
        const stated = stringFact(field(tag, "tag_key", "@@assign"));
        const settings = {
          key: setting(attribute(tag, "tag_key"), above),
          values: setting(attribute(tag, "tag_value"), above),
          enforcedFor: setting(attribute(tag, "enforced_for"), above),
        };
        return {
          ...node,
          place,
          settings,
          // What states no key of its own asks for lower case.
          key: stated.state === "absent" ? known(key.toLowerCase(), place) : stated,
          values: alone(settings.values),
          enforcedFor: alone(settings.enforcedFor),
        };
      });
  });
}

/** Only a snapshot tells all attachments of a policy. */
function targetsOf(
  draft: DraftOf<"tag-policy">,
  attached: ReadonlyMap<string, readonly GuardTarget[]>,
  nodes: NodeRegister,
): readonly GuardTarget[] | undefined {
  if (draft.document.format !== "snapshot") return undefined;
  const id = stringFact(draft.id);
  const own: readonly GuardTarget[] =
    draft.targets.kind === "absent" ? [] : [targetOf(nodes.link(draft.targets, draft.document))];
  return [...own, ...(id.state === "known" ? (attached.get(id.value) ?? []) : [])];
}

function attachments(
  drafts: readonly Draft[],
  nodes: NodeRegister,
): ReadonlyMap<string, readonly GuardTarget[]> {
  const found = new Map<string, GuardTarget[]>();
  if (ofKind(drafts, "tag-policy").length === 0) return found;
  for (const { policy, target, document } of ofKind(drafts, "guard-attachment")) {
    const id = stringFact(policy);
    if (id.state !== "known") continue;
    const targets = found.get(id.value) ?? [];
    targets.push(targetOf(nodes.link(target, document)));
    found.set(id.value, targets);
  }
  return found;
}

function untold({
  reason,
  place,
}: UnknownValue): Pick<TagPolicy, "key" | "values" | "enforcedFor" | "settings"> {
  const open = { state: "unknown", reason, place } as const;
  const each: TagSetting = { assign: open, append: open, remove: open, allowed: [open] };
  const settings = { key: each, values: each, enforcedFor: each };
  return { key: open, values: open, enforcedFor: open, settings };
}

function setting(value: Value, above: readonly Fact<readonly string[]>[]): TagSetting {
  return {
    assign: texts(attribute(value, "@@assign")),
    append: texts(attribute(value, "@@append")),
    remove: texts(attribute(value, "@@remove")),
    allowed: [...above, control(value)].filter(({ state }) => state !== "absent"),
  };
}

function control(value: Value): Fact<readonly string[]> {
  return texts(attribute(value, "@@operators_allowed_for_child_policies"));
}

/** What a setting comes to where nothing is inherited; an empty list where it says nothing. */
function alone({ assign, append }: TagSetting): Fact<readonly string[]> {
  if (append.state === "absent") {
    return assign.state === "absent" ? known([], assign.place) : assign;
  }
  if (append.state === "unknown" || assign.state === "absent") return append;
  return assign.state === "unknown"
    ? assign
    : known([...assign.value, ...append.value], assign.place);
}

function decoded(content: Value): Value {
  if (content.kind !== "scalar") return content;
  const json = embeddedJson(content);
  return json.ok ? json.value : content;
}

function texts(value: Value): Fact<readonly string[]> {
  const { place } = value;
  if (value.kind === "absent") return { state: "absent", place };
  if (value.kind === "unknown") return { state: "unknown", reason: value.reason, place };
  const { items, rest } = listItems(value);
  const found: string[] = [];
  for (const item of items) {
    const text = stringFact(item);
    if (text.state === "unknown") return text;
    if (text.state === "known") found.push(text.value);
  }
  return rest === undefined
    ? known(found, place)
    : { state: "unknown", reason: rest.reason, place };
}
