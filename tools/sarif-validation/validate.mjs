// Checks SARIF files with Microsoft's validator, with the rules of the standard and of GitHub:
//
//   node validate.mjs [--expect-failure] FILE…
//
// Ends with 0 when no file has an error or a warning; with --expect-failure, when every file has
// one. The validator itself ends with 0 either way, so what counts is the log that it writes.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const platforms = { linux: "linux", darwin: "darwin", win32: "win32" };

/** The validator's own binary: the package's wrapper would go through a shell. */
function validator() {
  const platform = platforms[process.platform];
  if (platform === undefined) throw new Error(`no validator for ${process.platform}`);
  const multitool = createRequire(import.meta.url).resolve("@microsoft/sarif-multitool");
  const binary = createRequire(multitool)(`@microsoft/sarif-multitool-${platform}`);
  if (platform !== "win32") chmodSync(binary, 0o755);
  return binary;
}

/** Errors and warnings of each file, as `{ level, rule, text }`; one start of the validator for all. */
function findings(binary, files, folder) {
  const log = join(folder, "validation.sarif");
  const ran = spawnSync(
    binary,
    [
      ...["validate", ...files.map((file) => resolve(file))],
      ...["--rule-kind", "Sarif;Gh", "--level", "Error;Warning"],
      ...["--output", log, "--log", "ForceOverwrite"],
      // Larger files than this are skipped; the validator's own default is 10 MB.
      ...["--max-file-size-in-kb", "1000000"],
    ],
    {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      // Without it the validator needs the ICU libraries of the system.
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
    },
  );
  if (ran.error !== undefined) throw ran.error;
  let run;
  try {
    run = JSON.parse(readFileSync(log, "utf8").replace(/^\uFEFF/, "")).runs[0];
  } catch {
    throw new Error(`the validator wrote no log:\n${ran.stdout}${ran.stderr}`);
  }
  // Thousands have a separator: "1,110 files scanned".
  const told = /([\d,]+) files? scanned/.exec(ran.stdout)?.[1] ?? "0";
  const scanned = Number(told.replaceAll(",", ""));
  const incomplete = run.invocations?.some(
    (invocation) => invocation.executionSuccessful === false,
  );
  if (scanned !== files.length || incomplete) {
    const notes = run.invocations?.flatMap((one) => one.toolExecutionNotifications ?? []) ?? [];
    throw new Error(
      `the validator looked at ${scanned} of ${files.length} files: ${JSON.stringify(notes)}`,
    );
  }
  const byFile = new Map(files.map((file) => [resolve(file), []]));
  for (const result of (run.results ?? []).filter(counts)) {
    const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    const own = uri.startsWith("file:") ? byFile.get(fileURLToPath(uri)) : undefined;
    if (own === undefined) throw new Error(`the validator speaks of no file: ${uri}`);
    own.push(describe(run, result));
  }
  return byFile;
}

/** A result without a level is a warning: SARIF 2.1.0, section 3.27.10. */
function counts({ level = "warning" }) {
  return level === "error" || level === "warning";
}

function describe(run, { level = "warning", ruleId, message, locations }) {
  const rule = run.tool.driver.rules?.find(({ id }) => id === ruleId);
  const template = message.text ?? rule?.messageStrings?.[message.id]?.text ?? "";
  const text = template.replace(/\{(\d+)\}/g, (whole, at) => message.arguments?.[at] ?? whole);
  const line = locations?.[0]?.physicalLocation?.region?.startLine ?? 1;
  return { level, rule: ruleId, text: `line ${line}: ${text}` };
}

const expectFailure = process.argv.includes("--expect-failure");
const files = process.argv.slice(2).filter((argument) => argument !== "--expect-failure");
if (files.length === 0) {
  console.error("usage: node validate.mjs [--expect-failure] FILE…");
  process.exit(2);
}
const missing = files.filter((file) => !existsSync(file));
if (missing.length > 0) {
  console.error(`no such file: ${missing.join(", ")}`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "guardlint-sarif-"));
try {
  const binary = validator();
  let wrong = 0;
  for (const [file, found] of findings(binary, files, folder)) {
    const errors = found.filter(({ level }) => level === "error").length;
    console.log(`${file}: ${errors} error(s), ${found.length - errors} warning(s)`);
    for (const { level, rule, text } of found) console.log(`  ${level} ${rule}: ${text}`);
    if (found.length > 0 !== expectFailure) wrong += 1;
  }
  if (wrong > 0) {
    console.error(
      expectFailure ? `${wrong} file(s) should have failed` : `${wrong} file(s) failed`,
    );
  }
  process.exitCode = wrong > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
