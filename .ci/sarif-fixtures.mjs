// Writes the SARIF of every fixture, as code scanning gets it and in full, into a folder, and has
// Microsoft's validator judge all of it; the validator must refuse its own bad samples, or its
// silence would mean nothing. Prints `ok - …` or `not ok - …` for each of the three.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "";
const validator = "tools/sarif-validation/validate.mjs";
mkdirSync(folder, { recursive: true });

const files = [];
const failures = [];
for (const fixture of fixtures()) {
  for (const scope of ["github", "full"]) {
    const file = join(folder, `${fixture.replaceAll("/", "-")}-${scope}.sarif`);
    const config = join(fixture, "guardlint.yaml");
    const words = ["check", "--no-inputs=pass", "--format=sarif", `--output=${file}`];
    words.push(`--sarif=${scope}`, ...(existsSync(config) ? [`--config=${config}`] : []), fixture);
    const { status, stderr } = spawnSync(process.execPath, ["dist/cli.cjs", ...words], {
      encoding: "utf8",
    });
    if (status === null || !existsSync(file)) {
      failures.push(`${fixture}: exit code ${status} ${stderr}`);
    } else {
      files.push(file);
    }
  }
}
for (const failure of failures) {
  console.log(failure);
}
say(
  failures.length === 0 && files.length > 0,
  `guardlint writes the SARIF of every fixture (${files.length} files)`,
);
say(
  files.length > 0 && ended([validator, ...files]) === 0,
  "the validator finds neither an error nor a warning in the SARIF of any fixture",
);
const bad = readdirSync("tools/sarif-validation").filter((name) => /^bad.*\.sarif$/.test(name));
say(
  bad.length > 0 &&
    ended([
      validator,
      "--expect-failure",
      ...bad.map((name) => join("tools/sarif-validation", name)),
    ]) === 0,
  "the validator refuses every bad SARIF file",
);

/** The folders that hold one case each: `rules/<id>/<verdict>/<case>`, and `<kind>/<case>` elsewhere. */
function fixtures() {
  return folders("fixtures").flatMap((kind) =>
    kind === "fixtures/rules" ? folders(kind).flatMap(folders).flatMap(folders) : folders(kind),
  );
}

/** @param {string} path */
function folders(path) {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${path}/${entry.name}`)
    .sort();
}

/** @param {string[]} words */
function ended(words) {
  return spawnSync(process.execPath, words, { stdio: ["ignore", "inherit", "inherit"] }).status;
}

/**
 * @param {boolean} holds
 * @param {string} name
 */
function say(holds, name) {
  console.log(`${holds ? "ok" : "not ok"} - ${name}`);
  if (!holds) {
    process.exitCode = 1;
  }
}
