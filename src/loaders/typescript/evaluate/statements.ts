import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import { because, nothing, open, type Datum, type Open } from "../datum.ts";
import { classOf } from "./classes.ts";
import { same, truth } from "./either.ts";
import { expression } from "./expressions.ts";
import { functionOf } from "./functions.ts";
import type { Interpreter } from "./interpreter.ts";
import { assignPattern, declarePattern } from "./patterns.ts";
import { enumOf } from "./enums.ts";
import { normal, type Completion, type Scope } from "./scope.ts";

/** Rounds of one loop that are gone through. */
const mostRounds = 2_000;

/** Runs statements in order; functions are there before the first. */
export function block(
  statements: readonly TSESTree.Node[],
  scope: Scope,
  machine: Interpreter,
): Completion {
  for (const node of statements) hoist(node, scope, machine);
  return following(statements, 0, scope, machine);
}

function following(
  statements: readonly TSESTree.Node[],
  from: number,
  scope: Scope,
  machine: Interpreter,
): Completion {
  for (const [index, node] of statements.entries()) {
    if (index < from) continue;
    const ended = statement(node, scope, machine);
    if (ended.kind === "normal") continue;
    if (ended.kind !== "perhaps") return ended;
    const rest = statements.slice(index + 1);
    const later = machine.under(ended.because, () => following(rest, 0, scope, machine));
    return later.kind === "normal" ? ended : perhaps(later, ended.because);
  }
  return normal;
}

/** What has ended some way in a branch that may not be taken. */
function perhaps(ended: Completion, cause: Open): Completion {
  switch (ended.kind) {
    case "return":
      return { kind: "perhaps", leaves: "function", because: cause };
    case "break":
    case "continue":
      return { kind: "perhaps", leaves: "loop", because: cause };
    case "perhaps":
      return ended;
    // A check that fails stops the program: what is deployed has passed it.
    case "throw":
    case "normal":
      return normal;
  }
}

function hoist(node: TSESTree.Node, scope: Scope, machine: Interpreter): void {
  const declared =
    node.type === Kind.ExportNamedDeclaration || node.type === Kind.ExportDefaultDeclaration
      ? node.declaration
      : node;
  if (declared?.type === Kind.FunctionDeclaration && declared.id !== null) {
    scope.declare(declared.id.name, functionOf(declared, scope, machine, undefined), machine.maybe);
  }
}

/** Runs a statement. */
export function statement(node: TSESTree.Node, scope: Scope, machine: Interpreter): Completion {
  const ended = machine.work.within(() => run(node, scope, machine));
  if (ended !== undefined) return ended;
  machine.work.cut(scope.spot(node));
  return normal;
}

function run(node: TSESTree.Node, scope: Scope, machine: Interpreter): Completion {
  switch (node.type) {
    case Kind.ExpressionStatement:
      expression(node.expression, scope, machine);
      return normal;
    case Kind.VariableDeclaration:
      for (const { id, init } of node.declarations) {
        const value = init === null ? nothing(scope.spot(id)) : expression(init, scope, machine);
        declarePattern(id, value, scope, machine);
      }
      return normal;
    case Kind.ClassDeclaration: {
      const made = classOf(node, scope, machine);
      if (node.id !== null) scope.declare(node.id.name, made, machine.maybe);
      return normal;
    }
    case Kind.ExportNamedDeclaration:
      return node.declaration === null ? normal : statement(node.declaration, scope, machine);
    case Kind.ExportDefaultDeclaration:
      scope.declare("default", exported(node.declaration, scope, machine), machine.maybe);
      return normal;
    case Kind.TSExportAssignment:
      scope.declare("default", expression(node.expression, scope, machine), machine.maybe);
      return normal;
    case Kind.TSEnumDeclaration:
      scope.declare(node.id.name, enumOf(node, scope, machine), machine.maybe);
      return normal;
    case Kind.ReturnStatement: {
      const value =
        node.argument === null
          ? nothing(scope.spot(node))
          : expression(node.argument, scope, machine);
      scope.frame.returned.push(value);
      return { kind: "return" };
    }
    case Kind.ThrowStatement:
      return { kind: "throw" };
    case Kind.BreakStatement:
      return { kind: "break" };
    case Kind.ContinueStatement:
      return { kind: "continue" };
    case Kind.BlockStatement:
      return block(node.body, scope.inner(), machine);
    case Kind.LabeledStatement:
      return statement(node.body, scope, machine);
    case Kind.IfStatement:
      return ifStatement(node, scope, machine);
    case Kind.SwitchStatement:
      return switchStatement(node, scope, machine);
    case Kind.TryStatement:
      return tryStatement(node, scope, machine);
    case Kind.ForOfStatement:
    case Kind.ForInStatement:
      return forEach(node, scope, machine);
    case Kind.ForStatement:
    case Kind.WhileStatement:
    case Kind.DoWhileStatement:
      return loop(node, scope, machine);
    default:
      return normal;
  }
}

