import type { Reader } from "./reader.ts";
import { expression } from "./expression.ts";
import type { Expression } from "./syntax.ts";
import { numberLiteral, term } from "./term.ts";

/**
 * Reads a value and the steps after it: `.name`, `.0`, `[index]`, `.*` and `[*]`.
 */
export function traversal(reader: Reader): Expression {
  let current = term(reader);
  /** What stands before each `[*]`: all steps after it are taken on every element. */
  let outer: Expression[] | undefined;
  for (;;) {
    const kind = reader.peek();
    if (kind === ".") {
      const dot = reader.start;
      reader.next();
      current =
        reader.peek() === "*" ? attributeSplat(reader, current, dot) : dotStep(reader, current);
    } else if (kind === "[") {
      const open = reader.span;
      reader.next();
      if (reader.peek() === "*") {
        reader.next();
        reader.expect("]", "`]` right after the `*`");
        (outer ??= []).push(current);
        current = { kind: "splat-element", span: reader.since(open.start) };
      } else {
        current = index(reader, current, open);
        continue;
      }
    } else {
      break;
    }
    reader.rise(reader.height);
  }
  for (let of = outer?.pop(); of !== undefined; of = outer?.pop()) {
    reader.rise(reader.height);
    const span = { start: of.span.start, end: current.span.end };
    current = { kind: "splat", of, each: current, full: true, span };
  }
  return current;
}

/** The step after a dot: a name, or a number as older Terraform writes an index. */
function dotStep(reader: Reader, of: Expression): Expression {
  const nameSpan = reader.span;
  if (reader.peek() === "number") {
    const { height } = reader;
    const index = numberLiteral(reader);
    reader.height = height;
    if (index.text.includes(".")) {
      reader.failAt(nameSpan, "indexes after dots cannot follow each other: use `[0][1]`");
    }
    return { kind: "index", of, index, span: reader.since(of.span.start) };
  }
  if (reader.peek() !== "name") reader.fail("a name after the dot");
  const name = reader.word();
  return { kind: "attribute", of, name, nameSpan, span: reader.since(of.span.start) };
}

/** `.*` takes the dot steps after it to every element; an index in brackets is taken once. */
function attributeSplat(reader: Reader, of: Expression, dot: number): Expression {
  reader.next();
  let each: Expression = { kind: "splat-element", span: reader.since(dot) };
  const { height } = reader;
  let steps = 0;
  while (reader.take(".")) {
    if (reader.peek() === "*") {
      reader.failAt(reader.span, "`.*` cannot follow `.*`: use `[*]`");
    }
    each = dotStep(reader, each);
    steps += 1;
    reader.rise(steps);
  }
  reader.height = Math.max(height, steps);
  return { kind: "splat", of, each, full: false, span: reader.since(of.span.start) };
}

function index(reader: Reader, of: Expression, open: { start: number; end: number }): Expression {
  const { height } = reader;
  const lines = reader.setLines(false);
  const key = expression(reader);
  reader.expectClose("]", open, "`]` after the index");
  reader.setLines(lines);
  reader.rise(Math.max(height, reader.height));
  return { kind: "index", of, index: key, span: reader.since(of.span.start) };
}
