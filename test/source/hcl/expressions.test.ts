import { describe, expect, it } from "vitest";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import { outline } from "./outline.ts";

function read(value: string): string {
  const { body, problems } = parseHcl(`x = ${value}\n`);
  expect(problems).toEqual([]);
  return outline(body.attributes[0]?.value);
}

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions */
describe("an expression", () => {
  it.each([
    ["0", "0"],
    ["1.5E-3", "0.0015"],
    ["2e+2", "200"],
    ["1.e5", "100000"],
    ["true", "true"],
    ["null", "null"],
    ["truely", "truely"],
    ["some-thing_2", "some-thing_2"],
    ["größe", "größe"],
    ["a-1", "a-1"],
  ])("is a literal or a name: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["a + b + c", "(+ (+ a b) c)"],
    ["a - b * c % d", "(- a (% (* b c) d))"],
    ["a || b && c == d < e + f * g", "(|| a (&& b (== c (< d (+ e (* f g))))))"],
    ["a * b + c < d == e && f || g", "(|| (&& (== (< (+ (* a b) c) d) e) f) g)"],
    ["a >= b != c <= d", "(!= (>= a b) (<= c d))"],
    ["a > b / c", "(> a (/ b c))"],
    ["-a + !b", "(+ (- a) (! b))"],
    ["a - -b", "(- a (- b))"],
    ["!!-a.b", "(! (! (- (. a b))))"],
    ["(a + b) * c", "(* (paren (+ a b)) c)"],
  ])("binds operators as Terraform does: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["a ? b : c", "(? a b c)"],
    ["a ? b : c ? d : e", "(? a b (? c d e))"],
    ["a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)"],
    ["a || b ? c + 1 : -d", "(? (|| a b) (+ c 1) (- d))"],
  ])("is a conditional: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["a.b.c", "(. (. a b) c)"],
    ['a[0]["k"][i].d', '(. ([] ([] ([] a 0) (string "k")) i) d)'],
    ["a.0.b", "(. ([] a 0) b)"],
    ["a[\n  b\n  + 1\n]", "([] a (+ b 1))"],
    ["f().a", "(. (f()) a)"],
    ["[1][0]", "([] (tuple 1) 0)"],
    ["{ a = 1 }.a", '(. (object "a"=1) a)'],
    ["(a).b", "(. (paren a) b)"],
    ["a.*.b.0.c", "(.* a (. ([] (. @ b) 0) c))"],
    ["a.*.b[0]", "([] (.* a (. @ b)) 0)"],
    ["a.*", "(.* a @)"],
    ["a[*].b[0]", "([*] a ([] (. @ b) 0))"],
    ["a[*].b[*].c", "([*] a ([*] (. @ b) (. @ c)))"],
    ["a[*].b.*.c", "([*] a (.* (. @ b) (. @ c)))"],
  ])("is followed by steps: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["f()", "(f())"],
    ["f(a, b,)", "(f() a b)"],
    ["f (\n  a,\n  b\n)", "(f() a b)"],
    ["f(a, b...)", "(f() a b...)"],
    ["provider::aws::arn_parse(a)", "(provider::aws::arn_parse() a)"],
    ["true(a)", "(true() a)"],
  ])("is a call: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["[]", "(tuple)"],
    ["[1, 2,]", "(tuple 1 2)"],
    ["[\n  1, # one\n  /* two */ 2\n]", "(tuple 1 2)"],
    ["{}", "(object)"],
    ['{ a = 1, "b" : 2 }', '(object "a"=1 (string "b")=2)'],
    ["{\n\n  a = 1 # one\n  b : 2,\n\n  c = 3, d = 4\n}", '(object "a"=1 "b"=2 "c"=3 "d"=4)'],
    ["{ (a) = 1, 2 = 3, a.b = 4 }", "(object (paren a)=1 2=3 (. a b)=4)"],
    ["{ true = 1, null = 2, in = 3 }", '(object "true"=1 "null"=2 "in"=3)'],
    ["({\n  a = 1\n  b = (\n    2\n  )\n})", '(paren (object "a"=1 "b"=(paren 2)))'],
  ])("is a collection: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["[for v in l : v]", "(for v in l: v)"],
    ["[for i, v in l : v if v != i]", "(for i,v in l: v if (!= v i))"],
    ["{ for k, v in m : k => v }", "(for k,v in m: k=>v)"],
    [
      "{\n  # first\n  for v in m :\n  v.k => v...\n  if v.k\n}",
      "(for v in m: (. v k)=>v... if (. v k))",
    ],
    ["[for a in b : [for c in a : c]]", "(for a in b: (for c in a: c))"],
    ["[forever]", "(tuple forever)"],
  ])("is a `for`: %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("keeps a number as written, whatever a double makes of it", () => {
    const { body } = parseHcl("x = 123456789012345678901234567890\ny = 1e999\n");
    expect(body.attributes.map(({ value }) => value)).toMatchObject([
      { value: 123456789012345680000000000000, text: "123456789012345678901234567890" },
      { value: Number.POSITIVE_INFINITY, text: "1e999" },
    ]);
  });
});