/** What `export default` exports. */
function exported(
  node: TSESTree.ExportDefaultDeclaration["declaration"],
  scope: Scope,
  machine: Interpreter,
): Datum {
  switch (node.type) {
    case Kind.FunctionDeclaration:
      return functionOf(node, scope, machine, undefined);
    case Kind.ClassDeclaration: {
      const made = classOf(node, scope, machine);
      if (node.id !== null) scope.declare(node.id.name, made, machine.maybe);
      return made;
    }
    default:
      return expression(node, scope, machine);
  }
}

function ifStatement(node: TSESTree.IfStatement, scope: Scope, machine: Interpreter): Completion {
  const test = expression(node.test, scope, machine);
  const known = truth(test);
  const branch = (taken: TSESTree.Statement | null): Completion =>
    taken === null ? normal : statement(taken, scope.inner(), machine);
  if (known !== undefined) return branch(known ? node.consequent : node.alternate);
  const cause = machine.condition(scope.spot(node.test), test);
  const one = machine.under(cause, () => branch(node.consequent));
  const other = machine.under(cause, () => branch(node.alternate));
  if (one.kind === "throw" && other.kind === "throw") return one;
  if (one.kind === "return" && other.kind === "return") return one;
  const first = perhaps(one, cause);
  return first.kind === "normal" ? perhaps(other, cause) : first;
}

function switchStatement(
  node: TSESTree.SwitchStatement,
  scope: Scope,
  machine: Interpreter,
): Completion {
  const value = expression(node.discriminant, scope, machine);
  const inner = scope.inner();
  const tests = node.cases.map(({ test }) =>
    test === null ? undefined : expression(test, scope, machine),
  );
  const isKnown = (datum: Datum | undefined): boolean =>
    datum === undefined || !["open", "json"].includes(datum.kind);
  if (isKnown(value) && tests.every(isKnown)) {
    const matching = tests.findIndex((test) => test !== undefined && same(test, value));
    const start = matching === -1 ? tests.indexOf(undefined) : matching;
    if (start === -1) return normal;
    const body = node.cases.slice(start).flatMap(({ consequent }) => consequent);
    const ended = block(body, inner, machine);
    return leftLoop(ended, "break");
  }
  const cause = machine.condition(scope.spot(node.discriminant), value);
  let ended: Completion = normal;
  for (const { consequent } of node.cases) {
    const one = leftLoop(
      machine.under(cause, () => block(consequent, inner, machine)),
      "break",
    );
    const after = perhaps(one, cause);
    if (after.kind !== "normal") ended = after;
  }
  return ended;
}

/** What a `break` ends is left with it. */
function leftLoop(ended: Completion, by: "break" | "loop"): Completion {
  if (ended.kind === "break" || (by === "loop" && ended.kind === "continue")) return normal;
  return ended.kind === "perhaps" && ended.leaves === "loop" && by === "loop" ? normal : ended;
}

