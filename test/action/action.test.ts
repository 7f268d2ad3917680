import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";

const repository = join(import.meta.dirname, "../..");

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: ReadonlyMap<string, string>;
}

const action = readAction(readFileSync(join(repository, "action.yml"), "utf8"));
const checkStep = action.steps.find((step) => step.name === "Run guardlint");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guardlint-action-"));
  mkdirSync(join(folder, "action-path/dist"), { recursive: true });
  mkdirSync(join(folder, "workspace"));
  cpSync(join(repository, "action"), join(folder, "action-path/action"), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a program in the place of guardlint. */
function install(body: string): void {
  writeFileSync(
    join(folder, "action-path/dist/cli.cjs"),
    `const { writeFileSync } = require("node:fs");\nconst words = process.argv.slice(2);\n` +
      `const fileOf = (format) => words[words.indexOf("--format=" + format) + 1]?.slice("--output=".length);\n${body}`,
  );
}

/** Runs the check step as the runner does: its script in bash, its inputs as its `env` says. */
function runCheck(
  inputs: Readonly<Record<string, string>>,
  actionPath = join(folder, "action-path"),
) {
  const environment: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_ACTION_PATH: actionPath,
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
    RUNNER_TEMP: folder,
  };
  for (const [variable, expression] of checkStep?.env ?? []) {
    const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? "";
    environment[variable] = inputs[name] ?? action.defaults.get(name) ?? "";
  }
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", checkStep?.run ?? "exit 99"],
    { cwd: join(folder, "workspace"), env: environment, encoding: "utf8" },
  );
  const read = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : "";
  return { status, stdout, stderr, output: read("output"), summary: read("summary") };
}

const RECORD = `writeFileSync(${JSON.stringify("arguments.json")}, JSON.stringify(words));`;

function recorded(): readonly string[] {
  const words: unknown = JSON.parse(readFileSync(join(folder, "workspace/arguments.json"), "utf8"));
  return Array.isArray(words)
    ? words.map(String).filter((word) => !word.startsWith(`--output=${folder}`))
    : [];
}

const DEFAULTS = [
  "check",
  "--format=text",
  "--format=json",
  "--format=sarif",
  "--output=guardlint.sarif",
  "--fail-on=warning",
  "--undetermined=pass",
  "--no-inputs=fail",
  "--sarif=github",
  "--",
  ".",
];

describe("the steps", () => {
  it("hold no expression in a script, so that no input can become a command", () => {
    expect(action.steps.map((step) => step.run).filter((run) => run.includes("${{"))).toEqual([]);
  });

  it("hand every input to the check", () => {
    const handed = [...(checkStep?.env.values() ?? [])];
    expect(handed).toEqual(
      expect.arrayContaining([...action.defaults.keys()].map((name) => `\${{ inputs.${name} }}`)),
    );
    expect(handed).toHaveLength(action.defaults.size);
  });
});

describe("every input arrives", () => {
  it("as its default where it is not given", () => {
    install(RECORD);
    expect(runCheck({}).status).toBe(0);
    expect(recorded()).toEqual(DEFAULTS);
  });

  const without = (...words: readonly string[]) => DEFAULTS.filter((word) => !words.includes(word));
  it.each([
    {
      inputs: { paths: "plan.json\n  policies/ \n\n" },
      words: [...without("."), "plan.json", "policies/"],
    },
    {
      inputs: { config: "ci/guardlint.yaml" },
      words: [...DEFAULTS.slice(0, 5), "--config=ci/guardlint.yaml", ...DEFAULTS.slice(5)],
    },
    {
      inputs: { rules: "non-boolean-tag-value\nopen-endpoint-ingress" },
      words: [
        ...DEFAULTS.slice(0, 9),
        "--rule=non-boolean-tag-value",
        "--rule=open-endpoint-ingress",
        ...DEFAULTS.slice(9),
      ],
    },
    {
      inputs: { "fail-on": "note" },
      words: DEFAULTS.map((word) => (word === "--fail-on=warning" ? "--fail-on=note" : word)),
    },
    {
      inputs: { undetermined: "fail" },
      words: DEFAULTS.map((word) =>
        word === "--undetermined=pass" ? "--undetermined=fail" : word,
      ),
    },
    {
      inputs: { "no-inputs": "pass" },
      words: DEFAULTS.map((word) => (word === "--no-inputs=fail" ? "--no-inputs=pass" : word)),
    },
    {
      inputs: { sarif: "full" },
      words: DEFAULTS.map((word) => (word === "--sarif=github" ? "--sarif=full" : word)),
    },
    {
      inputs: { "sarif-file": "out/a b.sarif" },
      words: DEFAULTS.map((word) =>
        word === "--output=guardlint.sarif" ? "--output=out/a b.sarif" : word,
      ),
    },
    {
      inputs: { "sarif-file": "" },
      words: without("--format=sarif", "--output=guardlint.sarif"),
    },
    {
      inputs: { paths: "$(touch pwned); `touch pwned` ' \" && touch pwned" },
      words: [...without("."), "$(touch pwned); `touch pwned` ' \" && touch pwned"],
    },
    { inputs: { paths: "--config=/etc/passwd" }, words: [...without("."), "--config=/etc/passwd"] },
  ])("$inputs", ({ inputs, words }) => {
    install(RECORD);
    expect(runCheck(inputs).status).toBe(0);
    expect(recorded()).toEqual(words);
    expect(existsSync(join(folder, "workspace/pwned"))).toBe(false);
  });
});

