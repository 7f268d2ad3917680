import { describe, expect, it } from "vitest";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import { outlineBody } from "./outline.ts";

/** Each problem as its message and what it underlines. */
function problems(text: string): readonly (readonly [string, string])[] {
  return parseHcl(text).problems.map(({ message, span }) => [
    message,
    text.slice(span.start, span.end),
  ]);
}

describe("a problem", () => {
  it.each([
    ["a =\n", "expected a value, found the end of the line", ""],
    ["a = 1 2\n", "expected the end of the line, found a number", "2"],
    ["a = 1,\n", "expected the end of the line, found `,`", ","],
    ["a : 1\n", "expected `=` after an argument's name, or a block's label or `{`, found `:`", ":"],
    ['"a" = 1\n', "expected an argument or a block, found a string", '"'],
    ["a = 1\na = 2\n", "this argument is already set in this body", "a"],
    ["a = 1 +\n", "expected a value, found the end of the line", ""],
    [
      "a = b ? c\n",
      "expected `:` and the other value of the conditional, found the end of the line",
      "",
    ],
    ["a = b.\n", "expected a name after the dot, found the end of the line", ""],
    ["a = b.0.1\n", "indexes after dots cannot follow each other: use `[0][1]`", "0.1"],
    ["a = b.*.c.*\n", "`.*` cannot follow `.*`: use `[*]`", "*"],
    ["a = b[*.c]\n", "expected `]` right after the `*`, found `.`", "."],
    ["a = b::c\n", "expected `(` after a function's name, found the end of the line", ""],
    ["a = f(b..., c)\n", "expected `)` right after `...`, found `,`", ","],
    ["a = f(b c)\n", "expected `,` or `)`, found a name", "c"],
    ["a = 1.2.3\n", "this is no number", "1.2.3"],
    ["a = [1 2]\n", "expected `,` or `]`, found a number", "2"],
    ["a = [1, 2\n", "what `[` opens is not closed", "["],
    ["a = { b 1 }\n", "expected `=` or `:` after the key, found a number", "1"],
    ["a = { b = 1 c = 2 }\n", "expected `,`, a line end or `}`, found a name", "c"],
    ["a = [for v : v]\n", "expected `in` after the names of the `for`, found `:`", ":"],
    ["a = [for v in l : v => v]\n", "a `for` in `[ ]` makes values without keys", "=>"],
    ["a = [for v in l : v...]\n", "only a `for` in `{ }` groups values", "..."],
    ["a = { for v in l : v }\n", "expected `=>` and a value after the key, found `}`", "}"],
    ["a = 'b'\n", "`'` has no meaning here: strings stand in double quotation marks", "'"],
    ["a = b & c\n", "`&` has no meaning here: use `&&`", "&"],
    [
      "a = 1;\n",
      "`;` has no meaning here: line ends separate arguments and blocks, commas separate items",
      ";",
    ],
    ["a = \u{1f600}\n", "this character has no meaning here", "\u{1f600}"],
    ["a = \u001b\n", "this character has no meaning here", "\u001b"],
    ["a = 1 /* b\n", "`/` has no meaning here: the comment does not end", "/* b\n"],
    [
      "a = 1\rb = 2\n",
      "this character has no meaning here: a carriage return stands only before a line feed",
      "\r",
    ],
  ])("is told of %j", (text, message, underlined) => {
    expect(problems(text)).toEqual([[message, underlined]]);
  });

  it.each([
    ['a = "b\n', "this string does not end on its line", '"'],
    ['a = "b', "this string does not end on its line", '"'],
    ['a = "${b"\n', "expected `}`, found a string", '"'],
    ['a = "${b', "what `${` opens is not closed", "${"],
    ['a = "${}"\n', "expected a value, found `}`", "}"],
    ['a = "${b c}"\n', "expected `}`, found a name", "c"],
    [
      String.raw`a = "b\x"`,
      String.raw`an escape is one of ${'`\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uNNNN` and `\\UNNNNNNNN`'}`,
      "\\x",
    ],
    [
      'a = "%{ when b }"\n',
      "expected `if`, `else`, `endif`, `for` or `endfor` after `%{`, found a name",
      "when",
    ],
    ['a = "%{ if b }c"\n', "this `if` has no `endif`", "%{ if b }"],
    ['a = "%{ if b }%{ endfor }"\n', "this `endfor` ends nothing", "%{ endfor }"],
    ['a = "%{ for b in c }%{ else }%{ endfor }"\n', "this `else` belongs to no `if`", "%{ else }"],
    [
      'a = "%{ if b }%{ else }%{ else }%{ endif }"\n',
      "this `else` belongs to no `if`",
      "%{ else }",
    ],
    [
      "a = <<E\nb\n",
      "no line with nothing but its name, and a line end, closes this heredoc",
      "<<E\n",
    ],
    [
      "a = <<-E\nE",
      "no line with nothing but its name, and a line end, closes this heredoc",
      "<<-E\n",
    ],
    ["a = << E\n", "a heredoc starts with `<<NAME` or `<<-NAME` and a line end", "<"],
  ])("is told of the template in %j", (text, message, underlined) => {
    expect(problems(text)).toEqual([[message, underlined]]);
  });

  it.each([
    ["a {\n  b = 1\n", "this block is not closed", "a"],
    ["a = 1\n}\n", "this `}` closes nothing", "}"],
    [
      "a\n{\n}\n",
      "expected `=` after an argument's name, or a block's label or `{`, found the end of the line",
      "",
    ],
    [
      'a "b"\n',
      "expected a label or `{` on the line of the block's type, found the end of the line",
      "",
    ],
    ['a "${b}" {}\n', "expected text: a label is fixed, found `${`", "${"],
    ["a {\n  b = 1 }\n", "expected the end of the line, found `}`", "}"],
    [
      "a { b = 1\n}\n",
      "expected `}`: a block on one line holds one argument, found the end of the line",
      "",
    ],
    [
      "a { b = 1, c = 2 }\n",
      "expected `}`: a block on one line holds one argument, found `,`",
      ",",
    ],
    [
      "a { b {} }\n",
      "expected `=`: a block on one line holds one argument and no block, found `{`",
      "{",
    ],
    ["a {} b {}\n", "expected the end of the line, found a name", "b"],
  ])("is told of the block in %j", (text, message, underlined) => {
    expect(problems(text)[0]).toEqual([message, underlined]);
  });
});