function tryStatement(node: TSESTree.TryStatement, scope: Scope, machine: Interpreter): Completion {
  const ended = statement(node.block, scope, machine);
  const { handler } = node;
  if (handler !== null) {
    const inner = scope.inner();
    const at = scope.spot(handler);
    const cause = open(at, "whether an error is caught here is not known");
    if (handler.param !== null) declarePattern(handler.param, cause, inner, machine);
    machine.under(cause, () => block(handler.body.body, inner, machine));
  }
  if (node.finalizer !== null) statement(node.finalizer, scope, machine);
  return ended.kind === "throw" ? normal : ended;
}

function forEach(
  node: TSESTree.ForOfStatement | TSESTree.ForInStatement,
  scope: Scope,
  machine: Interpreter,
): Completion {
  const over = expression(node.right, scope, machine);
  const { items, rest } =
    node.type === Kind.ForOfStatement
      ? machine.items(over, scope.spot(node.right))
      : machine.keys(over, scope.spot(node.right));
  const round = (item: Datum): Completion => {
    const inner = scope.inner();
    if (node.left.type === Kind.VariableDeclaration) {
      for (const { id } of node.left.declarations) declarePattern(id, item, inner, machine);
    } else assignPattern(node.left, item, scope, machine);
    return statement(node.body, inner, machine);
  };
  return rounds(items, rest, round, machine);
}

/** Goes through known items for certain, and once through what stands for those that are not. */
function rounds(
  items: readonly Datum[],
  rest: Open | undefined,
  round: (item: Datum) => Completion,
  machine: Interpreter,
): Completion {
  for (const [index, item] of items.entries()) {
    const ended = round(item);
    if (ended.kind === "break") return normal;
    if (ended.kind === "return" || ended.kind === "throw") return ended;
    if (ended.kind === "perhaps") {
      const later = items.slice(index + 1);
      const after = machine.under(ended.because, () => rounds(later, rest, round, machine));
      return leftLoop(after.kind === "normal" ? ended : perhaps(after, ended.because), "loop");
    }
  }
  if (rest === undefined) return normal;
  const ended = machine.under(rest, () => round(because(rest.at, rest)));
  return leftLoop(perhaps(ended, rest), "loop");
}

function loop(
  node: TSESTree.ForStatement | TSESTree.WhileStatement | TSESTree.DoWhileStatement,
  scope: Scope,
  machine: Interpreter,
): Completion {
  const inner = scope.inner();
  if (node.type === Kind.ForStatement && node.init !== null) {
    if (node.init.type === Kind.VariableDeclaration) statement(node.init, inner, machine);
    else expression(node.init, inner, machine);
  }
  for (let round = 0; round < mostRounds; round += 1) {
    const at = scope.spot(node);
    const test: Datum =
      node.test === null
        ? open(at, "the loop has no condition")
        : expression(node.test, inner, machine);
    const known = node.type === Kind.DoWhileStatement && round === 0 ? true : truth(test);
    if (known === false) return normal;
    if (known === undefined) {
      const cause = machine.condition(at, test);
      const ended = machine.under(cause, () => statement(node.body, inner.inner(), machine));
      return leftLoop(perhaps(ended, cause), "loop");
    }
    const ended = statement(node.body, inner.inner(), machine);
    if (ended.kind === "break") return normal;
    if (ended.kind === "return" || ended.kind === "throw") return ended;
    if (ended.kind === "perhaps") return leftLoop(ended, "loop");
    if (node.type === Kind.ForStatement && node.update !== null)
      expression(node.update, inner, machine);
    if (!machine.work.steps(1)) break;
  }
  const endless = open(scope.spot(node), "the loop goes round too often", { code: "too-large" });
  machine.under(endless, () => statement(node.body, inner.inner(), machine));
  return normal;
}
