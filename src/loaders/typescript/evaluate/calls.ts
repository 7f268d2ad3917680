import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import { excerpt, nothing, open, type Datum, type Open } from "../datum.ts";
import { expression, keyOf } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Given } from "./machine.ts";
import type { Scope } from "./scope.ts";

/** `f(x)`, `object.method(x)`, `super(x)`, `import("x")`. */
export function callExpression(
  node: TSESTree.CallExpression,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const { callee } = node;
  const at = scope.spot(node);
  if (callee.type === Kind.Super) {
    const { home, self } = scope.frame;
    const given = argumentsOf(node, scope, machine);
    if (home === undefined || self?.kind !== "object") return open(at, "`super` is not known here");
    home.parent?.construct(self, { ...given, machine });
    home.setFields();
    return nothing(at);
  }
  const chained = callee.type === Kind.ChainExpression ? callee.expression : callee;
  const target = chained.type === Kind.TSNonNullExpression ? chained.expression : chained;
  if (target.type !== Kind.MemberExpression) {
    const called = expression(target, scope, machine);
    if (called.kind === "nothing" && node.optional) return called;
    return machine.call(called, argumentsOf(node, scope, machine));
  }
  if (target.object.type === Kind.Super) {
    const method = expression(target, scope, machine);
    return machine.call(method, argumentsOf(node, scope, machine), scope.frame.self);
  }
  const of = expression(target.object, scope, machine);
  if (of.kind === "nothing" && (target.optional || node.optional)) return of;
  const key = keyOf(target.property, target.computed, scope, machine);
  const given = argumentsOf(node, scope, machine);
  if (typeof key !== "string") {
    machine.escape(of, open(at, key.detail));
    return machine.call(key, given);
  }
  // The name of the method says best where a change of the object stands.
  return machine.call(machine.member(of, key, scope.spot(target)), given, of);
}

/** `new X(…)` */
export function newExpression(
  node: TSESTree.NewExpression,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const callee = expression(node.callee, scope, machine);
  return machine.make(callee, argumentsOf(node, scope, machine));
}

function argumentsOf(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  scope: Scope,
  machine: Interpreter,
): Given {
  // Up to the arguments: what a call makes stands there, and each argument has a place of its own.
  const end = node.callee.range[1];
  const at = { source: scope.source, span: { start: node.range[0], end } };
  const args: Datum[] = [];
  let rest: Open | undefined;
  for (const argument of node.arguments) {
    if (argument.type !== Kind.SpreadElement) {
      if (rest === undefined) args.push(expression(argument, scope, machine));
      continue;
    }
    const spread = expression(argument.argument, scope, machine);
    if (spread.kind === "list" && rest === undefined && machine.work.steps(spread.items.length)) {
      for (const item of spread.items) args.push(item);
      rest = spread.rest;
    } else rest ??= open(scope.spot(argument), `${excerpt(scope.spot(argument))} is not known`);
  }
  return { args, rest, at };
}
