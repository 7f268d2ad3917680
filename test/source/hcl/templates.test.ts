import { describe, expect, it } from "vitest";
import { parseHcl, parseHclTemplate } from "../../../src/source/hcl/parse.ts";
import type { Template } from "../../../src/source/hcl/syntax.ts";
import { outline } from "./outline.ts";

function read(text: string): Template {
  const { body, problems } = parseHcl(text);
  expect(problems).toEqual([]);
  const value = body.attributes[0]?.value;
  if (value?.kind !== "template") throw new Error("no template");
  return value;
}

/** The source that each character of the template's texts comes from, in order. */
function origins(text: string, template: Template): readonly string[] {
  return template.parts.flatMap((part) =>
    part.kind === "text"
      ? Array.from({ length: part.text.length }, (_, unit) => {
          const at = part.offsets?.[unit] ?? part.span.start + unit;
          return text.slice(at, at + 2);
        })
      : [],
  );
}

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions */
describe("a string", () => {
  it.each([
    [`""`, `(string "")`],
    [`"a"`, `(string "a")`],
    [String.raw`"\n\r\t\"\\"`, String.raw`(string "\n\r\t\"\\")`],
    [String.raw`"\u00e9\U0001F600"`, `(string "é😀")`],
    [`"\${a}"`, "(string ${a})"],
    [`"x\${a}y\${b}"`, `(string "x" \${a} "y" \${b})`],
    [`"\${f("\${g("x")}")}"`, `(string \${(f() (string \${(g() (string "x"))}))})`],
    [`"\${{ a = "}" }["a"]}"`, `(string \${([] (object "a"=(string "}")) (string "a"))})`],
    [`"\${\n  a\n}"`, "(string ${a})"],
    [`"$ % $$ %% $x 5%"`, `(string "$ % $$ %% $x 5%")`],
    [`"$\${a} %%{b} $$\${c}"`, `(string "\${a} %{b} $\${c}")`],
    [`"x  \${~ a ~}  y"`, `(string "x" \${a} "y")`],
    [String.raw`"x\n ${"${~ a ~}"} \ny"`, `(string "x" \${a} "y")`],
    [`" \${~ a}"`, `(string "" \${a})`],
    [`"%{ if a }x%{ else }y%{ endif }"`, `(string (if a then "x" else "y"))`],
    [`"%{ if a }%{ endif }"`, "(string (if a then else))"],
    [`"%{ for k, v in m ~} \${k} %{ endfor }z"`, `(string (for k,v in m: "" \${k} " ") "z")`],
    [
      `"%{ if a }%{ for b in c }%{ if d }x%{ endif }%{ endfor }%{ endif }"`,
      `(string (if a then (for b in c: (if d then "x" else)) else))`,
    ],
  ])("is a template: %s", (text, expected) => {
    expect(outline(read(`x = ${text}\n`))).toBe(expected);
  });

  it("says of each character where it is written", () => {
    const text = 'x = "a\\tb$${c}\\U0001F600."\n';
    expect(origins(text, read(text))).toEqual([
      "a\\",
      "\\t",
      "b$",
      "$$",
      "{c",
      "c}",
      "}\\",
      "\\U",
      "\\U",
      '."',
    ]);
  });

  it("needs no offsets where its text stands as it is", () => {
    expect(read('x = "a${b}c"\n').parts).toMatchObject([
      { kind: "text", span: { start: 5, end: 6 }, offsets: undefined },
      { kind: "interpolation", span: { start: 6, end: 10 } },
      { kind: "text", span: { start: 10, end: 11 }, offsets: undefined },
    ]);
  });
});

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions */
describe("a heredoc", () => {
  it.each([
    ["empty", "<<E\nE\n", `(heredoc "")`],
    ["several lines", "<<E\n a\n  b\nE\n", String.raw`(heredoc " a\n  b\n")`],
    ["an indented marker", "<<E\na\n  E\t\n", String.raw`(heredoc "a\n")`],
    ["lines like the marker", "<<E\nE x\nEE\nx E\nE\n", String.raw`(heredoc "E x\nEE\nx E\n")`],
    ["the marker after a sequence", "<<E\n${a}E\nE\n", String.raw`(heredoc ${"${a}"} "E\n")`],
    [
      "no escapes but signs",
      "<<E\n\\n $${a} %%{b}\nE\n",
      String.raw`(heredoc "\\n ${"${a} %{b}"}\n")`,
    ],
    ["carriage returns", "<<E\r\na\r\nE\r\n", String.raw`(heredoc "a\r\n")`],
    ["a sequence alone", "<<E\n${a}\nE\n", String.raw`(heredoc ${"${a}"} "\n")`],
    [
      "a heredoc inside",
      "<<E\n${<<E\nx\nE\n}\nE\n",
      String.raw`(heredoc ${'${(heredoc "x\\n")}'} "\n")`,
    ],
    [
      "stripped lines",
      "<<E\n%{ if a ~}\n  x\n%{ endif ~}\nE\n",
      String.raw`(heredoc (if a then "  x\n" else) "")`,
    ],
  ])("may have %s", (_, text, expected) => {
    expect(outline(read(`x = ${text}`))).toBe(expected);
  });

  it.each([
    ["the least that a line has", "  a\n    b\n", String.raw`"a\n  b\n"`],
    ["tabs like blanks", "\t\ta\n  b\n", String.raw`"a\nb\n"`],
    ["nothing where a sequence starts a line", "  a\n${b}\n", String.raw`"  a\n" ${"${b}"} "\n"`],
    ["what stands before a sequence", "  a\n  ${b}\n", String.raw`"a\n" ${"${b}"} "\n"`],
    ["nothing for blank lines", "\n    a\n \n    b\n", String.raw`"\na\n \nb\n"`],
    ["nothing after a strip marker", "  ${a ~}\n  b\n", String.raw`"" ${"${a}"} "  b\n"`],
  ])("with `-` loses of its indent %s", (_, text, expected) => {
    expect(outline(read(`x = <<-E\n${text}E\n`))).toBe(`(heredoc ${expected})`);
  });

  it("says of each character where it is written", () => {
    const text = "x = <<-E\n    a\n  bc\n  E\n";
    expect(origins(text, read(text))).toEqual(["  ", " a", "a\n", "\n ", "bc", "c\n", "\n "]);
  });

  it("may stand in a call and be followed by more", () => {
    const { body, problems } = parseHcl("x = f([<<E\na\nE\n  , b])\ny = 1\n");
    expect(problems).toEqual([]);
    expect(body.attributes.map(({ value }) => outline(value))).toEqual([
      String.raw`(f() (tuple (heredoc "a\n") b))`,
      "1",
    ]);
  });
});

