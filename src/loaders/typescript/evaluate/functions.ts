import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import {
  because,
  excerpt,
  list,
  nothing,
  open,
  type Call,
  type Datum,
  type FunctionDatum,
  type Spot,
} from "../datum.ts";
import { either } from "./either.ts";
import { expression } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import { declarePattern } from "./patterns.ts";
import type { Frame, Home, Scope } from "./scope.ts";
import { block } from "./statements.ts";

/** Every node that has parameters and a body. */
export type FunctionNode =
  | TSESTree.ArrowFunctionExpression
  | TSESTree.FunctionExpression
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionDeclarationWithName
  | TSESTree.FunctionDeclarationWithOptionalName
  | TSESTree.TSEmptyBodyFunctionExpression
  | TSESTree.TSDeclareFunction;

/**
 * A function of the program.
 *
 * @param home - the class whose method it is
 */
export function functionOf(
  node: FunctionNode,
  scope: Scope,
  machine: Interpreter,
  home: Home | undefined,
): FunctionDatum {
  const at = scope.spot(node);
  const arrow = node.type === Kind.ArrowFunctionExpression;
  const name = node.id?.name ?? "";
  return {
    kind: "function",
    name,
    at,
    call: (call, self) => {
      machine.called(at);
      const frame: Frame = arrow
        ? { returned: [], home: scope.frame.home, self: scope.frame.self }
        : { returned: [], home, self };
      const returned = machine.work.withinCall(() => run(node, scope, frame, call, machine));
      if (returned !== undefined) return returned;
      machine.work.cut(call.at);
      return open(call.at, "the calls that lead to it do not end", { code: "too-large" });
    },
  };
}

function run(
  node: FunctionNode,
  scope: Scope,
  frame: Frame,
  call: Call,
  machine: Interpreter,
): Datum {
  const inner = scope.body(frame);
  giveParameters(node.params, call, inner, machine);
  if (node.body === null || node.body === undefined) {
    return open(call.at, `${excerpt(call.at)} has no body to follow`);
  }
  if (node.body.type !== Kind.BlockStatement) return expression(node.body, inner, machine);
  const ended = block(node.body.body, inner, machine);
  if (node.generator) return open(call.at, `${excerpt(call.at)} is not followed`);
  return resultOf(frame, ended.kind, call.at);
}

/** What a function returns; where it may return at several places, what these have in common. */
function resultOf(frame: Frame, ended: string, at: Spot): Datum {
  const [first, ...others] = frame.returned;
  if (first === undefined) {
    return ended === "throw" ? open(at, `${excerpt(at)} throws an error`) : nothing(at);
  }
  const all = ended === "return" || ended === "throw" ? others : [...others, nothing(at)];
  const cause = open(at, `which of its values ${excerpt(at)} returns is not known`);
  return all.reduce((one, other) => either(cause, one, other), first);
}

/** Declares the parameters of a function with the arguments of a call. */
export function giveParameters(
  params: readonly TSESTree.Node[],
  { args, rest, at }: Call,
  scope: Scope,
  machine: Interpreter,
): void {
  for (const [index, param] of params.entries()) {
    if (param.type === Kind.RestElement) {
      declarePattern(param.argument, list(args.slice(index), at, rest), scope, machine);
      continue;
    }
    const missing = rest === undefined ? nothing(at) : because(at, rest);
    declarePattern(param, args[index] ?? missing, scope, machine);
  }
}
