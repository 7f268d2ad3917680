import type { Span } from "../../model/place.ts";
import { decodeText } from "./escapes.ts";
import { expression } from "./expression.ts";
import type { Reader } from "./reader.ts";
import type { Attribute, Block, Body, Label } from "./syntax.ts";

/** Reads a text that is a body from end to end. */
export function parseFile(reader: Reader): Body {
  const body = items(reader, undefined);
  return { ...body, span: { start: 0, end: reader.text.length } };
}

/**
 * Reads items up to the end of a block or a text. An item that cannot be read is left out; of an
 * attribute only its value is.
 *
 * @param block - whose items they are: its header is to blame where the block does not end
 */
function items(reader: Reader, block: Span | undefined): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  let names: Set<string> | undefined;
  const { passed: start } = reader;
  for (;;) {
    const kind = reader.peek();
    if (kind === "newline") {
      reader.next();
      continue;
    }
    if (kind === "end") {
      if (block !== undefined) reader.report(block, "this block is not closed");
      return { attributes, blocks, span: reader.since(start) };
    }
    if (kind === "}") {
      const end = reader.start;
      if (block === undefined) reader.report(reader.span, "this `}` closes nothing");
      reader.next();
      if (block === undefined) continue;
      return { attributes, blocks, span: { start, end } };
    }
    const item = reader.attempt(() => bodyItem(reader));
    if (item === undefined) continue;
    if ("type" in item) {
      blocks.push(item);
    } else if (names?.has(item.name) === true) {
      reader.report(item.nameSpan, "this argument is already set in this body");
    } else {
      (names ??= new Set()).add(item.name);
      attributes.push(item);
    }
  }
}

function bodyItem(reader: Reader): Attribute | Block {
  const nameSpan = reader.span;
  if (reader.peek() !== "name") reader.fail("an argument or a block");
  const name = reader.word();
  switch (reader.peek()) {
    case "=": {
      reader.next();
      const value = reader.attempt(() => {
        const read = expression(reader);
        atLineEnd(reader);
        return read;
      });
      return { name, nameSpan, value, span: reader.since(nameSpan.start) };
    }
    case "name":
    case "quote":
    case "{": {
      const block = parseBlock(reader, name, nameSpan);
      reader.attempt(() => {
        atLineEnd(reader);
      });
      return block;
    }
    default:
      return reader.fail("`=` after an argument's name, or a block's label or `{`");
  }
}

function parseBlock(reader: Reader, type: string, typeSpan: Span): Block {
  const labels: Label[] = [];
  while (reader.peek() !== "{") {
    if (reader.peek() === "name") labels.push({ span: reader.span, text: reader.word() });
    else if (reader.peek() === "quote") labels.push(quotedLabel(reader));
    else reader.fail("a label or `{` on the line of the block's type");
  }
  const header = reader.since(typeSpan.start);
  reader.enter();
  reader.next();
  const open = reader.peek() === "newline" || reader.peek() === "}" || reader.peek() === "end";
  const body = open ? items(reader, header) : oneLine(reader);
  reader.leave();
  return { type, typeSpan, labels, body, span: reader.since(typeSpan.start), header };
}

/** `name { argument = value }`: the braces of one line hold no more than one argument. */
function oneLine(reader: Reader): Body {
  const { passed: start } = reader;
  const nameSpan = reader.span;
  if (reader.peek() !== "name") reader.fail("an argument, a line end or `}`");
  const name = reader.word();
  reader.expect("=", "`=`: a block on one line holds one argument and no block");
  const value = expression(reader);
  const attribute = { name, nameSpan, value, span: reader.since(nameSpan.start) };
  const end = reader.start;
  reader.expect("}", "`}`: a block on one line holds one argument");
  return { attributes: [attribute], blocks: [], span: { start, end } };
}

function quotedLabel(reader: Reader): Label {
  const { start } = reader;
  reader.next();
  let text = "";
  for (;;) {
    if (reader.peek() === "text") text += decodeText(reader, true).text;
    else if (reader.take("unquote")) return { text, span: reader.since(start) };
    else reader.fail("text: a label is fixed");
  }
}

function atLineEnd(reader: Reader): void {
  if (reader.peek() !== "newline" && reader.peek() !== "end") reader.fail("the end of the line");
}
