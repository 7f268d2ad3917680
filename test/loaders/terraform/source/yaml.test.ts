import { describe, expect, it, test } from "vitest";
import { run } from "../../../../src/run.ts";
import { memoryHost } from "../../../memory-host.ts";
import { at, part } from "../outline.ts";
import { placed, rootOf } from "./configurations.ts";
import { worked } from "./evaluating.ts";

/**
 * What Terraform 1.11.4 itself says of each expression: `jsonencode(…)` in `terraform console`, or
 * `error` where it refuses it.
 */
const told: Readonly<Record<string, readonly (readonly [expression: string, json: string])[]>> = {
  // https://developer.hashicorp.com/terraform/language/functions/yamldecode
  yamldecode: [
    [
      'yamldecode("a: yes\\nb: on\\nc: y\\nd: no\\ne: off\\nf: n\\ng: True\\nh: TRUE\\ni: ~\\nj: null\\nk: NULL\\nl: Null\\nm:\\n")',
      '{"a":true,"b":true,"c":true,"d":false,"e":false,"f":false,"g":true,"h":true,"i":null,"j":null,"k":null,"l":null,"m":null}',
    ],
    ['yamldecode("yes: 1\\non: 2\\n1: a\\n1.5: b\\nnull: d\\ntrue: e\\n")', "error"],
    ['yamldecode("~: x")', "error"],
    ['yamldecode("- 012")', "[12]"],
    ['yamldecode("- 0o12")', "[10]"],
    ['yamldecode("- 08")', "[8]"],
    ['yamldecode("- 0x1F")', "[31]"],
    ['yamldecode("- 0b11")', '["0b11"]'],
    ['yamldecode("- 1_000")', '["1_000"]'],
    ['yamldecode("- 1e3")', "[1000]"],
    ['yamldecode("- .5")', "[0.5]"],
    ['yamldecode("- +5")', "[5]"],
    ['yamldecode("- -5")', "[-5]"],
    ['yamldecode("- 5.")', "[5]"],
    ['yamldecode("- 190:20:30")', '["190:20:30"]'],
    ['yamldecode("- 2001-12-14")', '["2001-12-14T00:00:00Z"]'],
    ['yamldecode("- 1.0")', "[1]"],
    ['yamldecode("- !!str 1")', '["1"]'],
    ['yamldecode("a: &x {p: 1}\\nb: *x\\n")', '{"a":{"p":1},"b":{"p":1}}'],
    [
      'yamldecode("a: &x {p: 1, q: 2}\\nb:\\n  <<: *x\\n  q: 3\\n")',
      '{"a":{"p":1,"q":2},"b":{"p":1,"q":3}}',
    ],
    [
      'yamldecode("a: &x {p: 1, q: 2}\\nb:\\n  q: 3\\n  <<: *x\\n")',
      '{"a":{"p":1,"q":2},"b":{"p":1,"q":2}}',
    ],
    ['yamldecode("a: &x {p: 1}\\nc: &y {p: 2, r: 4}\\nb:\\n  <<: [*x, *y]\\n")', "error"],
    ['yamldecode("b:\\n  <<: {p: 1}\\n")', '{"b":{"p":1}}'],
    ['yamldecode("b:\\n  <<: 3\\n")', "error"],
    ['yamldecode("<<: {p: 1}\\n")', '{"p":1}'],
    ['yamldecode("\\"<<\\": {p: 1}\\n")', '{"p":1}'],
    ['yamldecode("a: 1\\na: 2\\n")', '{"a":2}'],
    ['yamldecode("a: 1\\n---\\nb: 2\\n")', "error"],
    ['yamldecode("---\\na: 1\\n")', '{"a":1}'],
    ['yamldecode("---\\na: 1\\n...\\n")', '{"a":1}'],
    ['yamldecode("---\\na: 1\\n---\\n")', "error"],
    ['yamldecode("")', "error"],
    ['yamldecode("# c\\n")', "error"],
    ['yamldecode("---\\n")', "null"],
    ['yamldecode("a: *nope")', "error"],
    ['yamldecode("[a, b]: 1")', "error"],
    ['yamldecode("{a: 1}: 1")', "error"],
    ['yamldecode("a: |\\n  x\\n  y\\nb: >\\n  x\\n  y\\n")', '{"a":"x\\ny\\n","b":"x y\\n"}'],
    ["yamldecode(\"'yes'\")", '"yes"'],
    ['yamldecode("yes")', "true"],
    ['yamldecode("- =\\n")', '["="]'],
    ['yamldecode("a: \\"\\\\u00e9\\\\x41\\"\\n")', '{"a":"éA"}'],
    ['yamldecode("? a\\n: b\\n")', '{"a":"b"}'],
    ['yamldecode("a: &x [1, *x]\\n")', "error"],
    ['yamldecode("a:\\tb\\n")', '{"a":"b"}'],
    ["yamldecode(\"a: 'b''c'\\n\")", '{"a":"b\'c"}'],
    ['yamldecode("- ++5")', '["++5"]'],
    ['yamldecode("- 0.1e-3")', "[0.0001]"],
    ['yamldecode("- 1E5")', "[100000]"],
    ['yamldecode("- 1_0.5_0")', '["1_0.5_0"]'],
    ['yamldecode("- -0x1F")', '["-0x1F"]'],
    ['yamldecode("- -012")', "[-12]"],
    ['yamldecode("- 0")', "[0]"],
    ['yamldecode("- +.5")', "[0.5]"],
    ['yamldecode("- yEs")', '["yEs"]'],
    ['yamldecode("- nUll")', '["nUll"]'],
    [
      'yamldecode("- Y\\n- N\\n- Yes\\n- YES\\n- Off\\n- OFF")',
      "[true,false,true,true,false,false]",
    ],
    ['yamldecode("y: 1\\nn: 2\\n")', '{"false":2,"true":1}'],
    ['yamldecode("012: a\\n0x10: b\\n")', '{"12":"a","16":"b"}'],
    ['yamldecode("1e3: a")', '{"1000":"a"}'],
    ['yamldecode("a: 0.30000000000000004")', '{"a":0.30000000000000004}'],
    ['yamldecode("a: 1.5.2")', '{"a":"1.5.2"}'],
    ['yamldecode("a: 1-2")', '{"a":"1-2"}'],
    ['yamldecode("arn: 012345678901")', '{"arn":12345678901}'],
    ['yamldecode("arn: 098765432109")', '{"arn":98765432109}'],
    ['yamldecode("arn: 111122223333")', '{"arn":111122223333}'],
    ['yamldecode("1.50: b")', '{"1.5":"b"}'],
    [
      'yamldecode("- 2012-10-17\\n- 2012-1-7\\n- 2012-13-17\\n- 2012-02-30")',
      '["2012-10-17T00:00:00Z","2012-01-07T00:00:00Z","2012-13-17","2012-02-30"]',
    ],
    [
      "yamldecode(\"Version: '2012-10-17'\\nx: 2012-10\")",
      '{"Version":"2012-10-17","x":"2012-10"}',
    ],
    ['yamldecode("- 2012-13-17")', '["2012-13-17"]'],
    ['yamldecode("2012-10-17: 1")', '{"2012-10-17T00:00:00Z":1}'],
    ['yamldecode("true: 1\\nTRUE: 2\\n")', '{"true":2}'],
    ['yamldecode("{? a, b}")', '{"a":null,"b":null}'],
    ['yamldecode("- 0o18\\n- +0o7\\n- 0o")', '["0o18","+0o7","0o"]'],
    ['yamldecode("a: &x {p: 1}\\n? *x\\n: b\\n")', "error"],
    ['yamldecode("a: |+\\n  x\\n\\nb: c\\n")', '{"a":"x\\n\\n","b":"c"}'],
    ['yamldecode("a: # c\\n  b: 1 # d\\n")', '{"a":{"b":1}}'],
    ['yamldecode("a: {b: [1, {c: d}]}")', '{"a":{"b":[1,{"c":"d"}]}}'],
  ],
  "yamldecode of numbers": [
    [
      'yamldecode("- 0X1F\\n- 0O12\\n- 1e+3\\n- e3\\n- 0x\\n- 1.\\n- .\\n- 1.e3\\n- +.inf2\\n- 0x1g")',
      '["0X1F","0O12",1000,"e3","0x",1,".",1000,"+.inf2","0x1g"]',
    ],
  ],
  // https://developer.hashicorp.com/terraform/language/functions/yamlencode
  yamlencode: [
    [
      'yamlencode({a = 1, b = [1, "x", true, null], c = {}, d = [], "e f" = "yes"})',
      '"\\"a\\": 1\\n\\"b\\":\\n- 1\\n- \\"x\\"\\n- true\\n- null\\n\\"c\\": {}\\n\\"d\\": []\\n\\"e f\\": \\"yes\\"\\n"',
    ],
    ["yamlencode(1.5)", '"1.5\\n...\\n"'],
    ["yamlencode(null)", '"null\\n...\\n"'],
    ["yamlencode({})", '"{}\\n"'],
    ["yamlencode([])", '"[]\\n"'],
    ["yamlencode([{a=1,b=[{c=2}]}])", '"- \\"a\\": 1\\n  \\"b\\":\\n  - \\"c\\": 2\\n"'],
    ["yamlencode([[1,2],[3]])", '"- - 1\\n  - 2\\n- - 3\\n"'],
    ["yamlencode({b=1,a=2,A=3})", '"\\"A\\": 3\\n\\"a\\": 2\\n\\"b\\": 1\\n"'],
    ["yamlencode(true)", '"true\\n...\\n"'],
    ["yamlencode(123456789012)", '"123456789012\\n...\\n"'],
    ["yamlencode(0.1)", '"0.1\\n...\\n"'],
    ["yamlencode([[],{},[{}]])", '"- []\\n- {}\\n- - {}\\n"'],
    ['yamlencode("a\\\\b\\"c")', '"\\"a\\\\\\\\b\\\\\\"c\\"\\n"'],
    [
      "yamlencode({a=[], b={}, c=[[1]], d=[{}], e={f={g=1}}})",
      '"\\"a\\": []\\n\\"b\\": {}\\n\\"c\\":\\n- - 1\\n\\"d\\":\\n- {}\\n\\"e\\":\\n  \\"f\\":\\n    \\"g\\": 1\\n"',
    ],
    [
      "yamlencode([{a={b=1}}, {c=[1,2]}])",
      '"- \\"a\\":\\n    \\"b\\": 1\\n- \\"c\\":\\n  - 1\\n  - 2\\n"',
    ],
    [
      'yamlencode({a = "word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12 word13 word14"})',
      '"\\"a\\": \\"word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12\\n  word13 word14\\"\\n"',
    ],
    [
      'yamlencode({b = [{c = "word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12  word13 w"}]})',
      '"\\"b\\":\\n- \\"c\\": \\"word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11\\n    word12  word13 w\\"\\n"',
    ],
    [
      'yamlencode("word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12 word13 word14")',
      '"\\"word0 word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12\\n  word13 word14\\"\\n"',
    ],
    [
      'yamlencode({a = "word0  word1  word2  word3  word4  word5  word6  word7  word8  word9  word10  word11"})',
      '"\\"a\\": \\"word0  word1  word2  word3  word4  word5  word6  word7  word8  word9  word10\\n  \\\\ word11\\"\\n"',
    ],
    [
      "yamlencode({a={b=[{c=1,d=[2]}]}})",
      '"\\"a\\":\\n  \\"b\\":\\n  - \\"c\\": 1\\n    \\"d\\":\\n    - 2\\n"',
    ],
  ],
};

