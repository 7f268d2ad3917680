import type { TagPolicy } from "../model/estate.ts";
import type { Fact, Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft } from "./draft.ts";
import { subjectOfGroup } from "./group.ts";
import { attribute, field, known, listItems, stringFact } from "./read.ts";

/**
 * Makes tag policies, one for each tag key that a document speaks of.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_example-tag-policies.html
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkTagPolicies(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
): readonly TagPolicy[] {
  return ofKind(drafts, "tag-policy").flatMap((draft): readonly TagPolicy[] => {
    const node = { ...subjectOfGroup([draft]), ...whereabouts.of([draft]) };
    const tags = field(decoded(draft.content), "tags");
    if (tags.kind === "unknown") {
      const open = { state: "unknown", reason: tags.reason, place: tags.place } as const;
      return [{ ...node, key: open, values: open, enforcedFor: open }];
    }
    if (tags.kind !== "map") return [];
    return tags.keys().map((key) => {
      const tag = tags.get(key);
      const place = tags.keyPlace(key);
      const stated = stringFact(field(tag, "tag_key", "@@assign"));
      return {
        ...node,
        place,
        // What states no key of its own asks for lower case.
        key: stated.state === "absent" ? known(key.toLowerCase(), place) : stated,
        values: texts(attribute(field(tag, "tag_value"), "@@assign")),
        enforcedFor: texts(attribute(field(tag, "enforced_for"), "@@assign")),
      };
    });
  });
}

function decoded(content: Value): Value {
  if (content.kind !== "scalar") return content;
  const json = embeddedJson(content);
  return json.ok ? json.value : content;
}

function texts(value: Value): Fact<readonly string[]> {
  const { items, rest } = listItems(value);
  const { place } = value;
  const found: string[] = [];
  for (const item of items) {
    const text = stringFact(item);
    if (text.state === "unknown") return text;
    if (text.state === "known") found.push(text.value);
  }
  return rest === undefined
    ? { state: "known", value: found, place, sensitive: false }
    : { state: "unknown", reason: rest.reason, place };
}
