import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.ts";
import { tooLarge } from "../../src/decode-text.ts";
import type { Host } from "../../src/model/host.ts";
import { memoryHost, type MemoryHost, type MemoryHostOptions } from "../memory-host.ts";

/** One row of the table in `docs/bad-input.md`. */
interface Row {
  readonly input: string;
  readonly codes: readonly string[];
  readonly exitCode: number;
}

const rows: readonly Row[] = readFileSync(
  new URL("../../docs/bad-input.md", import.meta.url),
  "utf8",
)
  .split("\n")
  .filter((line) => /^\| (?!-|input )/.test(line))
  .map((line) => {
    const [, input = "", , code = "", exitCode = ""] = line.split("|").map((cell) => cell.trim());
    return {
      input,
      codes: [...code.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ""),
      exitCode: Number(exitCode),
    };
  });

/** A response of `aws eks describe-cluster`. */
function cluster(value: string): string {
  return JSON.stringify({
    cluster: {
      name: "payments",
      arn: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
      resourcesVpcConfig: { subnetIds: ["subnet-0abc"], vpcId: "vpc-0abc" },
      tags: { GuardDutyManaged: value },
    },
  });
}

function plan(members: object = {}): string {
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: [],
    configuration: { root_module: {} },
    ...members,
  });
}

const program = 'import * as aws from "@pulumi/aws";\n';

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }],
});

const inventory = (tags: string): string =>
  `guardlint: inventory/v1\naccount: "111122223333"\nregion: eu-west-1\nclusters:\n  - name: payments\n    tags: ${tags}\n`;

const bomb = [
  "guardlint: inventory/v1",
  `a0: &a0 ["x","x","x","x","x","x","x","x","x"]`,
  ...Array.from({ length: 12 }, (_, index) => {
    const alias = `*a${index}`;
    return `a${index + 1}: &a${index + 1} [${Array.from({ length: 9 }, () => alias).join(",")}]`;
  }),
  "clusters: *a12",
].join("\n");

/** A template with a cluster, whose name can be an expression. */
const template = (name = "payments"): string =>
  `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: ${name}\n`;

/** A template that nests another one. */
const nesting = (location: string): string =>
  `${template()}  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${location}\n`;

const DEEP = 100_000;

interface Case {
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly argv?: readonly string[];
  readonly options?: MemoryHostOptions;
  readonly world?: (host: MemoryHost) => Host;
}

