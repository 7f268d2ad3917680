import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import { because, excerpt, list, MapDatum, nothing, open, type Datum } from "../datum.ts";
import { isThere } from "./either.ts";
import { expression, keyOf } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Scope } from "./scope.ts";

/** Gives a value to the names of a declaration's pattern. */
export function declarePattern(
  pattern: TSESTree.Node,
  value: Datum,
  scope: Scope,
  machine: Interpreter,
): void {
  each(pattern, value, scope, machine, (name, part) => {
    if (name.type === Kind.Identifier) scope.declare(name.name, part, machine.maybe);
  });
}

/** Assigns a value to what stands left of a sign of equality. */
export function assignPattern(
  pattern: TSESTree.Node,
  value: Datum,
  scope: Scope,
  machine: Interpreter,
): void {
  each(pattern, value, scope, machine, (target, part) => {
    if (target.type === Kind.Identifier) {
      scope.find(target.name)?.set(part, machine.maybe);
    } else if (target.type === Kind.MemberExpression) {
      const of = expression(target.object, scope, machine);
      const key = keyOf(target.property, target.computed, scope, machine);
      if (typeof key === "string") machine.assign(of, key, part, scope.spot(target.property));
      else machine.unsettle(of, key);
    }
  });
}

function each(
  pattern: TSESTree.Node,
  value: Datum,
  scope: Scope,
  machine: Interpreter,
  found: (target: TSESTree.Node, value: Datum) => void,
): void {
  if (!machine.work.steps(1)) return;
  switch (pattern.type) {
    case Kind.AssignmentPattern: {
      each(pattern.left, withDefault(pattern, value, scope, machine), scope, machine, found);
      return;
    }
    case Kind.ObjectPattern: {
      const taken = new Set<string>();
      for (const property of pattern.properties) {
        if (property.type === Kind.RestElement) {
          each(property.argument, without(value, taken, scope, property), scope, machine, found);
          continue;
        }
        const key = keyOf(property.key, property.computed, scope, machine);
        const at = scope.spot(property);
        if (typeof key === "string") taken.add(key);
        const part = typeof key === "string" ? machine.member(value, key, at) : key;
        each(property.value, part, scope, machine, found);
      }
      return;
    }
    case Kind.ArrayPattern:
      for (const [index, element] of pattern.elements.entries()) {
        if (element === null) continue;
        if (element.type === Kind.RestElement) {
          const at = scope.spot(element);
          const rest =
            value.kind === "list"
              ? list(value.items.slice(index), at, value.rest)
              : open(at, `${excerpt(at)} is not worked out`);
          each(element.argument, rest, scope, machine, found);
        } else {
          each(
            element,
            machine.member(value, String(index), scope.spot(element)),
            scope,
            machine,
            found,
          );
        }
      }
      return;
    case Kind.TSParameterProperty: {
      each(pattern.parameter, value, scope, machine, found);
      const name =
        pattern.parameter.type === Kind.AssignmentPattern
          ? pattern.parameter.left
          : pattern.parameter;
      const { self } = scope.frame;
      if (self?.kind === "object") {
        self.fields.set(name.name, scope.own(name.name)?.value ?? value);
      }
      return;
    }
    case Kind.TSAsExpression:
    case Kind.TSNonNullExpression:
      each(pattern.expression, value, scope, machine, found);
      return;
    default:
      found(pattern, value);
  }
}

function withDefault(
  pattern: TSESTree.AssignmentPattern,
  value: Datum,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const missing = value.kind === "nothing" && value.is === "undefined";
  if (missing) return expression(pattern.right, scope, machine);
  if (isThere(value)) return value;
  const cause = value.kind === "open" ? because(value.at, value) : undefined;
  if (cause !== undefined) machine.under(cause, () => expression(pattern.right, scope, machine));
  return value;
}

function without(
  value: Datum,
  taken: ReadonlySet<string>,
  scope: Scope,
  node: TSESTree.Node,
): Datum {
  const at = scope.spot(node);
  if (value.kind === "map") {
    const left = [...value.entries].filter(([key]) => !taken.has(key));
    return new MapDatum(left, at, value.rest, value.born);
  }
  if (value.kind === "nothing") return nothing(at);
  return value.kind === "open" ? because(at, value) : open(at, `${excerpt(at)} is not worked out`);
}
