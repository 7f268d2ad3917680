import type { Element, PolicyDocument, Statement } from "../model/policy.ts";
import type { Reason } from "../model/value.ts";
import { compileCondition, type CompiledCondition } from "./conditions/condition.ts";
import { compilePattern, matches, type PatternPart } from "./pattern.ts";
import type { Request } from "./request.ts";
import { resourcePatterns } from "./resource-pattern.ts";
import { sameUnderAll, unknown, type Truth, type Unknown } from "./truth.ts";
import { parseTemplate, resolveTemplate, type Template } from "./variables.ts";

/** Whether one item of an element speaks of the request; `dead` cannot be resolved for it. */
export type ItemTest = (request: Request) => Truth | "dead";

/** `Action`, `NotAction`, `Resource` or `NotResource`, made ready for many requests. */
export interface CompiledElement {
  readonly element: Element;
  readonly tests: readonly ItemTest[];
  /** There may be further items. */
  readonly rest: Unknown | undefined;
}

/** A statement made ready for many requests. */
export interface CompiledStatement {
  readonly statement: Statement;
  readonly action: CompiledElement;
  readonly resource: CompiledElement | undefined;
  readonly conditions: readonly CompiledCondition[];
  /** There may be further conditions. */
  readonly conditionsRest: Unknown | undefined;
}

/** A policy document made ready for many requests. */
export interface CompiledPolicy {
  readonly document: PolicyDocument;
  readonly statements: readonly CompiledStatement[];
}

/** Prepares a document once, so that deciding a request costs only comparisons. */
export function compile(document: PolicyDocument): CompiledPolicy {
  return {
    document,
    statements: document.statements.map((statement) => compileStatement(statement, document)),
  };
}

function compileStatement(statement: Statement, { version }: PolicyDocument): CompiledStatement {
  const { action, resource, conditions, conditionsRest } = statement;
  return {
    statement,
    action: compileElement(action, compileAction),
    resource:
      resource === undefined
        ? undefined
        : compileElement(resource, (text) => compileResource(parseTemplate(text, version))),
    conditions: conditions.map((condition) => compileCondition(condition, version)),
    conditionsRest: conditionsRest === undefined ? undefined : unknown(conditionsRest),
  };
}

function compileElement(element: Element, item: (text: string) => ItemTest): CompiledElement {
  return {
    element,
    rest: element.rest === undefined ? undefined : unknown(element.rest),
    tests: element.items.map((text) => {
      if (text.kind === "text") return item(text.text);
      const open = unknown(text.reason);
      return () => open;
    }),
  };
}

/**
 * Prefix and name have no case, and wildcards stand anywhere; there are no variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
function compileAction(text: string): ItemTest {
  const pattern = compilePattern([{ text: text.toLowerCase(), wildcards: true }]);
  return (request) => matches(pattern, request.actionKey);
}

/**
 * Variables stand after the fifth colon; what one before it does AWS does not say. A variable that
 * cannot be resolved makes the item match no resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
 */
function compileResource(template: Template): ItemTest {
  if (!template.variable) {
    const resolved = resolveTemplate(template, new Map());
    if (resolved.kind === "parts") {
      const patterns = resourcePatterns(resolved.parts);
      return (request) => patterns.some((pattern) => matches(pattern, request.resource));
    }
  }
  const early = hasEarlyVariable(template);
  return (request) => {
    const resolved = resolveTemplate(template, request.context);
    if (resolved.kind === "unresolved") return "dead";
    if (resolved.kind === "unknown") return unknown(resolved.reason);
    const readings = [matchesParts(resolved.parts, request)];
    if (early) readings.push(false);
    if (resolved.parts.some((part) => part.fromRequest === true && /[*?]/.test(part.text))) {
      readings.push(matchesParts(resolved.parts.map(withWildcards), request));
    }
    return sameUnderAll(readings, early ? earlyVariable : broughtWildcards);
  };
}

function matchesParts(parts: readonly PatternPart[], request: Request): boolean {
  return resourcePatterns(parts).some((pattern) => matches(pattern, request.resource));
}

function withWildcards(part: PatternPart): PatternPart {
  return { ...part, wildcards: part.wildcards || part.fromRequest === true };
}

function hasEarlyVariable(template: Template): boolean {
  let colons = 0;
  for (const piece of template.pieces) {
    if (piece.kind === "variable" && colons < 5) return true;
    if (piece.kind === "text") colons += piece.text.split(":").length - 1;
  }
  return false;
}

const earlyVariable: Reason = {
  code: "unspecified-by-aws",
  detail: "a policy variable stands before the fifth colon of a resource, where AWS takes none",
  place: undefined,
};

const broughtWildcards: Reason = {
  code: "unspecified-by-aws",
  detail: "AWS does not say whether `*` and `?` that a policy variable brings are wildcards",
  place: undefined,
};
