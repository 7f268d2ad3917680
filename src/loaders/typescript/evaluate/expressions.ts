import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import {
  because,
  bool,
  excerpt,
  ListDatum,
  MapDatum,
  nothing,
  number,
  open,
  text,
  type Datum,
  type Entry,
  type Open,
} from "../datum.ts";
import { callExpression, newExpression } from "./calls.ts";
import { classOf } from "./classes.ts";
import { either, isThere, truth } from "./either.ts";
import { functionOf } from "./functions.ts";
import { globalValue } from "./globals.ts";
import type { Interpreter } from "./interpreter.ts";
import { binary, joined, textOf, unary, unknownOf } from "./operators.ts";
import { assignPattern } from "./patterns.ts";
import type { Scope } from "./scope.ts";

/** What an expression evaluates to. */
export function expression(node: TSESTree.Node, scope: Scope, machine: Interpreter): Datum {
  const made = machine.work.within(() => evaluated(node, scope, machine));
  if (made !== undefined) return made;
  const at = scope.spot(node);
  machine.work.cut(at);
  return open(at, "it takes too long to work it out", { code: "too-large" });
}

function evaluated(node: TSESTree.Node, scope: Scope, machine: Interpreter): Datum {
  const at = scope.spot(node);
  switch (node.type) {
    case Kind.Literal:
      return literal(node, scope);
    case Kind.TemplateLiteral: {
      const parts: Datum[] = [];
      for (const [index, quasi] of node.quasis.entries()) {
        parts.push(text(quasi.value.cooked ?? "", at));
        const hole = node.expressions[index];
        if (hole !== undefined) parts.push(expression(hole, scope, machine));
      }
      return joined(parts, at, machine.work);
    }
    case Kind.TaggedTemplateExpression:
      return tagged(node, scope, machine);
    case Kind.Identifier: {
      if (node.name === "undefined") return nothing(at);
      const variable = scope.find(node.name);
      if (variable === undefined) return globalValue(node.name, at, machine);
      return variable.value ?? open(at, `${excerpt(at)} is not set before it is used`);
    }
    case Kind.ThisExpression:
      return scope.frame.self ?? open(at, "`this` is not known here");
    case Kind.ObjectExpression:
      return objectLiteral(node, scope, machine);
    case Kind.ArrayExpression:
      return arrayLiteral(node, scope, machine);
    case Kind.MemberExpression:
      return memberOf(node, scope, machine);
    case Kind.CallExpression:
      return callExpression(node, scope, machine);
    case Kind.NewExpression:
      return newExpression(node, scope, machine);
    case Kind.ChainExpression:
    case Kind.TSNonNullExpression:
    case Kind.TSAsExpression:
    case Kind.TSSatisfiesExpression:
    case Kind.TSTypeAssertion:
    case Kind.TSInstantiationExpression:
      return expression(node.expression, scope, machine);
    case Kind.AwaitExpression:
      return expression(node.argument, scope, machine);
    case Kind.ConditionalExpression:
      return conditional(node, scope, machine);
    case Kind.LogicalExpression:
      return logical(node, scope, machine);
    case Kind.BinaryExpression: {
      const one = expression(node.left, scope, machine);
      const other = expression(node.right, scope, machine);
      return binary(node.operator, one, other, at, machine.work);
    }
    case Kind.UnaryExpression:
      return unary(node.operator, expression(node.argument, scope, machine), at);
    case Kind.UpdateExpression: {
      const old = expression(node.argument, scope, machine);
      const step = node.operator === "++" ? 1 : -1;
      const next = old.kind === "number" ? number(old.value + step, at) : unknownOf([old], at);
      assignPattern(node.argument, next, scope, machine);
      return node.prefix ? next : old;
    }
    case Kind.AssignmentExpression: {
      const right = expression(node.right, scope, machine);
      const value = node.operator === "=" ? right : compound(node, right, scope, machine);
      assignPattern(node.left, value, scope, machine);
      return value;
    }
    case Kind.SequenceExpression: {
      let last: Datum = nothing(at);
      for (const part of node.expressions) last = expression(part, scope, machine);
      return last;
    }
    case Kind.ArrowFunctionExpression:
    case Kind.FunctionExpression:
      return functionOf(node, scope, machine, undefined);
    case Kind.ClassExpression:
      return classOf(node, scope, machine);
    default:
      return open(at, `${excerpt(at)} is not worked out`);
  }
}

function literal(node: TSESTree.Literal, scope: Scope): Datum {
  const at = scope.spot(node);
  switch (typeof node.value) {
    case "string":
      return text(node.value, at);
    case "number":
      return number(node.value, at);
    case "boolean":
      return bool(node.value, at);
    default:
      return node.raw === "null"
        ? nothing(at, "null")
        : open(at, `${excerpt(at)} is not worked out`);
  }
}

/** `pulumi.interpolate` and the like are functions of the parts. */
function tagged(
  node: TSESTree.TaggedTemplateExpression,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const at = scope.spot(node);
  const tag = expression(node.tag, scope, machine);
  const parts = expression(node.quasi, scope, machine);
  if (tag.kind === "function" && tag.name === "interpolate") return parts;
  return unknownOf([tag], at);
}

/** The name that a key or a property's access spells; undefined where it is not known. */
export function keyOf(
  key: TSESTree.Node,
  computed: boolean,
  scope: Scope,
  machine: Interpreter,
): string | Open {
  if (!computed) {
    if (key.type === Kind.Identifier) return key.name;
    if (key.type === Kind.PrivateIdentifier) return `#${key.name}`;
  }
  const value = expression(key, scope, machine);
  return textOf(value) ?? unknownOf([value], scope.spot(key));
}

