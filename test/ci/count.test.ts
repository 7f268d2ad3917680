import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

const program = join(import.meta.dirname, "../../.ci/count.mjs");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guardlint-count-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const test = (fullName: string, status: string) => ({ fullName, status });
const file = (status: string, ...assertionResults: readonly object[]) => ({
  name: join(folder, "a.test.ts"),
  status,
  message: "",
  assertionResults,
});
const all = (...testResults: readonly object[]) => JSON.stringify({ testResults });

it.each([
  {
    name: "tests and checks add up",
    files: () => ({
      "tests.exit": "0",
      "tests.json": all(file("passed", test("a", "passed"), test("b", "passed"))),
      checks: "ok - npm run check\n",
    }),
    lines: ["3 passed, 0 failed"],
  },
  {
    name: "tests on a server add up with the others",
    files: () => ({
      "tests.exit": "0",
      "tests.json": all(file("passed", test("a", "passed"))),
      "aws.exit": "0",
      "aws.json": all(file("passed", test("b", "passed"))),
    }),
    lines: ["2 passed, 0 failed"],
  },
  {
    name: "tests on a server that were not run are a failure",
    files: () => ({
      "tests.exit": "0",
      "tests.json": all(file("passed", test("a", "passed"))),
      "aws.exit": "1",
    }),
    lines: ["failed: npm run test:aws (exit code 1, no report)", "1 passed, 1 failed"],
  },
  {
    name: "skipped tests are named and count for nothing",
    files: () => ({
      "tests.exit": "0",
      "tests.json": all(
        file("passed", test("a", "passed"), test("b", "skipped"), test("c", "todo")),
      ),
    }),
    lines: ["skipped: a.test.ts: b", "skipped: a.test.ts: c", "1 passed, 0 failed"],
  },
  {
    name: "a failed test is named",
    files: () => ({
      "tests.exit": "1",
      "tests.json": all(file("failed", test("a", "passed"), test("b", "failed"))),
    }),
    lines: ["failed: a.test.ts: b", "1 passed, 1 failed"],
  },
  {
    name: "a failed check is named",
    files: () => ({
      "tests.exit": "0",
      "tests.json": all(file("passed", test("a", "passed"))),
      checks: "not ok - npm run check\n",
    }),
    lines: ["failed: npm run check", "1 passed, 1 failed"],
  },
  {
    name: "a file that could not be run is a failure",
    files: () => ({
      "tests.exit": "1",
      "tests.json": all(file("passed", test("a", "passed")), file("failed")),
    }),
    lines: ["failed: a.test.ts: the file could not be run", "1 passed, 1 failed"],
  },
  {
    name: "an ending that no test explains is a failure",
    files: () => ({
      "tests.exit": "1",
      "tests.json": all(file("passed", test("a", "passed"))),
    }),
    lines: ["failed: npm ci && npm test (exit code 1)", "1 passed, 1 failed"],
  },
  {
    name: "no report is a failure",
    files: () => ({ "tests.exit": "127" }),
    lines: ["failed: npm ci && npm test (exit code 127, no report)", "0 passed, 1 failed"],
  },
  {
    name: "no test is a failure",
    files: () => ({ "tests.exit": "0", "tests.json": all() }),
    lines: ["failed: npm test: no test passed", "0 passed, 1 failed"],
  },
])("$name", ({ files, lines }) => {
  for (const [path, text] of Object.entries(files())) {
    writeFileSync(join(folder, path), text);
  }
  const { status, stdout } = spawnSync(process.execPath, [program, folder], {
    cwd: folder,
    encoding: "utf8",
  });
  expect({ status, lines: stdout.trimEnd().split("\n") }).toEqual({
    status: lines.at(-1)?.endsWith(" 0 failed") === true ? 0 : 1,
    lines,
  });
});
