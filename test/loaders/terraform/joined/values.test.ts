import { describe, expect, it } from "vitest";
import { joinConfigurations } from "../../../../src/loaders/terraform/joined/load.ts";
import { loadPlan } from "../../../../src/loaders/terraform/plan.ts";
import { parsedPlan } from "../../../../src/loaders/terraform/plan-json.ts";
import type { Source } from "../../../../src/model/place.ts";
import type { Resource } from "../../../../src/model/resource.ts";
import type { Value } from "../../../../src/model/value.ts";
import { memoryHost } from "../../../memory-host.ts";
import { shown } from "../source/configurations.ts";
import { planOf, type PlannedResource } from "./joining.ts";

/** The resources of a plan, with their configuration. */
function joinedAll(main: string, text: string): readonly Resource[] {
  const source: Source = { path: "plan.json", text, syntax: "json", confidential: true };
  const plan = loadPlan(source, parsedPlan(JSON.parse(text)));
  const { joined } = joinConfigurations(memoryHost({ "main.tf": main }), {
    folders: [],
    named: [],
    around: [],
    boundaries: [""],
    variables: { values: [], files: [], environment: new Map() },
    plans: [plan],
    near: () => [""],
    sources: [],
  });
  return joined.get(plan)?.document.resources ?? [];
}

/** The only resource of a plan, with its configuration. */
function joinedWith(
  main: string,
  planned: Omit<PlannedResource, "address">,
  more: Parameters<typeof planOf>[1] = {},
): Resource {
  const text = planOf([{ address: "aws_x.y", ...planned }], { declared: ["aws_x.y"], ...more });
  const [only] = joinedAll(main, text);
  if (only === undefined) throw new Error("they were not put together");
  return only;
}

/** A value with its places; what is not known with the reason. */
function drawn(value: Value): unknown {
  switch (value.kind) {
    case "map":
      return Object.fromEntries(value.keys().map((key) => [key, drawn(value.get(key))]));
    case "list":
      return [...value.items, ...(value.rest === undefined ? [] : [value.rest])].map(drawn);
    case "scalar":
      return `${value.sensitive ? "secret" : value.text} @ ${shown(value.place)}`;
    case "unknown":
      return `? ${value.reason.detail} @ ${shown(value.place)}`;
    case "absent":
      return `nothing @ ${shown(value.place)}`;
  }
}