const cases: Readonly<Record<string, Case>> = {
  "a truncated plan": { files: { "plan.json": plan().slice(0, -10) } },
  "a truncated policy": { files: { "scp.json": policy.slice(0, -2) } },
  "a truncated response of the AWS CLI": { files: { "a.json": cluster("true").slice(0, -2) } },
  "a truncated snapshot": {
    files: { "a.json": '{ "guardlint": "snapshot/v1", "organization": [' },
  },
  "a snapshot of another version": { files: { "a.json": '{ "guardlint": "snapshot/v2" }' } },
  "a snapshot with an answer that is none": {
    files: { "a.json": '{ "guardlint": "snapshot/v1", "organization": [{ "call": "a" }] }' },
  },
  "an inventory with a YAML error": {
    files: { "a.yaml": `${inventory('{ GuardDutyManaged: "true"')}x: [\n` },
  },
  "an inventory with a mistake": { files: { "a.yaml": `${inventory("{}")}clustres: []\n` } },
  "an empty file met on the way": { files: { "a.json": "" } },
  "an empty file that was named": { files: { "a.json": "" }, argv: ["a.json"] },
  "a file that was named and is none of ours": {
    files: { "a.json": '{"a": 1}' },
    argv: ["a.json"],
  },
  "a commented `tsconfig.json` met on the way": {
    files: { "tsconfig.json": '{ /* strict */ "compilerOptions": {}, }' },
  },
  "a path that does not exist": { files: {}, argv: ["nowhere.json"] },
  "an unreadable file that was named": {
    files: { "plan.json": plan() },
    argv: ["plan.json"],
    options: { unreadable: ["plan.json"] },
  },
  "an unreadable file met on the way": {
    files: { "plan.json": plan() },
    options: { unreadable: ["plan.json"] },
  },
  "an unreadable directory": {
    files: { "a/plan.json": plan() },
    options: { unreadable: ["a"] },
  },
  "a directory without anything for us": { files: { "README.md": "# Title\n" } },
  "UTF-8 with a byte order mark": { files: { "a.json": `\uFEFF${cluster("true")}` } },
  "UTF-16 with a byte order mark": {
    files: { "a.json": Buffer.from(`\uFEFF${cluster("true")}`, "utf16le") },
  },
  "UTF-16 without a byte order mark": {
    files: { "a.json": Buffer.from(cluster("true"), "utf16le") },
    argv: ["a.json"],
  },
  "a binary file met on the way": { files: { "a.json": new Uint8Array([0x7f, 0x45, 0, 1, 2]) } },
  "bytes that are not UTF-8": {
    files: { "a.json": Buffer.from(cluster("true").replace("payments", "caf\u00e9"), "latin1") },
  },
  "a plan of an unknown format version": {
    files: { "plan.json": plan({ format_version: "2.0" }) },
  },
  "an errored plan": { files: { "plan.json": plan({ errored: true }) } },
  "an incomplete plan": { files: { "plan.json": plan({ complete: false }) } },
  "a plan over 512 MB": {
    files: { "plan.json": plan() },
    world: (host) => ({
      ...host,
      readFile: (path) =>
        path.endsWith("plan.json") ? tooLarge(600_000_000) : host.readFile(path),
    }),
  },
  "a Terraform configuration with a syntax error": {
    files: { "main.tf": 'resource "aws_vpc" "main" {\n  cidr_block = [1,\n}\n' },
  },
  "a configuration in JSON syntax that is truncated": {
    files: { "main.tf.json": '{"resource": {' },
  },
  "a configuration that doubles a value 69 times": {
    files: {
      "main.tf": `locals {\n  a0 = ["x"]\n${Array.from({ length: 69 }, (_, index) => `  a${index + 1} = [local.a${index}, local.a${index}]`).join("\n")}\n}\nresource "aws_eks_cluster" "c" {\n  tags = jsonencode(local.a69)\n}\n`,
    },
  },
  "a configuration whose modules make millions of resources": {
    files: {
      "main.tf": 'module "m" {\n  source = "./m"\n  count  = 1900\n}\n',
      "m/main.tf": 'module "n" {\n  source = "../n"\n  count  = 1900\n}\n',
      "n/main.tf": 'resource "aws_vpc" "v" {\n  count = 100\n}\n',
    },
  },
  "a configuration that is not UTF-8": {
    files: { "main.tf": Buffer.from("# caf\u00e9\n", "latin1") },
  },
  "a TypeScript program with a syntax error": {
    files: { "index.ts": `${program}const x = ;\n` },
  },
  "a TypeScript program nested 20,000 deep": {
    files: { "index.ts": `${program}const x = ${"[\n".repeat(20_000)}${"]\n".repeat(20_000)};\n` },
  },
  "a TypeScript program that calls itself without end": {
    files: { "index.ts": `${program}const f = (): unknown => f();\nf();\n` },
  },
  "a TypeScript program that is not UTF-8": {
    files: { "index.ts": Buffer.from(`${program}// caf\u00e9\n`, "latin1") },
  },
  "an unreadable TypeScript file met on the way": {
    files: { "index.mts": program, "lib/made.ts": program },
    options: { unreadable: ["index.mts"] },
  },
  "a bundle of JavaScript under a TypeScript name": {
    files: { "index.ts": `${program}${"const x = 1;".repeat(3_000)}\n` },
  },
  "a key stated twice in a policy": {
    files: {
      "scp.json":
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}',
    },
  },
  "a template with a YAML error": { files: { "t.yaml": `${template()}x: [1, 2\ny: 3\n` } },
  "a truncated template in JSON": {
    files: { "t.json": '{"Resources": {"A": {"Type": "AWS::EC2::VPC"' },
  },
  "a template over 1 MB": {
    files: { "t.yaml": `${template()}# ${"x".repeat(1024 * 1024)}\n` },
  },
  "a template with a function that there is not": {
    files: { "t.yaml": template("!Jion [a, [b]]") },
  },
  "a template that names nothing it has": { files: { "t.yaml": template("!Ref Nothing") } },
  "resources that need each other in a circle": {
    files: { "t.yaml": template("!GetAtt Cluster.Name") },
  },
  "a template with parts of the wrong kind": {
    files: { "t.yaml": `${template()}  Other: text\nConditions: []\n` },
  },
  "a template with a YAML alias bomb": {
    files: {
      "t.yaml": `${template()}${bomb.replace("guardlint: inventory/v1", "Metadata:").replaceAll(/^a/gm, "  a").replace("clusters:", "  z:")}\n`,
    },
  },
  "a template nested 100,000 deep": {
    files: { "t.yaml": `AWSTemplateFormatVersion: x\nResources: ${"[".repeat(DEEP)}\n` },
  },
  "a stack that is nested in itself": { files: { "t.yaml": nesting("t.yaml") } },
  "a nested template that is not at hand": {
    files: { "t.yaml": nesting("https://example.com/t.yaml") },
  },
  "a parameter file that is none": {
    files: { "t.yaml": template(), "p.json": "[1]" },
    argv: ["--parameters", "p.json", "t.yaml"],
  },
  "a cluster of eksctl without a name": {
    files: { "c.yaml": "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {}\n" },
  },
  "a Pulumi program in YAML with a resource without a type": {
    files: { "Pulumi.yaml": "name: p\nruntime: yaml\nresources: { a: {} }\n" },
  },
  "a YAML alias bomb": { files: { "a.yaml": bomb } },
  "a YAML alias that contains itself": {
    files: { "a.yaml": "guardlint: inventory/v1\nclusters: &a [*a]\n" },
  },
  "JSON nested 100,000 deep": {
    files: { "scp.json": policy.replace('"*"', "[".repeat(DEEP) + "]".repeat(DEEP)) },
  },
  "YAML nested 100,000 deep": {
    files: {
      "a.yaml": `guardlint: inventory/v1\nclusters: ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n`,
    },
  },
  "a configuration with an unknown key": {
    files: { "guardlint.yaml": "trsut: {}\n", "a.json": cluster("true") },
  },
  "a configuration that is not YAML": {
    files: { "guardlint.yaml": "trust: [\n", "a.json": cluster("true") },
  },
  "a configuration that is missing": {
    files: { "a.json": cluster("true") },
    argv: ["--config", "nowhere.yaml", "."],
  },
  "keys such as `__proto__`": {
    files: {
      "a.json": cluster("true").replace('"tags":{', '"tags":{"__proto__":"a","constructor":"b",'),
    },
  },
  "a link that leads back up": {
    files: { "a/b.json": cluster("true") },
    options: { symlinks: ["a/loop"] },
  },
  "folders more than 100 deep": {
    files: { "a.json": cluster("true"), [`${"d/".repeat(102)}b.json`]: cluster("true") },
  },
};

