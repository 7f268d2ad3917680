// Adds up the tests of the runner's own report and the checks of .ci/run, names what was skipped and
// what failed, and ends with `N passed, N failed`; exit code 1 where anything failed.
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const folder = process.argv[2] ?? "";
const passed = [];
const failed = [];
const skipped = [];

countTests("tests", "npm ci && npm test");
// Written by .ci/run, whatever became of them.
if (existsSync(join(folder, "aws.exit"))) countTests("aws", "npm run test:aws");
for (const line of read("checks").split("\n")) {
  const [, not, name] = /^(not )?ok - (.*)$/.exec(line) ?? [];
  if (name !== undefined) {
    (not === undefined ? passed : failed).push(name);
  }
}

for (const name of skipped) {
  console.log(`skipped: ${name}`);
}
for (const name of failed) {
  console.log(`failed: ${name}`);
}
console.log(`${passed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

/**
 * @param {string} name of the report and of the exit code
 * @param {string} command that wrote them
 */
function countTests(name, command) {
  const code = read(`${name}.exit`).trim();
  const report = parse(read(`${name}.json`));
  if (report === undefined) {
    failed.push(`${command} (exit code ${code}, no report)`);
    return;
  }
  const passedBefore = passed.length;
  const failedBefore = failed.length;
  for (const file of report.testResults) {
    const before = failed.length;
    const path = relative(process.cwd(), file.name);
    for (const test of file.assertionResults) {
      const place = { passed, failed }[test.status] ?? skipped;
      place.push(`${path}: ${test.fullName}`);
    }
    if (file.status === "failed" && failed.length === before) {
      failed.push(`${path}: ${file.message || "the file could not be run"}`);
    }
  }
  if (passed.length === passedBefore) {
    failed.push(`${command.split(" && ").at(-1)}: no test passed`);
  }
  if (code !== "0" && failed.length === failedBefore) {
    failed.push(`${command} (exit code ${code})`);
  }
}

/** @param {string} name */
function read(name) {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** @param {string} text */
function parse(text) {
  try {
    const report = JSON.parse(text);
    return Array.isArray(report.testResults) ? report : undefined;
  } catch {
    return undefined;
  }
}
