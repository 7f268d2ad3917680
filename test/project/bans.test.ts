import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/project.ts";

/** Rules that need no types, so that they can judge a text that is no file. */
const untyped = new Set([
  "@typescript-eslint/no-explicit-any",
  "@typescript-eslint/no-non-null-assertion",
  "@typescript-eslint/consistent-type-assertions",
  "@typescript-eslint/ban-ts-comment",
  "max-lines",
  "no-restricted-syntax",
  "no-warning-comments",
]);

const eslint = new ESLint({
  cwd: projectRoot,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => untyped.has(ruleId),
});

describe("in src nobody gets past the linter with", () => {
  it.each([
    ["any", "export const a: any = 1;", "@typescript-eslint/no-explicit-any"],
    [
      "a non-null assertion",
      "export const a = [1][0]!;",
      "@typescript-eslint/no-non-null-assertion",
    ],
    ["a cast", "export const a = {} as { b: 1 };", "@typescript-eslint/consistent-type-assertions"],
    [
      "a silenced compiler",
      "// @ts-ignore\nexport const a = 1;",
      "@typescript-eslint/ban-ts-comment",
    ],
    ["a default export", "export default 1;", "no-restricted-syntax"],
    ["a public function of unstated type", "export function a() {}", "no-restricted-syntax"],
    ["work left over", "// TODO: all of it\nexport const a = 1;", "no-warning-comments"],
    ["more than 400 lines", "export const a = 1;\n".repeat(401), "max-lines"],
  ])("%s", async (_, text, rule) => {
    const [result] = await eslint.lintText(`${text}\n`, {
      filePath: `${projectRoot}/src/model/some.ts`,
    });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual([rule]);
  });

  it("but `as const` is no cast", async () => {
    const [result] = await eslint.lintText("export const a = [1] as const;\n", {
      filePath: `${projectRoot}/src/model/some.ts`,
    });
    expect(result?.messages).toEqual([]);
  });
});
