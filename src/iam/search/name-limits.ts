import type { Principal } from "../principal.ts";
import { allBut, anyChar } from "./char-set.ts";
import { negate, textIn, type Formula } from "./formula.ts";
import { languageOf, literal, many, times, type Constraint, type Language } from "./language.ts";
import { formulaHolds } from "./literal-holds.ts";
import type { Model, TextVariable } from "./variable.ts";
import type { Work } from "./work.ts";

/**
 * Characters that IAM takes; a path counts with the slashes around it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const mostOfName = 64;
const mostOfPath = 512;

const outside = (language: Language): Constraint => ({ language, inside: false });
const notSlash = allBut("/");
const notColon = allBut(":");

/** ARNs whose name, after the last slash, is too long. */
const longNames = languageOf([
  [many(anyChar), ...literal("/"), ...times(notSlash, mostOfName + 1), many(notSlash)],
]);

/** ARNs whose path, from the slash after the kind to the one before the name, is too long. */
const longPaths = languageOf([
  [
    ...Array.from({ length: 5 }, () => [many(notColon), ...literal(":")]).flat(),
    many(notSlash),
    ...literal("/"),
    ...times(anyChar, mostOfPath - 1),
    many(anyChar),
    ...literal("/"),
    many(notSlash),
  ],
]);

/**
 * Few policies ask for names at all, and automata that count characters have many states: that no
 * name is too long is asked only of a search that came upon one.
 *
 * @returns what the ARN of a principal breaks that no role or user can have
 */
export function brokenLimit(principal: Principal): Language | undefined {
  const text = nameWithPath(principal);
  if (text === undefined) return undefined;
  const name = text.slice(text.lastIndexOf("/") + 1);
  if (name.length > mostOfName) return longNames;
  return text.length - name.length >= mostOfPath ? longPaths : undefined;
}

function nameWithPath(principal: Principal): string | undefined {
  switch (principal.kind) {
    case "role":
      return principal.path;
    case "user":
      return principal.name;
    case "session":
      return principal.roleArn?.slice(principal.roleArn.indexOf("/") + 1);
    default:
      return undefined;
  }
}

/**
 * A path takes what a name is too long for: patterns with wildcards rarely tell them apart.
 *
 * @param variable - of the ARN of a role or user, whose name is too long in the model
 * @param formulas - that the model makes true
 * @returns a model with a slash somewhere in the name, or after it; undefined where none goes
 */
export function withPath(
  model: Model,
  variable: TextVariable,
  formulas: readonly Formula[],
  work: Work,
): Model | undefined {
  const arn = model(variable);
  if (typeof arn !== "string") return undefined;
  const start = arn.lastIndexOf("/") + 1;
  const shortest = Math.max(start + 1, arn.length - mostOfName);
  const cuts = Array.from({ length: arn.length - shortest }, (_, at) => shortest + at);
  const divided = [...cuts.map((at) => `${arn.slice(0, at)}/${arn.slice(at)}`), `${arn}/x`];
  return divided
    .filter((text) => work.automata.meetsAll(text, [...variable.within, outside(longPaths)]))
    .map(
      (text): Model =>
        (other) =>
          other === variable ? text : model(other),
    )
    .find((changed) => formulas.every((formula) => formulaHolds(formula, changed, work)));
}

/** @returns that a principal's ARN is within a limit */
export function keepsLimit(variable: TextVariable, limit: Language): Formula {
  return negate(textIn(variable, limit));
}