describe("what cannot be read", () => {
  it.each([
    ["an argument without a value", "a =\nb = 2\n", "a=nothing b=2"],
    ["more after a value", "a = 1 2\nb = 2\n", "a=nothing b=2"],
    ["a wrong item in brackets", "a = [1, { c = ) }, [\n2]]\nb = 2\n", "a=nothing b=2"],
    ["brackets that close in the wrong order", "a = [ ( ]\nb = 2\n", "a=nothing b=2"],
    ["a bracket closed by another kind", "a = [1)\n  2]\nb = 2\n", "a=nothing b=2"],
    ["a wrong line", "= a\nb = 2\n", "b=2"],
    ["a header without a brace", 'c "d"\nb = 2\n', "b=2"],
    ["a block after a header that is wrong", 'c "${d}" {\n  e = 1\n}\nb = 2\n', "b=2"],
    ["a block on one line", "c { d = 1, e = 2 }\nb = 2\n", "b=2"],
    ["an argument in a block", "c {\n  d = [\n}\nb = 2\n", "b=2 c{d=nothing}"],
    ["more after a block", "c { d = 1 } e = 1\nb = 2\n", "b=2 c{d=1}"],
    ["a string without an end", 'a = "x\nb = 2\n', "a=nothing b=2"],
    ["a sequence without an end", 'a = "${x"\nb = 2\n', "a=nothing b=2"],
    ["a string without an end in a call", 'a = f("x)\nb = 2\n', "a=nothing"],
    [
      "what is in brackets after a string without an end",
      'a = { c = "x\n  d = 1\n}\nb = 2\n',
      "a=nothing b=2",
    ],
    [
      "what is in brackets in a sequence after a string without an end",
      'a = "${f({ c = "x\n  d = 1\n})\nb = 2\n',
      "a=nothing b=2",
    ],
    ["a wrong escape", 'a = "\\x"\nb = 2\n', "a=nothing b=2"],
    ["a heredoc with a wrong sequence", "a = <<E\n${)}\nb = 1\nE\nb = 2\n", "a=nothing b=2"],
    ["a second value", "a = 1\na = 2\nb = 2\n", "a=1 b=2"],
    ["a brace too many", "a = 1\n}\nb = 2\n", "a=1 b=2"],
    ["the end of a block", "a {\n  b = 1\n", "a{b=1}"],
  ])("is left out, and what follows is read: %s", (_, text, expected) => {
    const { body, problems: found } = parseHcl(text);
    expect(found).not.toEqual([]);
    expect(outlineBody(body)).toBe(expected);
  });
});
