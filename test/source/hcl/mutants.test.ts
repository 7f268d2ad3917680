import { describe, expect, it } from "vitest";
import { parseHcl, parseHclTemplate } from "../../../src/source/hcl/parse.ts";
import type { Body } from "../../../src/source/hcl/syntax.ts";
import { growth } from "../json/reading-work.ts";
import { mutants, samples, withPieces } from "./mutants.ts";
import { outline } from "./outline.ts";
import { bodyNode, expressionNode, type Node } from "./tree.ts";

const [valid, invalid] = [samples("valid"), samples("invalid")];
const changed = [
  ...[...valid, ...invalid].map(({ text }) => text),
  ...mutants(withPieces(valid.map(({ text }) => text)), 1, 2000),
];

/** Says what is wrong with the spans of a tree: parts stand in their whole, one after the other. */
function misplaced(text: string, node: Node): readonly string[] {
  const wrong: string[] = [];
  let from = node.span.start;
  for (const part of node.parts) {
    const { start, end } = part.span;
    if (start < from || end < start || end > node.span.end) {
      wrong.push(
        `${part.what} at ${start}-${end} in ${node.what} from ${from} to ${node.span.end}`,
      );
    }
    from = end;
    wrong.push(...misplaced(text, part));
  }
  const { decoded } = node;
  if (decoded !== undefined && !comesFrom(text, decoded))
    wrong.push(`text at ${from} is not there`);
  return wrong;
}

/** Whether each unit of decoded text stands where it says, or an escape does. */
function comesFrom(text: string, decoded: NonNullable<Node["decoded"]>): boolean {
  const { span, offsets } = decoded;
  if (offsets === undefined) return text.slice(span.start, span.end) === decoded.text;
  if (offsets.length !== decoded.text.length) return false;
  return offsets.every((offset, unit) => {
    const inside = offset >= Math.max(span.start, offsets[unit - 1] ?? 0) && offset < span.end;
    return inside && (text[offset] === decoded.text[unit] || text[offset] === "\\");
  });
}

/** Values that are not what their own source says when it is read alone. */
function invented(text: string, body: Body): readonly string[] {
  const here = body.attributes.flatMap(({ value }) => {
    if (value === undefined) return [];
    const source = text.slice(value.span.start, value.span.end);
    const [again] = parseHcl(`x = ${source}\n`).body.attributes;
    return outline(again?.value) === outline(value) ? [] : [source];
  });
  return [...here, ...body.blocks.flatMap((block) => invented(text, block.body))];
}

describe("whatever a text holds", () => {
  it("spans are nested and in order, and text comes from where it says", () => {
    for (const text of changed) {
      const { body, comments, problems } = parseHcl(text);
      expect([text, misplaced(text, bodyNode(body))]).toEqual([text, []]);
      for (const { span } of [...comments, ...problems]) {
        expect(text.slice(span.start, span.end)).toHaveLength(span.end - span.start);
      }
    }
  });

  it("a value is what its source says, and what cannot be read is a problem", () => {
    for (const text of changed) {
      const { body, problems } = parseHcl(text);
      expect([text, invented(text, body)]).toEqual([text, []]);
      if (unread(body)) expect([text, problems]).not.toEqual([text, []]);
    }
  });

  it("it is read the same way twice", () => {
    for (const text of changed.slice(0, 500)) expect(parseHcl(text)).toEqual(parseHcl(text));
  });

  it("it is a bare template or has a problem", () => {
    for (const text of changed) {
      const { template, problems } = parseHclTemplate(text);
      expect([text, template === undefined]).toEqual([text, problems.length > 0]);
      if (template !== undefined) {
        expect([text, misplaced(text, expressionNode(template))]).toEqual([text, []]);
      }
    }
  });

  it("twice as much of it is at most twice the work", () => {
    for (const text of changed.slice(0, 100)) {
      const run = (size: number) => {
        const made = `${text}\n`.repeat(size);
        return () => parseHcl(made);
      };
      expect([text, growth(run, 20) < 2.2]).toEqual([text, true]);
    }
  });
});

function unread(body: Body): boolean {
  return (
    body.attributes.some(({ value }) => value === undefined) ||
    body.blocks.some((block) => unread(block.body))
  );
}

describe("fixtures/hcl", () => {
  it.each(valid)("$name is read whole", ({ text }) => {
    expect(parseHcl(text).problems).toEqual([]);
  });

  it.each(invalid)("$name has a problem", ({ text }) => {
    expect(parseHcl(text).problems).not.toEqual([]);
  });
});
