import { describe, expect, it } from "vitest";
import { loadFile } from "../../src/run/load.ts";
import type { Host } from "../../src/model/host.ts";
import { memoryHost, type MemoryHostOptions } from "../memory-host.ts";

type Content = string | Uint8Array;

async function load(
  content: Content,
  {
    path = "a.json",
    named = false,
    ...options
  }: MemoryHostOptions & { path?: string; named?: boolean } = {},
): Promise<unknown> {
  const host = memoryHost({ [path]: content }, options);
  return summary(host, path, named);
}

/** Formats of what was loaded, what was told, and whether the file failed. */
async function summary(host: Host, path: string, named: boolean): Promise<unknown> {
  const { documents, notifications, failed } = await loadFile(host, { path, named });
  return {
    formats: documents.map(({ format }) => format),
    told: notifications.map(({ level, code, message }) => `${level} ${code}: ${message}`),
    failed,
  };
}

const nothing = { formats: [], told: [], failed: false };

function fails(...told: readonly string[]): unknown {
  return { formats: [], told: told.map((one) => `error ${one}`), failed: true };
}

const plan = JSON.stringify({
  format_version: "1.2",
  terraform_version: "1.11.4",
  planned_values: { root_module: {} },
  resource_changes: [],
  configuration: { root_module: {} },
});
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }],
});
const inventory =
  'guardlint: inventory/v1\naccount: "111122223333"\nregion: eu-west-1\nclusters:\n  - name: payments\n';
const cluster = JSON.stringify({
  cluster: {
    name: "payments",
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
    tags: { GuardDutyManaged: "true" },
  },
});

describe("what is ours", () => {
  it.each<[string, string, string, readonly string[]]>([
    ["a plan", "plan.json", plan, ["terraform-plan"]],
    ["a plan under any name", "tfplan.out", plan, ["terraform-plan"]],
    [
      "a state that was shown",
      "state.json",
      JSON.stringify({
        format_version: "1.0",
        terraform_version: "1.11.4",
        values: { root_module: {} },
      }),
      ["terraform-state"],
    ],
    [
      "a state file",
      "terraform.tfstate",
      JSON.stringify({
        version: 4,
        terraform_version: "1.11.4",
        serial: 1,
        lineage: "0",
        outputs: {},
        resources: [],
      }),
      ["terraform-state"],
    ],
    ["a policy", "scp.json", policy, ["policy-document"]],
    ["a response about a cluster", "cluster.json", cluster, ["aws-response"]],
    [
      "a response about tags",
      "tags.json",
      JSON.stringify({
        ResourceTagMappingList: [
          {
            ResourceARN: "arn:aws:eks:eu-west-1:111122223333:cluster/payments",
            Tags: [{ Key: "GuardDutyManaged", Value: "true" }],
          },
        ],
      }),
      ["aws-response"],
    ],
    [
      "a response about endpoints",
      "endpoints.json",
      JSON.stringify({
        VpcEndpoints: [
          {
            VpcEndpointId: "vpce-0abc",
            VpcEndpointType: "Interface",
            VpcId: "vpc-0abc",
            ServiceName: "com.amazonaws.eu-west-1.guardduty-data",
          },
        ],
      }),
      ["aws-response"],
    ],
    [
      "a response with a policy",
      "policy.json",
      JSON.stringify({
        Policy: {
          PolicySummary: {
            Id: "p-0abc1234",
            Arn: "arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-0abc1234",
            Name: "tags",
            Type: "SERVICE_CONTROL_POLICY",
            AwsManaged: false,
          },
          Content: policy,
        },
      }),
      ["aws-response"],
    ],
    ["an inventory in YAML", "inventory.yaml", inventory, ["inventory"]],
    [
      "an inventory in JSON",
      "inventory.json",
      '{"guardlint": "inventory/v1", "clusters": []}',
      ["inventory"],
    ],
    ["several inventories", "inventory.yaml", `${inventory}---\n${inventory}`, ["inventory"]],
    ["an inventory without an ending", "inventory", inventory, ["inventory"]],
  ])("%s", async (_, path, content, formats) => {
    expect(await load(content, { path })).toEqual({ formats, told: [], failed: false });
  });

  it("is read from standard input", async () => {
    const host = memoryHost({ "-": "not this" }, { stdin: policy });
    const { documents } = await loadFile(host, { path: "-", named: true });
    expect(documents.map(({ source, format }) => [source.path, format])).toEqual([
      ["<stdin>", "policy-document"],
    ]);
  });

  it("is confidential where it is a plan, however its keys are written", async () => {
    for (const content of [plan, `\n${plan.replace("format_version", "format_\\u0076ersion")}`]) {
      const host = memoryHost({ "plan.json": content });
      const { documents } = await loadFile(host, { path: "plan.json", named: true });
      expect(documents.map(({ source }) => source.confidential)).toEqual([true]);
    }
  });

  it.each<[string, Content]>([
    ["UTF-8 with a byte order mark", `\ufeff${plan}`],
    ["little-endian UTF-16", Buffer.from(`\ufeff${plan}`, "utf16le")],
    ["big-endian UTF-16", Buffer.from(`\ufeff${plan}`, "utf16le").swap16()],
  ])("is read as %s", async (_, content) => {
    expect(await load(content)).toEqual({ formats: ["terraform-plan"], told: [], failed: false });
  });
});