describe.each(Object.entries(told))("%s", (_, rows) => {
  test.each(rows)("%s", (expression, expected) => {
    expect(worked(expression)).toBe(expected);
  });
});

describe("what Terraform may take is unknown", () => {
  test.each([
    ['yamldecode("- 012\\n- 0o12\\n- 0x1F\\n- 0b11\\n- 1_000\\n- 1.5e3\\n- .5\\n- .inf\\n")'],
    ['yamldecode("- .inf")'],
    ['yamldecode("- .nan")'],
    ['yamldecode("- 2001-12-14t21:59:43.10-05:00")'],
    ['yamldecode("- 123456789012345678901234567890")'],
    ['yamldecode("- !!int \\"1\\"")'],
    ['yamldecode("- !foo 1")'],
    ['yamldecode("- !!binary aGVsbG8=")'],
    ['yamldecode("- !!float 1")'],
    ['yamldecode("- !!bool yes")'],
    ['yamldecode("- !!timestamp 2001-12-14")'],
    ["yamldecode(\"- !!null ''\")"],
    ['yamldecode("a: {b: 1")'],
    ['yamldecode("%YAML 1.2\\n---\\nyes")'],
    ['yamldecode("!!set {a, b}")'],
    ['yamldecode("!!omap [a: 1]")'],
    ['yamldecode("\\ta: b\\n")'],
    ['yamldecode("a: b\\n c: d\\n")'],
    ['yamldecode("- -0")'],
    ['yamldecode("- 1e400")'],
    ['yamldecode("- +.inf")'],
    ['yamlencode("a\\nb")'],
    ['yamlencode(["1", "true", "~", "", "a: b", "- x", "é", "a\\"b", "12:30"])'],
    ['yamlencode({"1"=1,"true"=2, "yes"=3, "a"="multi\\nline\\n", "null"=4})'],
    ['yamlencode("<a>&\\u2028\\u0007\\u0001é😀")'],
    ["yamlencode(1e30)"],
    ['yamldecode("- .NaN")'],
    ['yamldecode("- .Inf\\n")'],
    ['yamldecode("- 1.7976931348623159e308")'],
    ['yamldecode("- 1\\n- ${timestamp()}")'],
  ])("%s", (expression) => {
    expect(worked(expression)).toMatch(/^unknown: /);
  });
});

