/**
 * `npm run fuzz:hcl [-- SEED [COUNT [FOLDER…]]]`: changes texts at random and asks both our parser
 * and `terraform fmt`, which has to be installed, whether they are HCL. Prints the texts on which
 * the two differ, and ends with 1 where there are any.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseHcl } from "../../../src/source/hcl/parse.ts";
import { mutants, samples, withPieces } from "./mutants.ts";

const [seed = "1", count = "2000", ...folders] = process.argv.slice(2);
const valid = [...samples("valid").map(({ text }) => text), ...folders.flatMap(terraformFiles)];
const texts = [
  ...valid,
  ...samples("invalid").map(({ text }) => text),
  ...mutants(withPieces(valid), Number(seed), Number(count)),
];
const refused = refusedByTerraform(texts);
let differ = 0;
for (const [index, text] of texts.entries()) {
  const [problem] = parseHcl(text).problems;
  const terraform = refused.get(index);
  if ((problem === undefined) === (terraform === undefined)) continue;
  differ += 1;
  const ours = problem === undefined ? "read whole" : `${problem.message} at ${problem.span.start}`;
  process.stdout.write(`${JSON.stringify(text)}\n  guardlint: ${ours}\n`);
  process.stdout.write(`  terraform: ${terraform ?? "read whole"}\n`);
}
process.stdout.write(
  `${texts.length} texts, ${texts.length - refused.size} of them HCL to terraform, ` +
    `${differ} judged otherwise\n`,
);
if (differ > 0) process.exitCode = 1;

function terraformFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

/** What Terraform says of each text that it refuses, by the text's index. */
function refusedByTerraform(of: readonly string[]): ReadonlyMap<number, string> {
  const folder = mkdtempSync(join(tmpdir(), "guardlint-fuzz-"));
  try {
    for (const [index, text] of of.entries()) writeFileSync(join(folder, `m${index}.tf`), text);
    const { error, stdout, stderr } = spawnSync(
      "terraform",
      ["fmt", "-check", "-list=false", "-write=false", "-no-color", "."],
      { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 30 },
    );
    if (error !== undefined) throw error;
    const said = new Map<number, string>();
    for (const [, message, index] of `${stdout}${stderr}`.matchAll(
      /^Error: (.*)\n\n {2}on m(\d+)\.tf line /gm,
    )) {
      said.set(Number(index), message ?? "");
    }
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