function objectLiteral(node: TSESTree.ObjectExpression, scope: Scope, machine: Interpreter): Datum {
  const map = new MapDatum([], scope.spot(node), undefined, machine.maybe);
  for (const property of node.properties) {
    if (property.type === Kind.SpreadElement) {
      spreadInto(map, expression(property.argument, scope, machine), scope.spot(property));
      continue;
    }
    const key = keyOf(property.key, property.computed, scope, machine);
    const value =
      property.value.type === Kind.FunctionExpression
        ? functionOf(property.value, scope, machine, undefined)
        : expression(property.value, scope, machine);
    if (typeof key !== "string") {
      // Whichever key it is, its value may replace any that stand before it.
      unsettle(map, key);
    } else {
      map.entries.delete(key);
      map.entries.set(key, { key: scope.spot(property.key), value });
    }
  }
  return map;
}

/** Entries of unknown keys may replace those that are there. */
function unsettle(map: MapDatum, cause: Open): void {
  for (const [key, entry] of map.entries) {
    map.entries.set(key, {
      key: entry.key,
      value: either(because(entry.key, cause), entry.value, cause),
    });
  }
  map.rest = cause;
}

function spreadInto(map: MapDatum, value: Datum, at: Entry["key"]): void {
  switch (value.kind) {
    case "map":
      if (value.rest !== undefined) unsettle(map, because(at, value.rest));
      for (const [key, entry] of value.entries) {
        map.entries.delete(key);
        map.entries.set(key, entry);
      }
      return;
    case "object":
      for (const [key, field] of value.fields)
        map.entries.set(key, { key: field.at, value: field });
      if (value.rest !== undefined || value.nature !== undefined) {
        unsettle(map, value.rest ?? open(at, `${excerpt(at)} cannot be spread`));
      }
      return;
    case "open":
      unsettle(map, because(at, value));
      return;
    case "nothing":
    case "bool":
    case "number":
    case "text":
      return;
    default:
      unsettle(map, open(at, `${excerpt(at)} cannot be spread`));
  }
}

function arrayLiteral(node: TSESTree.ArrayExpression, scope: Scope, machine: Interpreter): Datum {
  const made = new ListDatum([], scope.spot(node), undefined, machine.maybe);
  for (const element of node.elements) {
    if (element === null) {
      made.items.push(nothing(scope.spot(node)));
    } else if (element.type === Kind.SpreadElement) {
      const value = expression(element.argument, scope, machine);
      if (value.kind === "list" && machine.work.steps(value.items.length)) {
        for (const item of value.items) made.items.push(item);
        made.rest ??= value.rest;
      } else {
        const spot = scope.spot(element);
        const cause = unknownOf([value], spot);
        made.rest ??= value.kind === "open" ? { ...cause, references: value.references } : cause;
      }
    } else {
      made.items.push(expression(element, scope, machine));
    }
    if (!machine.work.steps(1)) break;
  }
  return made;
}

function memberOf(node: TSESTree.MemberExpression, scope: Scope, machine: Interpreter): Datum {
  const at = scope.spot(node);
  if (node.object.type === Kind.Super) {
    const { home, self } = scope.frame;
    const key = keyOf(node.property, node.computed, scope, machine);
    const found =
      typeof key === "string" && self?.kind === "object"
        ? home?.parent?.member(self, key, at, machine)
        : undefined;
    return found ?? open(at, `${excerpt(at)} is not known`);
  }
  const of = expression(node.object, scope, machine);
  if (of.kind === "nothing" && node.optional) return of;
  const key = keyOf(node.property, node.computed, scope, machine);
  if (typeof key !== "string") return because(at, of.kind === "open" ? of : key);
  return machine.member(of, key, at);
}

function conditional(
  node: TSESTree.ConditionalExpression,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const test = expression(node.test, scope, machine);
  const known = truth(test);
  if (known !== undefined)
    return expression(known ? node.consequent : node.alternate, scope, machine);
  const cause = machine.condition(scope.spot(node.test), test);
  const one = machine.under(cause, () => expression(node.consequent, scope, machine));
  const other = machine.under(cause, () => expression(node.alternate, scope, machine));
  return either({ ...cause, at: scope.spot(node) }, one, other);
}

function logical(node: TSESTree.LogicalExpression, scope: Scope, machine: Interpreter): Datum {
  const at = scope.spot(node);
  const left = expression(node.left, scope, machine);
  const right = (): Datum => expression(node.right, scope, machine);
  const known = node.operator === "??" ? presence(left) : truth(left);
  // `&&` goes on where the left side holds, the others where it does not.
  const goesOn = known === undefined ? undefined : node.operator === "&&" ? known : !known;
  if (goesOn !== undefined) return goesOn ? right() : left;
  const cause = machine.condition(scope.spot(node.left), left);
  const other = machine.under(cause, right);
  if (node.operator !== "&&") return either({ ...cause, at }, left, other);
  // What is false spreads as nothing: `...(cond && { … })`.
  return either({ ...cause, at }, other.kind === "map" ? new MapDatum([], at) : nothing(at), other);
}

function presence(value: Datum): boolean | undefined {
  if (isThere(value)) return true;
  return value.kind === "nothing" ? false : undefined;
}

function compound(
  node: TSESTree.AssignmentExpression,
  right: Datum,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const at = scope.spot(node);
  const left = expression(node.left, scope, machine);
  switch (node.operator) {
    case "+=":
      return binary("+", left, right, at, machine.work);
    case "-=":
      return binary("-", left, right, at, machine.work);
    case "??=":
      return left.kind === "nothing" ? right : isThere(left) ? left : unknownOf([left], at);
    case "||=": {
      const known = truth(left);
      return known === undefined ? unknownOf([left], at) : known ? left : right;
    }
    default:
      return open(at, `${excerpt(at)} is not worked out`);
  }
}
