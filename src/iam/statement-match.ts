import type { CompiledElement, CompiledStatement } from "./compile.ts";
import { meetsCondition, type CompiledCondition } from "./conditions/condition.ts";
import { isNamed, nameOf, type Naming } from "./principal-match.ts";
import type { Request } from "./request.ts";
import { and, not, or, placed, unknown, type Truth } from "./truth.ts";

/** The part of a statement that keeps it from matching, or leaves open whether it does. */
export type Mismatch =
  | { readonly part: "principal" }
  | { readonly part: "action" }
  | { readonly part: "resource" }
  | { readonly part: "condition"; readonly condition: CompiledCondition };

/** Whether a statement speaks of a request. */
export interface StatementMatch {
  readonly truth: Truth;
  /** Undefined where everything matches. */
  readonly mismatch: Mismatch | undefined;
  /** How its `Principal` names who makes the request; undefined where it has none. */
  readonly naming: Naming | undefined;
}

/** What a statement's place among the layers means for its `Principal`. */
export interface PrincipalRules {
  /**
   * Resource, trust, endpoint and resource control policies name principals; the others must not,
   * since they speak of whom they are attached to.
   */
  readonly names: boolean;
  /** Whether who makes the request has a permissions boundary. */
  readonly bounded: boolean;
}

/**
 * Matches one statement against a request: principal, action, resource, then every condition.
 *
 * @returns false with the first part that does not match; open where no part is false and some is
 *   open
 */
export function matchStatement(
  compiled: CompiledStatement,
  request: Request,
  rules: PrincipalRules,
): StatementMatch {
  const { statement, action, resource, conditions, conditionsRest } = compiled;
  // Most statements end here, at the cheapest test.
  const acts = matchesElement(action, request);
  if (acts === false) return failed({ part: "action" });
  const naming = namingOf(compiled, request, rules);
  const named =
    naming === undefined
      ? principalProblem(compiled, rules)
      : placed(isNamed(naming), statement.principal?.place ?? statement.place);
  if (named === false) return failed({ part: "principal" });
  const stands =
    resource === undefined
      ? true
      : placed(matchesElement(resource, request), resource.element.place);
  if (stands === false) return failed({ part: "resource" });
  let truth = and(and(acts, named), stands);
  let mismatch: Mismatch | undefined =
    acts !== true
      ? { part: "action" }
      : named !== true
        ? { part: "principal" }
        : stands !== true
          ? { part: "resource" }
          : undefined;
  for (const condition of conditions) {
    const { place } = condition.condition;
    const met = placed(meetsCondition(condition, request.context), place);
    if (met === false) return failed({ part: "condition", condition });
    if (met !== true) mismatch ??= { part: "condition", condition };
    truth = and(truth, met);
  }
  if (conditionsRest !== undefined) truth = and(truth, conditionsRest);
  if (statement.effect.kind === "unknown") truth = and(truth, unknown(statement.effect.reason));
  return { truth, mismatch, naming };
}

function failed(mismatch: Mismatch): StatementMatch {
  return { truth: false, mismatch, naming: undefined };
}

function namingOf(
  { statement }: CompiledStatement,
  request: Request,
  rules: PrincipalRules,
): Naming | undefined {
  const { principal, effect } = statement;
  if (!rules.names || principal === undefined) return undefined;
  const known = effect.kind === "known" ? effect.value : "Deny";
  return nameOf(principal, request.principal, rules.bounded, known);
}

/** A `Principal` where AWS refuses one, or none where AWS requires one, leaves the match open. */
function principalProblem({ statement }: CompiledStatement, rules: PrincipalRules): Truth {
  if (!rules.names && statement.principal === undefined) return true;
  return unknown({
    code: "malformed",
    detail: rules.names
      ? "a statement has no `Principal`, which AWS requires in this kind of policy"
      : "a statement has a `Principal`, which AWS does not take in this kind of policy",
    place: statement.principal?.place ?? statement.place,
  });
}

/**
 * `NotAction` and `NotResource` match what none of their items matches.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
export function matchesElement(compiled: CompiledElement, request: Request): Truth {
  const { element, tests, rest } = compiled;
  let listed: Truth = false;
  let dead = false;
  for (const test of tests) {
    const truth = test(request);
    if (truth === "dead") dead = true;
    else listed = or(listed, truth);
    if (listed === true) return !element.negated;
  }
  if (rest !== undefined) listed = or(listed, rest);
  if (!element.negated) return listed;
  // An item that matches no resource takes nothing out of a `NotResource`; or it makes the element
  // match no resource: AWS's sentence can be read both ways.
  const open = dead
    ? unknown({
        code: "unspecified-by-aws",
        detail: "a policy variable in `NotResource` cannot be resolved for this request",
        place: element.place,
      })
    : true;
  return and(not(listed), open);
}
