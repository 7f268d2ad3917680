import { readdirSync } from "node:fs";
import { ESLint } from "eslint";
import { beforeAll, describe, expect, it } from "vitest";
import { fences, worldly } from "../../scripts/lint/fences.ts";
import { projectRoot } from "../../scripts/project.ts";

const files = readdirSync(`${projectRoot}/src`, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => path.replaceAll("\\", "/"));

/** What the linter says of a text that would be a file below `src`. */
async function problemsOf(eslint: ESLint, path: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${projectRoot}/src/${path}` });
  return (result?.messages ?? []).map(({ message, ruleId }) => `${ruleId ?? "parser"}: ${message}`);
}

describe("import fences", () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint({
      cwd: projectRoot,
      // The types of a text that is no file are not at hand, and these rules need none.
      overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
      ruleFilter: ({ ruleId }) =>
        ruleId === "guardlint/import-fences" || ruleId.startsWith("no-restricted-"),
    });
  });

  const isBehind = (file: string, of: string): boolean =>
    file === of || file === `${of}.ts` || file.startsWith(`${of}/`);
  const named = fences.map((fence) => [fence.of, fence] as const);

  it.each(named)("of src/%s match a file, and so does what they let in", (of, { may }) => {
    const empty = [of, ...may].filter((path) => !files.some((file) => isBehind(file, path)));
    expect(empty).toEqual([]);
  });

  it("stand around every file of src", () => {
    const homeless = files.filter((file) => !fences.some(({ of }) => isBehind(file, of)));
    expect(homeless).toEqual([]);
  });

  it.each(named)("of src/%s hold", async (of) => {
    const folder = !of.endsWith(".ts");
    const path = folder ? `${of}/some/thing.ts` : of;
    const up = folder ? "../".repeat(of.split("/").length + 1) : "./";
    const text = [
      `import { a } from "${up}cli.ts";`,
      `import type { b } from "${up}elsewhere/b.ts";`,
      'import { c } from "left-pad";',
      `export { d } from "${up}elsewhere/d.ts";`,
      `export * from "${up}elsewhere/e.ts";`,
      `export const f = () => import("${up}elsewhere/f.ts");`,
      `export type G = import("${up}elsewhere/g.ts").G;`,
      "",
    ].join("\n");
    const own = of === "cli.ts" ? [] : ["src/cli.ts"];
    const targets = ["b", "d", "e", "f", "g"].map((name) => `src/elsewhere/${name}.ts`);
    const reported = await problemsOf(eslint, path, text);
    expect([...reported].sort()).toEqual(
      ["left-pad", ...own, ...targets]
        .map((target) => `guardlint/import-fences: src/${of} may not import ${target}`)
        .sort(),
    );
  });

  it.each([
    ["rules/some.ts", "./other.ts", "the files of src/rules may not import each other"],
    ["rules/some.ts", "../loaders/x.ts", "src/rules may not import src/loaders/x.ts"],
    ["rules/some.ts", "../estate/x.ts", "src/rules may not import src/estate/x.ts"],
    ["loaders/x.ts", "../iam/decide.ts", "src/loaders may not import src/iam/decide.ts"],
    ["engine/x.ts", "../iam/decide.ts", "src/engine may not import src/iam/decide.ts"],
    ["reporters/x.ts", "../source/frame.ts", "src/reporters may not import src/source/frame.ts"],
    ["config/x.ts", "../rules/index.ts", "src/config may not import src/rules/index.ts"],
    ["commands/x.ts", "../host.ts", "src/commands may not import src/host.ts"],
    ["run.ts", "./commands/check.ts", "src/run may not import src/commands/check.ts"],
    ["config/x.ts", "node:fs", "src/config may not import node:fs"],
  ])("keep %s from %s", async (path, target, message) => {
    expect(await problemsOf(eslint, path, `export * from "${target}";\n`)).toEqual([
      `guardlint/import-fences: ${message}`,
    ]);
  });

  it.each([
    ["rules/index.ts", "./some.ts"],
    ["rules/some.ts", "./reading/some.ts"],
    ["loaders/terraform/x.ts", "../../iam/document.ts"],
    ["loaders/terraform/x.ts", "../plain-value.ts"],
    ["source/json/x.ts", "../../model/value.ts"],
    ["commands/x.ts", "../run.ts"],
  ])("let %s import %s", async (path, target) => {
    expect(await problemsOf(eslint, path, `export * from "${target}";\n`)).toEqual([]);
  });

  it.each([
    ["process.exit(1)", "no-restricted-globals"],
    ["console.log(1)", "no-restricted-globals"],
    ["Date.now()", "no-restricted-properties"],
    ["Math.random()", "no-restricted-properties"],
    ["new Date()", "no-restricted-syntax"],
  ])("keep %s where the host is", async (expression, rule) => {
    const text = `export const value: unknown = ${expression};\n`;
    const [problem = ""] = await problemsOf(eslint, "engine/x.ts", text);
    expect(problem).toMatch(new RegExp(`^${rule}: `));
    for (const file of worldly) {
      expect(await problemsOf(eslint, file.slice("src/".length), text)).toEqual([]);
    }
  });
});
