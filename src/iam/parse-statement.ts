import type { Element, Statement, Text } from "../model/policy.ts";
import type { MapValue, Reason } from "../model/value.ts";
import { actionProblem } from "./check-action.ts";
import { resourceProblem } from "./check-resource.ts";
import { parseConditions } from "./parse-conditions.ts";
import { parsePatterns } from "./parse-patterns.ts";
import { parsePrincipal } from "./parse-principal.ts";
import { reasonOf, type PolicyProblems } from "./policy-problems.ts";

const elements = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/**
 * Reads one statement.
 *
 * @param map - the statement
 * @param index - 0-based position in the document
 * @param problems - takes what AWS would refuse
 */
export function parseStatement(map: MapValue, index: number, problems: PolicyProblems): Statement {
  const rest = problems.checkKeys(map, elements, "a statement");
  const principal = parsePrincipal(map, problems);
  const action = readElement(map, "Action", rest, actionProblem, problems);
  const resource = readElement(map, "Resource", rest, resourceProblem, problems);
  if (action === undefined) {
    problems.refuse("a statement has an `Action` or a `NotAction`", map.place);
  }
  // Only trust policies go without, and they name a principal.
  if (resource === undefined && principal === undefined) {
    problems.refuse("a statement has a `Resource` or a `NotResource`", map.place);
  }
  const conditions = parseConditions(map.get("Condition"), problems);
  return {
    index,
    sid: readSid(map, problems),
    effect: readEffect(map, rest, problems),
    principal,
    action: action ?? { negated: false, items: [], rest: undefined, place: map.place },
    resource,
    conditions: conditions.items,
    conditionsRest: conditions.rest ?? (map.get("Condition").kind === "absent" ? rest : undefined),
    place: map.place,
  };
}

function readSid(map: MapValue, problems: PolicyProblems): string | undefined {
  const value = map.get("Sid");
  if (value.kind === "scalar") return value.sensitive ? undefined : value.text;
  if (value.kind === "list" || value.kind === "map") problems.note("`Sid` is a text", value.place);
  return undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html */
function readEffect(
  map: MapValue,
  rest: Reason | undefined,
  problems: PolicyProblems,
): Statement["effect"] {
  const value = map.get("Effect");
  const { place } = value;
  if (value.kind === "scalar" && (value.text === "Allow" || value.text === "Deny")) {
    return { kind: "known", value: value.text, place };
  }
  if (value.kind === "unknown") {
    return { kind: "unknown", reason: reasonOf(value) ?? value.reason, place };
  }
  if (value.kind === "absent" && rest !== undefined)
    return { kind: "unknown", reason: rest, place };
  problems.refuse("`Effect` is `Allow` or `Deny`, with this case", place);
  return { kind: "known", value: "Deny", place };
}

/** An element and its negation, of which a statement has one. */
function readElement(
  map: MapValue,
  name: "Action" | "Resource",
  rest: Reason | undefined,
  problemOf: (text: string) => string | undefined,
  problems: PolicyProblems,
): Element | undefined {
  const positive = map.get(name);
  const negative = map.get(`Not${name}`);
  if (positive.kind !== "absent" && negative.kind !== "absent") {
    problems.refuse(`a statement has \`${name}\` or \`Not${name}\`, not both`, map.place);
  }
  const negated = positive.kind === "absent" && negative.kind !== "absent";
  const value = negated ? negative : positive;
  if (value.kind === "absent") {
    return rest === undefined ? undefined : { negated, items: [], rest, place: map.place };
  }
  const label = `\`${negated ? `Not${name}` : name}\``;
  const patterns = parsePatterns(value, label, problems);
  if (patterns.items.length === 0 && patterns.rest === undefined && !problems.fatal) {
    problems.refuse(`${label} is empty`, value.place);
  }
  for (const item of patterns.items) check(item, problemOf, problems);
  return { ...patterns, negated };
}

function check(
  item: Text,
  problemOf: (text: string) => string | undefined,
  problems: PolicyProblems,
): void {
  if (item.kind === "unknown" || item.place.masked === true) return;
  const problem = problemOf(item.text);
  if (problem !== undefined) problems.note(problem, item.place);
}