describe("what the step leaves behind", () => {
  it.each([0, 1, 2, 3])("exit code %i, in the step and in its output", (code) => {
    install(`process.exitCode = ${code};`);
    const { status, output } = runCheck({});
    expect({ status, output }).toEqual({ status: code, output: `exit-code=${code}\n` });
  });

  it("names the SARIF file where one was written", () => {
    install(`writeFileSync(fileOf("sarif"), "{}"); process.exitCode = 1;`);
    const { status, output } = runCheck({ "sarif-file": "a.sarif" });
    expect({ status, output }).toEqual({
      status: 1,
      output: "exit-code=1\nsarif-file=a.sarif\n",
    });
  });

  it("takes no file of an earlier step for its own, and follows no link", () => {
    install("process.exitCode = 2;");
    const outside = join(folder, "outside");
    writeFileSync(outside, "kept");
    symlinkSync(outside, join(folder, "workspace/guardlint.sarif"));
    expect(runCheck({}).output).toBe("exit-code=2\n");
    expect(existsSync(join(folder, "workspace/guardlint.sarif"))).toBe(false);
    expect(readFileSync(outside, "utf8")).toBe("kept");
  });

  it("keeps the runner from obeying what the report quotes", () => {
    install(`console.log("::add-mask::x");`);
    const lines = runCheck({}).stdout.trimEnd().split("\n");
    const token = (lines[0] ?? "").replace("::stop-commands::", "");
    expect(lines).toEqual([`::stop-commands::${token}`, "::add-mask::x", `::${token}::`]);
    expect(token).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("writes a summary whose cells show the input and do nothing", () => {
    const report = {
      results: [
        {
          rule: "non-boolean-tag-value",
          verdict: "violated",
          level: "error",
          subject: "a|b",
          message: "<img src=x> [l](http://example.com) @team",
          location: { path: "plan.json", region: { startLine: 1, startColumn: 5 } },
        },
        { verdict: "satisfied" },
      ],
      notifications: [{ level: "error", path: "b.json", message: "it is cut off" }],
      summary: { results: { violated: 1, satisfied: 1, undetermined: 0 } },
    };
    install(
      `writeFileSync(fileOf("json"), ${JSON.stringify(JSON.stringify(report))}); process.exitCode = 2;`,
    );
    expect(runCheck({}).summary).toBe(
      [
        "## guardlint",
        "",
        "1 violated, 1 satisfied, 0 undetermined; exit code 2.",
        "",
        "| level | rule | subject | place | message |",
        "| --- | --- | --- | --- | --- |",
        "| error | non-boolean-tag-value | a&#124;b | plan.json&#58;1&#58;5 | &#60;img src=x&#62; &#91;l&#93;&#40;http&#58;&#47;&#47;example.com&#41; &#64;team |",
        "",
        "Could not be read or judged:",
        "",
        "- b.json it is cut off",
        "",
      ].join("\n"),
    );
  });

  it("says so where there is no report", () => {
    install("process.exitCode = 2;");
    expect(runCheck({}).summary).toBe(
      "## guardlint\n\nNo report: guardlint ended with exit code 2. The log says why.\n",
    );
  });
});

it("runs the program itself", () => {
  const { status, stdout, output, summary } = runCheck({ "no-inputs": "pass" }, repository);
  expect({ status, output }).toEqual({
    status: 0,
    output: "exit-code=0\nsarif-file=guardlint.sarif\n",
  });
  expect(stdout).toContain("::stop-commands::");
  expect(summary).toContain("0 violated, 0 satisfied, 0 undetermined; exit code 0.");
});

function readAction(text: string): {
  readonly defaults: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
} {
  const document = parseDocument(text);
  const inputs = document.get("inputs");
  const steps = document.getIn(["runs", "steps"]);
  return {
    defaults: new Map(
      isMap(inputs)
        ? inputs.items.map(({ key, value }) => [
            isScalar(key) ? String(key.value) : "",
            isMap(value) ? textOf(value, "default") : "",
          ])
        : [],
    ),
    steps: isSeq(steps)
      ? steps.items.filter(isMap).map((step) => {
          const env = step.get("env");
          return {
            name: textOf(step, "name"),
            run: textOf(step, "run"),
            env: new Map(
              isMap(env)
                ? env.items.map(({ key, value }) => [
                    isScalar(key) ? String(key.value) : "",
                    isScalar(value) ? String(value.value) : "",
                  ])
                : [],
            ),
          };
        })
      : [],
  };
}

function textOf(map: YAMLMap, key: string): string {
  const value = map.get(key);
  return typeof value === "string" ? value : "";
}