describe("a part of a decoded text", () => {
  const files = {
    "main/a.yaml": "cluster:\n  name: payments\n  tags: &t\n    team: one\n  more: *t\n",
    "main/main.tf": `
      locals { read = yamldecode(file("a.yaml")) }
      resource "a_b" "c" {
        file    = local.read.cluster.name
        alias   = local.read.cluster.more.team
        heredoc = yamldecode(<<-EOT
          a: b
        EOT
        ).a
        made = yamldecode(format("a: %s", "b")).a
      }`,
  };

  test.each([
    ["file", 'main/a.yaml:2:9 payments ← local.read ← file("a.yaml")'],
    ["alias", 'main/a.yaml:4:11 one ← local.read ← file("a.yaml")'],
    ["heredoc", "main/main.tf:7:14 b"],
    ["made", 'main/main.tf:10:27 format("a: %s", "b")'],
  ])("stands where it is written: %s", (name, expected) => {
    expect(placed(part(at(rootOf(files), "a_b.c"), name))).toBe(expected);
  });
});

describe("a reader of YAML", () => {
  it("is there where a configuration, or a module of it, calls for it", async () => {
    const host = memoryHost({
      "main.tf": 'module "m" {\n  source = "./m"\n}\n',
      "m/main.tf": `
        locals { clusters = yamldecode("a: { GuardDutyManaged: maybe }") }
        resource "aws_eks_cluster" "c" {
          for_each = local.clusters
          name     = each.key
          tags     = each.value
        }`,
    });
    const { report } = await run(host, {
      paths: ["main.tf"],
      config: undefined,
      failOn: "warning",
      undetermined: "pass",
      noInputs: "fail",
      rules: ["non-boolean-tag-value"],
      ignore: true,
      timing: false,
    });
    expect(report.results.map(({ verdict, message }) => [verdict, message])).toEqual([
      [
        "violated",
        "The tag `GuardDutyManaged` is `maybe`, and GuardDuty knows only `true` and `false`",
      ],
    ]);
  });
});

describe("hostile YAML", () => {
  const many = (count: number, make: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => make(index)).join("");

  test.each([
    ["deep", "[".repeat(100_000)],
    [
      "deep through aliases",
      `a0: &a0 1\n${many(500, (n) => `a${String(n + 1)}: &a${String(n + 1)} [*a${String(n)}]\n`)}`,
    ],
    [
      "wide through aliases",
      `a0: &a0 [1]\n${many(40, (n) => `a${String(n + 1)}: &a${String(n + 1)} [*a${String(n)}, *a${String(n)}]\n`)}`,
    ],
  ])("%s is unknown", (_, yaml) => {
    expect(worked(`yamldecode(${JSON.stringify(yaml)})`)).toMatch(/^unknown: /);
  });
});
