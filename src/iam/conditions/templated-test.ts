import type { Reason } from "../../model/value.ts";
import type { PatternPart } from "../pattern.ts";
import { sameUnderAll, unknown, type Truth } from "../truth.ts";
import { resolveTemplate, type Template } from "../variables.ts";
import type { ValueTest } from "./operator.ts";

/** Builds the comparison with one policy value once its variables are replaced. */
export type Comparison = (parts: readonly PatternPart[]) => (value: string) => Truth;

/**
 * The test for a policy value that may hold variables. Without any it is compiled once. A variable
 * that cannot be resolved meets nothing, so that negated operators are met.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @param template - the policy value
 * @param compare - the comparison
 * @param wildcards - whether the operator has wildcards: AWS does not say whether those that a
 *   variable's value brings count as such, so where that matters the answer is open
 */
export function templatedTest(
  template: Template,
  compare: Comparison,
  wildcards: boolean,
): ValueTest {
  if (!template.variable) {
    const resolved = resolveTemplate(template, new Map());
    if (resolved.kind === "parts") return compare(resolved.parts);
  }
  return (value, context) => {
    const resolved = resolveTemplate(template, context);
    switch (resolved.kind) {
      case "unresolved":
        return false;
      case "unknown":
        return unknown(resolved.reason);
      case "parts": {
        const literal = compare(resolved.parts)(value);
        if (!wildcards || !resolved.parts.some(bringsWildcards)) return literal;
        const active = resolved.parts.map((part) => ({
          ...part,
          wildcards: part.wildcards || part.fromRequest === true,
        }));
        return sameUnderAll([literal, compare(active)(value)], broughtWildcards);
      }
    }
  };
}

function bringsWildcards(part: PatternPart): boolean {
  return part.fromRequest === true && /[*?]/.test(part.text);
}

const broughtWildcards: Reason = {
  code: "unspecified-by-aws",
  detail: "AWS does not say whether `*` and `?` that a policy variable brings are wildcards",
  place: undefined,
};
