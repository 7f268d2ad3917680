import type { Span } from "../../model/place.ts";
import type { TextUnits } from "../../source/json/grammar.ts";
import { skimJson, type Wanted } from "../../source/json/skim.ts";

/**
 * A plan's JSON. Of a large plan, most resources are of no concern: each is read as far as that
 * tells what it is, and wholly when somebody asks for the rest.
 */
export interface PlanJson {
  /** As `JSON.parse` makes it, or the parts of that which are read of every plan. */
  readonly raw: unknown;
  /** Where an item of a list of resources stands; undefined where `raw` has all of the list. */
  span(list: unknown, index: number): Span | undefined;
  /** All of what stands at such a span. */
  readonly at: (span: Span) => unknown;
}

/**
 * @param raw - what `JSON.parse` made of the text
 * @returns a plan that is read already
 */
export function parsedPlan(raw: unknown): PlanJson {
  return { raw, span: () => undefined, at: () => undefined };
}

/**
 * @param text - a long text
 * @param units - the same as numbers, where they are at hand
 * @returns undefined where the text is not JSON, or nested very deep: `JSON.parse` tells
 */
export function skimPlan(text: string, units: TextUnits = unitsOf(text)): PlanJson | undefined {
  const skimmed = skimJson(text, units, plan);
  if (skimmed === undefined) return undefined;
  return {
    raw: skimmed.raw,
    span: (list, index) => skimmed.span(list, index),
    at: ({ start, end }): unknown => JSON.parse(text.slice(start, end)),
  };
}

function unitsOf(text: string): TextUnits {
  const units = new Uint16Array(text.length);
  Buffer.from(units.buffer).write(text, "utf16le");
  return units;
}

/** What tells the account of a resource, for which all of them are asked. */
const owners: Wanted = {
  members: [
    ["arn", "everything"],
    ["owner_id", "everything"],
  ],
};

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const change: Wanted = {
  members: [
    ["address", "everything"],
    ["deposed", "everything"],
    [
      "change",
      {
        members: [
          ["actions", "everything"],
          ["after", owners],
          ["after_sensitive", owners],
        ],
      },
    ],
  ],
};

/** A module of a values representation, which holds modules of the same shape. */
function moduleOf(resource: Wanted): Wanted {
  const members: [string, Wanted][] = [["resources", { items: resource }]];
  members.push(["child_modules", { items: { members } }]);
  return { members };
}

const planned = moduleOf({ members: [["address", "everything"]] });
const prior = moduleOf({
  members: [
    ["address", "everything"],
    ["mode", "everything"],
  ],
});

const plan: Wanted = {
  members: [
    ["format_version", "everything"],
    ["variables", "everything"],
    ["planned_values", { members: [["root_module", planned]] }],
    ["resource_changes", { items: change }],
    ["prior_state", { members: [["values", { members: [["root_module", prior]] }]] }],
    ["configuration", "everything"],
    ["complete", "everything"],
    ["errored", "everything"],
  ],
};
