import { parseOperator } from "../../iam/conditions/operators.ts";
import type { Patterns, PolicyDocument, Statement } from "../../model/policy.ts";
import type { Distinctions } from "./distinctions.ts";

/** Stands for the account; no policy can state it. */
const anyone = "\u{10ffff}";

/** Operators that hold texts against each other as they are, so that ids can be exchanged. */
const ofTexts: ReadonlySet<string> = new Set(["string", "arn", "null", "bool"]);

/**
 * The same text for policies that differ in the id of one account alone: what is proved of one for
 * its account holds of the other for its own.
 *
 * @param document - the policy
 * @param distinctions - what it tells accounts apart by
 * @param account - the account's id
 * @returns undefined where something of the policy is not known, or where it compares parts of ids
 */
export function shapeOf(
  document: PolicyDocument,
  { accountsByPart }: Distinctions,
  account: string,
): string | undefined {
  const { version, statements, rest } = document;
  if (accountsByPart || rest !== undefined || !statements.every(isWhole)) return undefined;
  const shape = JSON.stringify([version, statements.map(partsOf)]);
  return shape.replaceAll(account, anyone);
}

function isWhole({ effect, principal, action, resource, conditions, conditionsRest }: Statement) {
  const lists = [action, ...(resource === undefined ? [] : [resource])];
  const groups = (principal?.groups ?? []).map(({ patterns }) => patterns);
  const values = conditions.map((condition) => condition.values);
  return (
    effect.kind === "known" &&
    principal?.rest === undefined &&
    conditionsRest === undefined &&
    conditions.every(({ operator }) => comparesTexts(operator)) &&
    [...lists, ...groups, ...values].every(
      (list) => list.rest === undefined && list.items.every(({ kind }) => kind === "text"),
    )
  );
}

function comparesTexts(operator: string): boolean {
  const use = parseOperator(operator);
  return use !== undefined && ofTexts.has(use.operator.family);
}

function partsOf({ effect, principal, action, resource, conditions }: Statement): unknown {
  return [
    effect.kind === "known" ? effect.value : "",
    principal === undefined
      ? null
      : [
          principal.negated,
          principal.everyone,
          principal.groups.map(({ kind, patterns }) => [kind, textsOf(patterns)]),
        ],
    [action.negated, textsOf(action)],
    resource === undefined ? null : [resource.negated, textsOf(resource)],
    conditions.map(({ operator, key, values }) => [operator, key, textsOf(values)]),
  ];
}

function textsOf({ items }: Patterns): readonly string[] {
  return items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
}
