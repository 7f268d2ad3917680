import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refuseId } from "../../scripts/new-rule/files.ts";
import { withRule } from "../../scripts/new-rule/shipped-entry.ts";
import { projectRoot } from "../../scripts/project.ts";

describe("a new rule's id", () => {
  it.each(["open-door", "door-2-open"])("may be %s", (id) => {
    expect(refuseId(id)).toBeUndefined();
  });

  it.each(["", "door", "Open-Door", "open_door", "open-", "-open-door", "open--door", "../x-y"])(
    "may not be %j",
    (id) => {
      expect(refuseId(id)).toMatch(/^'.*' is not a rule id: /);
    },
  );
});

describe("the entry of a new rule in rules.yaml", () => {
  const text = "# Kept.\nrules:\n  a-rule: error\n  # Kept too.\n  c-rule: warning\n";

  it("stands in its place, and comments stay", () => {
    expect(withRule(text, "b-rule")).toBe(
      "# Kept.\nrules:\n  a-rule: error\n  b-rule: warning\n  # Kept too.\n  c-rule: warning\n",
    );
  });

  it("is refused where there is one", () => {
    expect(() => withRule(text, "a-rule")).toThrow("rules.yaml has an entry for a-rule already");
  });
});

describe("npm run new:rule", () => {
  const copied = ["src", "scripts", "test", "schema", "docs", "package.json"];
  const configuration = ["tsconfig.json", "eslint.config.ts", "vitest.config.ts", "rules.yaml"];
  const id = "sample-bad-pattern";
  let folder: string;

  const call = (
    tool: string,
    ...args: readonly string[]
  ): { code: number | null; text: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    return { code: status, text: stdout + stderr };
  };
  const modules = (path: string): string => `${projectRoot}/node_modules/${path}`;
  const newRule = (...args: readonly string[]) =>
    call(modules("tsx/dist/cli.mjs"), "scripts/new-rule.ts", ...args);

  beforeAll(() => {
    folder = mkdtempSync(`${tmpdir()}/guardlint-new-rule-`);
    for (const name of [...copied, ...configuration, ".prettierrc.json", ".prettierignore"]) {
      cpSync(`${projectRoot}/${name}`, `${folder}/${name}`, { recursive: true });
    }
    symlinkSync(modules(""), `${folder}/node_modules`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("writes a rule with everything that belongs to it, of which every check is content", () => {
    const written = newRule(id);
    expect(written.code, written.text).toBe(0);
    const files = [`src/rules/${id}.ts`, `test/rules/${id}.test.ts`];
    expect(
      [...files, `docs/rules/${id}.md`].filter((path) => !existsSync(`${folder}/${path}`)),
    ).toEqual([]);
    expect(readFileSync(`${folder}/src/rules/index.ts`, "utf8")).toContain("  sampleBadPattern,\n");

    const generated = call(modules("tsx/dist/cli.mjs"), "scripts/generate.ts", "--check");
    expect(generated.code, generated.text).toBe(0);
    const format = call(modules("prettier/bin/prettier.cjs"), "--check", ...files, "rules.yaml");
    expect(format.code, format.text).toBe(0);
    writeFileSync(
      `${folder}/tsconfig.new.json`,
      JSON.stringify({ extends: "./tsconfig.json", include: files }),
    );
    const types = call(modules("typescript/bin/tsc"), "--noEmit", "-p", "tsconfig.new.json");
    expect(types.code, types.text).toBe(0);
    const lint = call(modules("eslint/bin/eslint.js"), "--max-warnings", "0", ...files);
    expect(lint.code, lint.text).toBe(0);
    const tests = call(modules("vitest/vitest.mjs"), "run", `test/rules/${id}.test.ts`);
    expect(tests.code, tests.text).toBe(0);
  }, 120_000);

  it("writes nothing over what is there", () => {
    const again = newRule(id);
    expect(again.code).toBe(2);
    expect(again.text).toContain(`src/rules/${id}.ts`);
  }, 60_000);
});
