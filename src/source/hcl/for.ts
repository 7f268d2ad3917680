import type { Span } from "../../model/place.ts";
import { expression } from "./expression.ts";
import type { Reader } from "./reader.ts";
import type { Expression } from "./syntax.ts";

/** What a `for` goes through, and by which names. */
export interface Loop {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

/** Reads `for KEY, VALUE in COLLECTION` or `for VALUE in COLLECTION`, with `for` ahead. */
export function loop(reader: Reader): Loop {
  reader.next();
  const first = loopName(reader);
  const second = reader.take(",") ? loopName(reader) : undefined;
  if (!reader.isWord("in")) reader.fail("`in` after the names of the `for`");
  reader.next();
  const collection = expression(reader);
  return second === undefined
    ? { keyName: undefined, valueName: first, collection }
    : { keyName: first, valueName: second, collection };
}

/**
 * Reads a `for` in brackets, with `for` ahead.
 *
 * @param open - the bracket that opens it
 * @param close - the bracket that has to close it, and says what the `for` makes
 * @param lines - what holds for line ends around it
 */
export function forExpression(
  reader: Reader,
  open: Span,
  close: "]" | "}",
  lines: boolean,
): Expression {
  reader.setLines(false);
  const { keyName, valueName, collection } = loop(reader);
  let { height } = reader;
  const higher = (): Expression => {
    const read = expression(reader);
    height = Math.max(height, reader.height);
    return read;
  };
  reader.expect(":", "`:` after the collection of the `for`");
  const first = higher();
  const arrow = reader.span;
  const second = reader.take("=>") ? higher() : undefined;
  if (second !== undefined && close === "]") {
    reader.failAt(arrow, "a `for` in `[ ]` makes values without keys");
  }
  if (second === undefined && close === "}") reader.fail("`=>` and a value after the key");
  const dots = reader.span;
  const grouped = reader.take("...");
  if (grouped && close === "]") reader.failAt(dots, "only a `for` in `{ }` groups values");
  let condition: Expression | undefined;
  if (reader.isWord("if")) {
    reader.next();
    condition = higher();
  }
  reader.expectClose(close, open, `\`if\` or \`${close}\``);
  reader.setLines(lines);
  reader.rise(height);
  const key = second === undefined ? undefined : first;
  const value = second ?? first;
  const span = reader.since(open.start);
  return { kind: "for", keyName, valueName, collection, key, value, grouped, condition, span };
}

function loopName(reader: Reader): string {
  if (reader.peek() !== "name") reader.fail("a name after `for`");
  return reader.word();
}
