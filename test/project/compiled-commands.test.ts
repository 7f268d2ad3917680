import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Metafile } from "esbuild";
import { bundle } from "../../scripts/build/bundle.ts";
import { projectRoot } from "../../scripts/project.ts";
import { loadCommands } from "../../src/compiled-commands.ts";
import { memoryHost } from "../memory-host.ts";

/** `npm ci` builds it. */
const dist = `${projectRoot}/dist/commands`;
const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }],
});
const plan = JSON.stringify({ format_version: "1.2", resource_changes: [] });
const cluster = 'resource "aws_eks_cluster" "main" {\n  name = "main"\n}\n';
const template =
  "Resources:\n  Main:\n    Type: AWS::EKS::Cluster\n    Properties:\n      Name: main\n";
const stack = 'import { Stack } from "aws-cdk-lib";\nnew Stack();\n';

describe("the code that the build keeps of the commands", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "guardlint-compiled-"));
    cpSync(dist, folder, { recursive: true });
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function check(): Promise<readonly [rejected: boolean | undefined, code: number]> {
    const { program, scripts } = loadCommands(folder);
    const code = await program(["check", "."], memoryHost({ "scp/guard.json": scp }));
    return [scripts.get("program.cjs")?.cachedDataRejected, code];
  }

  it("is run", async () => {
    expect(await check()).toEqual([false, 1]);
  });

  it("can be missing", async () => {
    rmSync(join(folder, "program.cache"));
    expect(await check()).toEqual([undefined, 1]);
  });

  it("is not run where another Node made it", async () => {
    writeFileSync(join(folder, "program.cache"), "not V8's");
    expect(await check()).toEqual([true, 1]);
  });
});

describe("a run loads what its input needs", () => {
  let outputs: Metafile["outputs"];

  beforeAll(async () => {
    ({ outputs } = await bundle({ write: false }));
  }, 120_000);

  /** What only some runs need, by a file that stands for it. */
  const parts = {
    judge: "src/run/judge.ts",
    plan: "src/loaders/terraform/plan.ts",
    configuration: "src/source/hcl/scanner.ts",
    policies: "src/loaders/policy-document.ts",
    template: "src/loaders/cloudformation/load.ts",
    program: "src/loaders/typescript/load.ts",
    yaml: "node_modules/yaml/browser/dist/parse/parser.js",
    settings: "src/config/generated/validate.js",
    json: "src/reporters/json.ts",
    sarif: "src/reporters/sarif.ts",
    ask: "src/commands/ask-command.ts",
    decide: "src/commands/decide-command.ts",
    explain: "src/commands/explain.ts",
  };

  it.each<[input: string, files: Record<string, string>, words: string[], loaded: string[]]>([
    ["a plan", { "plan.json": plan }, ["check", "."], ["judge", "plan"]],
    ["a configuration", { "main.tf": cluster }, ["check", "."], ["judge", "configuration"]],
    ["a policy", { "scp.json": scp }, ["check", "."], ["judge", "policies"]],
    ["nothing", { "main.ts": "export {};" }, ["check", "."], []],
    [
      "nothing for JSON, which describes the rules",
      { "main.ts": "export {};" },
      ["check", "--format=json", "."],
      ["judge", "json"],
    ],
    ["a program", { "main.ts": stack }, ["check", "."], ["judge", "program"]],
    ["a template", { "template.yaml": template }, ["check", "."], ["judge", "template"]],
    [
      "a template that is not written plainly",
      { "template.yaml": template.replace("Name", "? Name\n      ") },
      ["check", "."],
      ["judge", "template", "yaml"],
    ],
    [
      "a plan with settings",
      { "plan.json": plan, "guardlint.yaml": "rules: {}\n" },
      ["check", "."],
      ["judge", "plan", "settings"],
    ],
    [
      "a plan for SARIF",
      { "plan.json": plan },
      ["check", "--format=sarif", "."],
      ["judge", "plan", "sarif"],
    ],
    ["no input but the rules", {}, ["explain", "dead-guard"], ["explain", "judge"]],
  ])("%s", async (_, files, words, loaded) => {
    const { program, scripts } = loadCommands(dist);
    await program(words, memoryHost(files));
    const sources = new Set(
      [...scripts.keys()].flatMap((name) => {
        const output = outputs[`dist/commands/${name}`];
        if (output === undefined) throw new Error(`${name} is of another build: npm run build`);
        return Object.keys(output.inputs);
      }),
    );
    const found = Object.entries(parts).filter(([, file]) => sources.has(file));
    expect(found.map(([part]) => part).sort()).toEqual([...loaded].sort());
  });
});