/** https://developer.hashicorp.com/terraform/language/syntax/json#string-expressions */
describe("a bare template", () => {
  it.each([
    ["", `(string "")`],
    ["text", `(string "text")`],
    ["${a}", "(string ${a})"],
    ['a "${b["c"]}" \\n', String.raw`(string "a \"" ${'${([] b (string "c"))}'} "\" \\n")`],
    ["$${a}\n%{ if b }c%{ endif }", String.raw`(string "${"${a}"}\n" (if b then "c" else))`],
    ["a\r${b}", String.raw`(string "a\r${"${b}"}")`],
  ])("is read from a text: %j", (text, expected) => {
    const { template, problems } = parseHclTemplate(text);
    expect(problems).toEqual([]);
    expect(outline(template)).toBe(expected);
  });

  it.each([
    ["a ${b", "what `${` opens is not closed", "${"],
    ["a ${}", "expected a value, found `}`", "}"],
    ["%{ if a }b", "this `if` has no `endif`", "%{ if a }"],
  ])("is nothing where it is wrong: %j", (text, message, underlined) => {
    const { template, problems } = parseHclTemplate(text);
    expect(template).toBeUndefined();
    expect(problems.map(({ span }) => text.slice(span.start, span.end))).toEqual([underlined]);
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });
});