/** `main.tf` around the attributes of the resource, which begin on line 2. */
function resource(...lines: readonly string[]): string {
  return `resource "aws_x" "y" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
}

describe("a value of a plan and its configuration is", () => {
  it("the plan's, on the line of the configuration", () => {
    const { body } = joinedWith(resource('name = "a"'), { after: { name: "a" } });
    expect(drawn(body)).toEqual({ name: 'a @ main.tf:2:10 "a"' });
  });

  it("the plan's where they differ, and the way leads through the plan", () => {
    const { body } = joinedWith(resource('name = "a"'), { after: { name: "b" } });
    expect(drawn(body)).toEqual({ name: 'b @ main.tf:2:10 "a" ← its value in the plan' });
  });

  it("the plan's where the configuration sets nothing, at the block", () => {
    const { body } = joinedWith(resource(), { after: { type: "Gateway" } });
    expect(drawn(body)).toEqual({
      type: 'Gateway @ main.tf:1:1 resource "aws_x" "y" ← its value in the plan',
    });
  });

  it("the configuration's where the plan does not know it, for each part", () => {
    const main = resource('tags = { A = "a", B = aws_z.z.id }') + 'resource "aws_z" "z" {}\n';
    const { body } = joinedWith(
      main,
      { after: {}, unknown: { tags: true } },
      { declared: ["aws_x.y", "aws_z.z"] },
    );
    expect(drawn(body)).toEqual({
      tags: {
        A: 'a @ main.tf:2:16 "a"',
        B: "? it depends on `aws_z.z.id`, which is known only after apply @ main.tf:2:25 aws_z.z.id",
      },
    });
  });

  it("nothing where the plan says so, whatever the configuration has since", () => {
    const { body } = joinedWith(resource('name = "a"'), { after: { name: null } });
    expect(drawn(body)).toEqual({ name: 'nothing @ main.tf:2:10 "a"' });
  });

  it("secret where either of them says so", () => {
    const main = `${resource("a = var.a", 'b = "b"', 'c = "c"')}variable "a" {\n  sensitive = true\n}\n`;
    const { body } = joinedWith(
      main,
      { after: { a: "1", b: "b", c: "c" }, sensitive: { b: true } },
      { variables: { a: "1" } },
    );
    expect(drawn(body)).toEqual({
      a: "secret @ main.tf:2:7 var.a ← var.a",
      b: 'secret @ main.tf:3:7 "b"',
      c: 'c @ main.tf:4:7 "c"',
    });
    const b = body.kind === "map" ? body.get("b").place.masked : undefined;
    expect(b).toBe(true);
  });

  it("paired in sets, which a plan sorts", () => {
    const main = resource(
      'ids = ["c", "a"]',
      "rule {",
      "  port = 443",
      '  cidrs = ["10.0.0.0/8"]',
      "}",
      "rule {",
      "  port = 22",
      "}",
    );
    const rule = [{ port: 22 }, { port: 443, cidrs: ["10.0.0.0/8"] }];
    const { body } = joinedWith(main, { after: { ids: ["a", "c"], rule } });
    expect(drawn(body)).toEqual({
      ids: ['a @ main.tf:2:15 "a"', 'c @ main.tf:2:10 "c"'],
      rule: [
        { port: "22 @ main.tf:8:12 22" },
        { port: "443 @ main.tf:4:12 443", cidrs: ['10.0.0.0/8 @ main.tf:5:14 "10.0.0.0/8"'] },
      ],
    });
  });

  it("the plan's in a list of which the configuration does not know the parts", () => {
    const main = `${resource("ids = data.aws_z.z.ids")}data "aws_z" "z" {}\n`;
    const { body } = joinedWith(
      main,
      { after: { ids: ["a"] } },
      { declared: ["aws_x.y", "data.aws_z.z"] },
    );
    expect(drawn(body)).toEqual({
      ids: ["a @ main.tf:2:9 data.aws_z.z.ids ← its value in the plan"],
    });
  });
});

describe("a policy of a plan and its configuration", () => {
  const statement = { Effect: "Deny", Action: "eks:TagResource", Resource: "*" };
  const policy = JSON.stringify({ Statement: [statement], Version: "2012-10-17" });

  it("has its statements on the lines of a heredoc", () => {
    const main = resource(
      "policy = <<EOT",
      '{ "Version": "2012-10-17",',
      '  "Statement": { "Effect": "Deny", "Action": ["eks:TagResource"], "Resource": "*" } }',
      "EOT",
    ).replace("  EOT", "EOT");
    const { body } = joinedWith(main, { after: { policy } });
    expect(drawn(body)).toEqual({
      policy: {
        Statement: [
          {
            Effect: 'Deny @ main.tf:4:30 "Deny"',
            Action: 'eks:TagResource @ main.tf:4:49 "eks:TagResource"',
            Resource: '* @ main.tf:4:81 "*"',
          },
        ],
        Version: '2012-10-17 @ main.tf:3:16 "2012-10-17"',
      },
    });
  });

  it("tells its statements where one ARN of it is not known", () => {
    const main =
      resource(
        "policy = jsonencode({",
        '  Version = "2012-10-17"',
        '  Statement = [{ Effect = "Deny", Action = "*", Resource = aws_z.z.arn }]',
        "})",
      ) + 'resource "aws_z" "z" {}\n';
    const { body } = joinedWith(
      main,
      { after: {}, unknown: { policy: true } },
      { declared: ["aws_x.y", "aws_z.z"] },
    );
    expect(drawn(body)).toMatchObject({
      policy: {
        Statement: [
          {
            Effect: 'Deny @ main.tf:4:29 "Deny"',
            Resource:
              "? it depends on `aws_z.z.arn`, which is known only after apply @ main.tf:4:62 aws_z.z.arn",
          },
        ],
      },
    });
  });

  it("stands at the expression where the configuration does not know its text", () => {
    const main = `${resource("policy = data.aws_z.z.json")}data "aws_z" "z" {}\n`;
    const { body } = joinedWith(
      main,
      { after: { policy } },
      { declared: ["aws_x.y", "data.aws_z.z"] },
    );
    expect(drawn(body)).toMatchObject({
      policy: {
        Version: "2012-10-17 @ main.tf:2:12 data.aws_z.z.json ← its value in the plan",
      },
    });
  });
});

describe("what the plan knows is used in the configuration's expressions", () => {
  it("of other resources, where the plan hides the whole", () => {
    const main =
      resource("policy = jsonencode({ Resource = [aws_v.v.arn, aws_w.w.arn] })") +
      'resource "aws_v" "v" {}\nresource "aws_w" "w" {}\n';
    const text = planOf([
      { address: "aws_x.y", after: {}, unknown: { policy: true } },
      { address: "aws_v.v", after: { arn: "arn:aws:v" } },
      { address: "aws_w.w", after: {}, unknown: { arn: true } },
    ]);
    const [first] = joinedAll(main, text);
    expect(first === undefined ? undefined : drawn(first.body)).toEqual({
      policy: {
        Resource: [
          "arn:aws:v @ main.tf:2:37 aws_v.v.arn",
          "? it depends on `aws_w.w.arn`, which is known only after apply @ main.tf:2:50 aws_w.w.arn",
        ],
      },
    });
  });

  it("of blocks of other resources, as far as it is told which block is which", () => {
    const main =
      resource("policy = jsonencode({ Resource = [aws_v.v.net[0].arn, aws_w.w.net[0].arn] })") +
      'resource "aws_v" "v" {\n  net {}\n}\n' +
      'resource "aws_w" "w" {\n  net { a = 1 }\n  net { a = 2 }\n}\n';
    const text = planOf([
      { address: "aws_x.y", after: {}, unknown: { policy: true } },
      { address: "aws_v.v", after: { net: [{ arn: "arn:aws:v" }] } },
      {
        address: "aws_w.w",
        after: {
          net: [
            { a: 2, arn: "2" },
            { a: 1, arn: "1" },
          ],
        },
      },
    ]);
    const [first] = joinedAll(main, text);
    expect(first === undefined ? undefined : drawn(first.body)).toEqual({
      policy: {
        Resource: [
          "arn:aws:v @ main.tf:2:37 aws_v.v.net[0].arn ← aws_v.v.net",
          "? it depends on `aws_w.w.net[0].arn`, which is known only after apply @ main.tf:2:57 aws_w.w.net[0].arn ← aws_w.w.net",
        ],
      },
    });
  });

  it("of variables, with which counts are known", () => {
    const main = `variable "n" {}
resource "aws_x" "y" {
  count = var.n
  name = "a\${count.index}"
}
`;
    const text = planOf(
      [0, 1].map((index) => ({
        address: `aws_x.y[${String(index)}]`,
        after: {},
        unknown: { name: true },
      })),
      { variables: { n: 2 } },
    );
    expect(joinedAll(main, text).map(({ body }) => drawn(body))).toEqual([
      { name: 'a0 @ main.tf:4:10 "a${count.index}"' },
      { name: 'a1 @ main.tf:4:10 "a${count.index}"' },
    ]);
  });

  it("of instances in the order of their numbers, of which a plan sorts the texts", () => {
    const main = `data "aws_z" "z" {}
resource "aws_w" "w" {
  count = data.aws_z.z.n
}
resource "aws_x" "y" {
  ids = aws_w.w[*].id
}
`;
    const numbers = [0, 1, 10, 2, 3, 4, 5, 6, 7, 8, 9];
    const text = planOf(
      [
        { address: "aws_x.y", after: {}, unknown: { ids: true } },
        ...numbers.map((n) => ({
          address: `aws_w.w[${String(n)}]`,
          after: { id: `w-${String(n)}` },
        })),
      ],
      { declared: ["aws_x.y", "aws_w.w", "data.aws_z.z"] },
    );
    const [first] = joinedAll(main, text);
    const ids = first?.body.kind === "map" ? first.body.get("ids") : undefined;
    const texts =
      ids?.kind === "list" ? ids.items.map((id) => id.kind === "scalar" && id.text) : [];
    expect(texts).toEqual(Array.from({ length: 11 }, (_, n) => `w-${String(n)}`));
  });
});
