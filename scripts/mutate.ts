/**
 * `npm run mutate [-- WORDS]`: breaks each rule of the policy language once, in a copy of the
 * project, and tells whether a test fails for it. With words, only what they are a part of. Ends
 * with 1 where something broken went unnoticed.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutation } from "./mutate/mutation.ts";
import { mutations } from "./mutate/mutations.ts";
import { projectRoot } from "./project.ts";

/** Quick ones first: most of what is broken ends there. */
const stages: readonly (readonly string[])[] = [
  [
    "test/iam/decision-tables.test.ts",
    "test/iam/partial-knowledge.test.ts",
    "test/iam/pattern.test.ts",
    "test/iam/request.test.ts",
    "test/iam/search/answers.test.ts",
    "test/iam/search/question-tables.test.ts",
    "test/iam/search/tag-guards.test.ts",
  ],
  ["test/iam"],
];

const words = process.argv.slice(2).join(" ");
const chosen = mutations.filter(({ what, file }) => `${file} ${what}`.includes(words));
const folder = mkdtempSync(join(tmpdir(), "guardlint-mutate-"));
try {
  for (const part of [
    "src",
    "test",
    "fixtures",
    "scripts",
    "bench",
    "package.json",
    "vitest.config.ts",
    "tsconfig.json",
  ])
    cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  if (!passes()) throw new Error("the tests fail without anything broken");
  const survivors = chosen.filter((mutation) => {
    const isKilled = kills(mutation);
    process.stdout.write(
      `${isKilled ? "killed  " : "SURVIVED"}  ${mutation.file}: ${mutation.what}\n`,
    );
    return !isKilled;
  });
  const killed = chosen.length - survivors.length;
  process.stdout.write(`${String(killed)} of ${String(chosen.length)} killed\n`);
  process.exitCode = survivors.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

function kills({ file, from, to, what }: Mutation): boolean {
  const path = join(folder, "src/iam", file);
  const text = readFileSync(path, "utf8");
  if (text.split(from).length !== 2) throw new Error(`${file}: not found once: ${what}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return !passes();
  } finally {
    writeFileSync(path, text);
  }
}

function passes(): boolean {
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  return stages.every((files) => {
    const words = [vitest, "run", "--bail", "1", "--testTimeout", "300000", ...files];
    return (
      spawnSync(process.execPath, words, { cwd: folder, stdio: "ignore", timeout: 600_000 })
        .status === 0
    );
  });
}
