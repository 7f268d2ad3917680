import type { Reader } from "./reader.ts";
import type { BinaryOperator, Expression } from "./syntax.ts";
import type { TokenKind } from "./token.ts";
import { traversal } from "./traversal.ts";

/** Operators by how tightly they bind. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/", "%"],
];

interface Binding {
  readonly operator: BinaryOperator;
  readonly level: number;
}

const bindings: ReadonlyMap<TokenKind, Binding> = new Map(
  levels.flatMap((operators, level) =>
    operators.map((operator): [TokenKind, Binding] => [operator, { operator, level }]),
  ),
);

/**
 * Reads an expression. Chains of operators and of conditionals are loops; what stands in brackets
 * recurses, and so does what stands between `?` and `:`.
 */
export function expression(reader: Reader): Expression {
  reader.enter();
  let last = operation(reader, 0);
  if (reader.peek() === "?") last = conditional(reader, last);
  reader.leave();
  return last;
}

/** `a ? b : c ? d : e` is `a ? b : (c ? d : e)`. */
function conditional(reader: Reader, first: Expression): Expression {
  const choices: { condition: Expression; then: Expression; height: number }[] = [];
  let last = first;
  while (reader.peek() === "?") {
    const { height } = reader;
    reader.next();
    const then = expression(reader);
    choices.push({ condition: last, then, height: Math.max(height, reader.height) });
    reader.expect(":", "`:` and the other value of the conditional");
    last = operation(reader, 0);
  }
  for (let choice = choices.pop(); choice !== undefined; choice = choices.pop()) {
    const { condition, then } = choice;
    reader.rise(Math.max(choice.height, reader.height));
    const span = { start: condition.span.start, end: last.span.end };
    last = { kind: "conditional", condition, then, otherwise: last, span };
  }
  return last;
}

/** Operators of at least a level; what binds tighter is read on the way. */
function operation(reader: Reader, least: number): Expression {
  let left = operand(reader);
  for (;;) {
    const binding = bindings.get(reader.peek());
    if (binding === undefined || binding.level < least) return left;
    const { height } = reader;
    reader.next();
    const right = operation(reader, binding.level + 1);
    reader.rise(Math.max(height, reader.height));
    const span = { start: left.span.start, end: right.span.end };
    left = { kind: "binary", operator: binding.operator, left, right, span };
  }
}

/** Signs bind tighter than operators and less than what follows a value. */
function operand(reader: Reader): Expression {
  const kind = reader.peek();
  if (kind !== "-" && kind !== "!") return traversal(reader);
  const signs: { operator: "-" | "!"; start: number }[] = [];
  for (let sign: TokenKind = kind; sign === "-" || sign === "!"; sign = reader.peek()) {
    signs.push({ operator: sign, start: reader.start });
    reader.next();
  }
  let last = traversal(reader);
  for (let sign = signs.pop(); sign !== undefined; sign = signs.pop()) {
    reader.rise(reader.height);
    const span = { start: sign.start, end: last.span.end };
    last = { kind: "unary", operator: sign.operator, operand: last, span };
  }
  return last;
}
