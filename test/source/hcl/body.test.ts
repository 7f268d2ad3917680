import { describe, expect, it } from "vitest";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import type { Block } from "../../../src/source/hcl/syntax.ts";
import { outlineBody } from "./outline.ts";

function read(text: string): string {
  const { body, problems } = parseHcl(text);
  expect(problems).toEqual([]);
  return outlineBody(body);
}

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#structural-elements */
describe("a body", () => {
  it.each([
    ["", ""],
    ["\ufeffa = 1\n", "a=1"],
    ["a = 1", "a=1"],
    ["a = 1\r\nb = 2\r\n", "a=1 b=2"],
    ["\n\n\ta\t=\t1\n\n", "a=1"],
    ["a = 1 # comment", "a=1"],
    ["/* comment */ a = /* 0 */ 1 // comment\n", "a=1"],
    ["a {}\n", "a{}"],
    ["a {\n}\n", "a{}"],
    ["a { b = 1 }\n", "a{b=1}"],
    ["a { b = {\n  c = 1\n} }", 'a{b=(object "c"=1)}'],
    ["a { # comment\n  b = 1\n  c {}\n}\n", "a{b=1 c{}}"],
    ['a "b" c "d e" {}\n', 'a "b" "c" "d e"{}'],
    ['a "\\"\\u00e9" "$${b}" {}', 'a "\\"é" "${b}"{}'],
    ["größe = 1\nfor = 2\n", "größe=1 for=2"],
  ])("is read from %j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("tells where everything stands", () => {
    const text = 'resource "aws_vpc" main {\n  cidr = "10.0.0.0/16" # why\n  tags { a = 1 }\n}\n';
    const { body } = parseHcl(text);
    const shown = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    const [block] = body.blocks as [Block];
    const [attribute] = block.body.attributes;
    const [inner] = block.body.blocks;
    expect(shown(block.span)).toBe(text.trimEnd());
    expect(shown(block.header)).toBe('resource "aws_vpc" main');
    expect(shown(block.typeSpan)).toBe("resource");
    expect(block.labels.map(({ span }) => shown(span))).toEqual(['"aws_vpc"', "main"]);
    expect(shown(block.body.span)).toBe('\n  cidr = "10.0.0.0/16" # why\n  tags { a = 1 }\n');
    expect(attribute && shown(attribute.span)).toBe('cidr = "10.0.0.0/16"');
    expect(attribute && shown(attribute.nameSpan)).toBe("cidr");
    expect(inner && shown(inner.span)).toBe("tags { a = 1 }");
    expect(inner && shown(inner.body.span)).toBe(" a = 1 ");
    expect(shown(body.span)).toBe(text);
  });
});

describe("comments", () => {
  it("are kept in order, with their span and without their signs", () => {
    const text = [
      "# one\r",
      "a = 1 // two ",
      'b = "# no comment // and none"',
      "c = <<E",
      "# none here ${d /* three */}",
      "E",
      "/* four",
      "   five */ e = [ # six",
      "]",
      "#",
    ].join("\n");
    const { comments, problems } = parseHcl(text);
    expect(problems).toEqual([]);
    expect(
      comments.map(({ text: said, span }) => [said, text.slice(span.start, span.end)]),
    ).toEqual([
      ["one", "# one"],
      ["two", "// two "],
      ["three", "/* three */"],
      ["four\n   five", "/* four\n   five */"],
      ["six", "# six"],
      ["", "#"],
    ]);
  });

  it("are kept once where an item around them cannot be read", () => {
    const { comments } = parseHcl("a = [ # one\n  1 2 # two\n] # three\nb = 1 # four\n");
    expect(comments.map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
  });
});