describe("what is none of ours and met on the way", () => {
  it.each<[string, string, Content]>([
    ["a commented tsconfig.json", "tsconfig.json", '{ /* strict */ "compilerOptions": {}, }'],
    ["a lock file", "package-lock.json", '{"lockfileVersion": 3, "packages": {}}'],
    ["a manifest", "pod.yaml", "apiVersion: v1\nkind: Pod\nspec: {containers: []}\n"],
    ["a template", "chart.yaml", "{{- if .Values.x }}\na: b\n{{- end }}\n"],
    ["broken YAML", "a.yaml", "a: [\n"],
    ["an empty file", "a.json", ""],
    ["blanks", "a.json", " \n"],
    ["binary", "a.json", new Uint8Array([0, 1, 2])],
    ["a list", "a.json", "[1, 2]"],
    ["text that is not UTF-8", "a.txt", Buffer.from("caf\u00e9", "latin1")],
    ["much nesting", "a.json", "[".repeat(100_000)],
    ["special keys", "a.json", '{"__proto__": {"format_version": "1.2"}, "constructor": 1}'],
  ])("is no error: %s", async (_, path, content) => {
    expect(await load(content, { path })).toEqual(nothing);
  });
});

describe("what was named", () => {
  const unknown = (path: string): unknown => ({
    formats: [],
    told: [
      `warning unknown-input: ${path} is nothing that guardlint reads: no plan, state, policy, response or inventory`,
    ],
    failed: false,
  });

  it.each<[string, string, Content, unknown]>([
    ["other JSON", "a.json", '{"a": 1}', unknown("a.json")],
    ["other YAML", "a.yaml", "a: 1\n", unknown("a.yaml")],
    ["other text", "main.tf", 'resource "a" "b" {}\n', unknown("main.tf")],
    ["an empty file", "a.json", "", fails("empty-file: a.json is empty")],
    ["a mark alone", "a.yaml", "\ufeff\n", fails("empty-file: a.yaml is empty")],
    [
      "a commented tsconfig.json",
      "tsconfig.json",
      "{ // no\n}",
      fails("malformed-json: not valid JSON: expected a key in quotation marks, found `/`"),
    ],
    [
      "binary",
      "a.json",
      new Uint8Array([0, 1, 2]),
      fails(
        "unreadable: cannot read a.json: it holds NUL bytes: it is binary, or UTF-16 without a byte order mark",
      ),
    ],
  ])("is told: %s", async (_, path, content, expected) => {
    expect(await load(content, { path, named: true })).toEqual(expected);
  });
});

describe("what is ours and broken", () => {
  it.each<[string, string, Content, unknown]>([
    [
      "a truncated plan",
      "plan.json",
      plan.slice(0, -1),
      fails("malformed-json: not valid JSON: the text ends inside an object"),
    ],
    [
      "a truncated policy",
      "scp.json",
      policy.slice(0, -3),
      fails("malformed-json: not valid JSON: the text ends inside an object"),
    ],
    [
      "a key stated twice",
      "scp.json",
      policy.replace('"Effect"', '"Effect":"Allow","Effect"'),
      {
        formats: ["policy-document"],
        told: ["error duplicate-key: the key `Effect` is stated twice in one object"],
        failed: true,
      },
    ],
    [
      "a plan that is not UTF-8",
      "plan.json",
      Buffer.from(plan.replace("1.11.4", "\u00e9"), "latin1"),
      {
        formats: ["terraform-plan"],
        told: [
          "error invalid-encoding: plan.json is not valid UTF-8: bytes that are no text were replaced",
        ],
        failed: true,
      },
    ],
  ])("is an error: %s", async (_, path, content, expected) => {
    expect(await load(content, { path })).toEqual(expected);
  });

  it("is an error where it cannot be opened", async () => {
    expect(await load(plan, { unreadable: ["a.json"] })).toEqual(
      fails("unreadable: cannot read a.json: permission denied"),
    );
  });

  it("is an error of its file alone where a loader has a defect", async () => {
    const readFile = (): never => {
      throw new RangeError("Maximum call stack size exceeded");
    };
    expect(await summary({ ...memoryHost({}), readFile }, "a.json", false)).toEqual(
      fails("loader-crashed: guardlint failed on a.json: Maximum call stack size exceeded"),
    );
  });

  const depth = 100_000;
  const nested = "[".repeat(depth) + "]".repeat(depth);
  it.each<[string, string, string]>([
    ["a plan", "plan.json", plan.replace('"resource_changes":[]', `"resource_changes":${nested}`)],
    ["a policy", "scp.json", policy.replace('"*"', nested)],
    ["an inventory", "a.yaml", `${inventory}x: ${nested}\n`],
    ["an inventory in JSON", "a.json", `{"guardlint": "inventory/v1", "clusters": ${nested}}`],
  ])("never ends as a crash: 100,000 levels in %s", async (_, path, content) => {
    const outcome = await loadFile(memoryHost({ [path]: content }), { path, named: false });
    expect(outcome.notifications.map(({ code }) => code)).not.toContain("loader-crashed");
    expect(outcome.failed || outcome.documents.length > 0).toBe(true);
  });
});
