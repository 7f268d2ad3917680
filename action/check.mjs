// Runs guardlint for the GitHub Action: inputs from the environment to arguments, the report to the
// log, SARIF to its file, a summary to the job, the exit code to the step. Plain JavaScript, so that
// the runner's own Node runs it.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderSummary } from "./summary.mjs";

const program = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
const folder = mkdtempSync(join(process.env.RUNNER_TEMP || tmpdir(), "guardlint-"));
const jsonFile = join(folder, "report.json");
const sarifFile = input("SARIF_FILE");

if (/[\r\n]/.test(sarifFile)) {
  console.error("guardlint: sarif-file must be one line");
  process.exit(2);
}
if (sarifFile !== "") {
  try {
    // A file of an earlier step must not pass for this run's, and a link in the repository must not
    // lead the report elsewhere.
    rmSync(sarifFile, { force: true });
  } catch (error) {
    console.error(`guardlint: cannot write ${sarifFile}: ${error.message}`);
    process.exit(2);
  }
}

// What is linted may hold lines that look like workflow commands; between these two lines the
// runner obeys none.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
const token = randomUUID();
console.log(`::stop-commands::${token}`);
const { status, error } = spawnSync(process.execPath, [program, ...checkArguments()], {
  stdio: ["ignore", "inherit", "inherit"],
});
console.log(`::${token}::`);
if (error !== undefined) {
  console.error(`guardlint: cannot start: ${error.message}`);
}
const code = status ?? 2;

append("GITHUB_OUTPUT", `exit-code=${code}\n`);
if (sarifFile !== "" && existsSync(sarifFile)) {
  append("GITHUB_OUTPUT", `sarif-file=${sarifFile}\n`);
}
const report = existsSync(jsonFile) ? JSON.parse(readFileSync(jsonFile, "utf8")) : undefined;
append("GITHUB_STEP_SUMMARY", renderSummary(report, code));
rmSync(folder, { recursive: true });
process.exitCode = code;

/** The arguments of `guardlint`; a value is always one argument, whatever it holds. */
function checkArguments() {
  const words = ["check", "--format=text", "--format=json", `--output=${jsonFile}`];
  if (sarifFile !== "") {
    words.push("--format=sarif", `--output=${sarifFile}`);
  }
  const options = [
    ["--config", input("CONFIG")],
    ["--fail-on", input("FAIL_ON")],
    ["--undetermined", input("UNDETERMINED")],
    ["--no-inputs", input("NO_INPUTS")],
    ["--sarif", input("SARIF")],
    ...lines("RULES").map((rule) => ["--rule", rule]),
  ];
  for (const [name, value] of options) {
    if (value !== "") {
      words.push(`${name}=${value}`);
    }
  }
  return [...words, "--", ...lines("PATHS")];
}

/** @param {string} name */
function input(name) {
  return (process.env[`GUARDLINT_${name}`] ?? "").trim();
}

/** @param {string} name */
function lines(name) {
  return input(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/**
 * @param {string} name
 * @param {string} text
 */
function append(name, text) {
  const file = process.env[name];
  if (file) {
    appendFileSync(file, text);
  }
}