interface Outcome {
  readonly exitCode: number;
  readonly codes: readonly string[];
  readonly violated: readonly string[];
}

async function run(
  { files, argv = ["."], options = {}, world = (host) => host }: Case,
  more: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const host = memoryHost({ ...files, ...more }, options);
  const exitCode = await main(["check", "--format", "json", ...argv], world(host));
  expect(`${host.output.stdout}${host.output.stderr}`).not.toMatch(/^ +at /m);
  expect(host.output.stderr).toBe("");
  const report: unknown = JSON.parse(host.output.stdout);
  const list = (key: string): readonly object[] => {
    const value: unknown = member(report, key);
    return isList(value) ? value.filter(isObject) : [];
  };
  return {
    exitCode,
    codes: list("notifications")
      .filter((item) => member(item, "level") !== "note")
      .map((item) => String(member(item, "code"))),
    violated: list("results")
      .filter((item) => member(item, "verdict") === "violated")
      .map((item) => `${String(member(item, "rule"))} ${String(member(item, "subject"))}`),
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function member(value: unknown, key: string): unknown {
  return isObject(value) ? new Map(Object.entries(value)).get(key) : undefined;
}

describe("bad input does what the table says", () => {
  it("for as many cases as the table has", () => {
    expect(Object.keys(cases)).toEqual(rows.map((row) => row.input));
  });

  it.each(rows)("$input: $exitCode $codes", async ({ input, codes, exitCode }) => {
    const given = cases[input];
    expect(given).not.toBe(undefined);
    const outcome = await run(given ?? { files: {} });
    expect({
      exitCode: outcome.exitCode,
      codes: [...new Set(outcome.codes)].sort(),
    }).toEqual({ exitCode, codes });
  });
});

describe("one bad file does not hide the findings of the others", () => {
  const hiding = rows.filter(
    (row) => row.exitCode === 2 && !row.codes.includes("invalid-configuration"),
  );
  it.each(hiding)("$input", async ({ input }) => {
    const { argv = ["."], ...given } = cases[input] ?? { files: {} };
    const beside = { "zoo.json": cluster("True").replaceAll("payments", "zoo") };
    const outcome = await run({ ...given, argv: [...argv, "zoo.json"] }, beside);
    expect(outcome.exitCode).toBe(2);
    expect(
      outcome.violated.filter((text) => text.startsWith("non-boolean-tag-value")),
    ).toHaveLength(1);
  });
});
