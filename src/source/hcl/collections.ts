import { expression } from "./expression.ts";
import { forExpression } from "./for.ts";
import type { Reader } from "./reader.ts";
import type { Expression, ObjectItem } from "./syntax.ts";

/** Reads what starts with `[`: a tuple, or a `for` that makes one. */
export function tuple(reader: Reader): Expression {
  const open = reader.span;
  reader.next();
  const lines = reader.setLines(false);
  if (reader.isWord("for")) return forExpression(reader, open, "]", lines);
  const list: Expression[] = [];
  let height = 0;
  while (reader.peek() !== "]") {
    list.push(expression(reader));
    height = Math.max(height, reader.height);
    if (!reader.take(",")) break;
  }
  reader.expectClose("]", open, "`,` or `]`");
  reader.setLines(lines);
  reader.rise(height);
  return { kind: "tuple", items: list, span: reader.since(open.start) };
}

/** Reads what starts with `{` in an expression: an object, or a `for` that makes one. */
export function object(reader: Reader): Expression {
  const open = reader.span;
  reader.next();
  const lines = reader.setLines(true);
  while (reader.take("newline"));
  if (reader.isWord("for")) return forExpression(reader, open, "}", lines);
  const items: ObjectItem[] = [];
  let height = 0;
  while (reader.peek() !== "}") {
    const key = asKey(expression(reader));
    height = Math.max(height, reader.height);
    if (!reader.take("=") && !reader.take(":")) reader.fail("`=` or `:` after the key");
    const value = expression(reader);
    height = Math.max(height, reader.height);
    items.push({ key, value });
    if (!reader.take(",") && !reader.take("newline")) break;
    while (reader.take("newline"));
  }
  reader.expectClose("}", open, "`,`, a line end or `}`");
  reader.setLines(lines);
  reader.rise(height);
  return { kind: "object", items, span: reader.since(open.start) };
}

/** A bare name is a key as it stands; a variable would stand in parentheses. */
function asKey(key: Expression): Expression {
  if (key.kind === "variable") {
    return { kind: "literal", value: key.name, text: key.name, span: key.span };
  }
  return key.kind === "literal" && typeof key.value !== "number"
    ? { ...key, value: key.text }
    : key;
}
