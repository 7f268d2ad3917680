/**
 * `npm run bench`: what a run costs, as ratios against bare Node and `JSON.parse` measured in the
 * same run, since absolute figures say more about the machine. Prints each figure beside its target;
 * ends with 1 only where something could not be run.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeRoot, writeTree } from "./configuration.ts";
import { printedBy } from "./bundled.ts";
import { kilobytes, megabytes, milliseconds } from "./figures.ts";
import { writtenProgram, writtenScript } from "./scripts.ts";
import { formattingTime, parsingTime } from "./parser.ts";
import { generatePlan, RESOURCES_PER_MEMBER } from "./plan.ts";
import { liveCost } from "./live.ts";
import { writeOrganization, type OrganizationSize } from "./organization.ts";
import { manyTemplates, templateCost } from "./templates.ts";
import { costOnce, medianTimes, peakMemory, timesOf, type Cost, type Subject } from "./process.ts";

const guardlint = join(import.meta.dirname, "../dist/cli.cjs");
const MEMBERS = 300;
const MODULES = 200;
const ORGANIZATION: OrganizationSize = { accounts: 5000, units: 200, rolesPerAccount: 10 };

if (existsSync(join(import.meta.dirname, "../dist/cli.cjs"))) {
  const folder = mkdtempSync(join(tmpdir(), "guardlint-bench-"));
  try {
    bench(folder);
    process.stdout.write(`${await liveCost(guardlint, folder)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  process.stderr.write("There is no dist/cli.cjs to measure: npm run build\n");
  process.exitCode = 1;
}

function bench(folder: string): void {
  const empty = put(folder, "empty.mjs", "");
  const small = put(folder, "small.json", generatePlan(1));
  const large = put(folder, "large.json", generatePlan(MEMBERS));
  const size = statSync(large).size;

  const node: Subject = { name: "node", words: [empty], codes: [0] };
  const parse: Subject = {
    name: "JSON.parse",
    words: [
      "--eval",
      'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))',
      large,
    ],
    codes: [0],
  };
  const versionOnly: Subject = { name: "--version", words: [guardlint, "--version"], codes: [0] };
  const check = (name: string, path: string): Subject => ({
    name,
    words: [guardlint, "check", "--undetermined", "pass", path],
    codes: [0, 1],
  });
  const checkLarge = check("check large plan", large);

  const script = put(folder, "script.ts", writtenScript);
  const program = put(folder, "program.ts", writtenProgram);
  const root = folderIn(folder, "root");
  writeRoot(root);
  const starts = timesOf(
    [
      node,
      versionOnly,
      check("check small plan", small),
      check("check small root", root),
      { ...check("check a script", script), codes: [3] },
      check("check a program", program),
    ],
    21,
  );
  const [bareTime = Number.NaN] = starts.medians;
  const start = (name: string, at: number, target?: number): string =>
    row(name, milliseconds(starts.medians[at]), starts.ratios[at], target, "bare node");
  const loads = timesOf([parse, checkLarge], 11);
  const [parseTime, largeTime] = loads.medians;
  const memory = peakMemory(checkLarge, folder);
  const parseMemory = peakMemory(parse, folder);

  const configurations = configurationRows(folder, bareTime, check);
  const templates = templateCost(folder, guardlint, node);
  const questions = printedBy(join(import.meta.dirname, "question-rows.ts"), folder);
  const estate = organizationCost(folder);
  const resources = MEMBERS * RESOURCES_PER_MEMBER;
  process.stdout.write(
    [
      `Node ${process.version}; small plan ${kilobytes(statSync(small).size)}, ${RESOURCES_PER_MEMBER} resources; large plan ${megabytes(size)}, ${resources} resources`,
      row("bare node", milliseconds(bareTime)),
      start("--version", 1, 1.5),
      start("check, small plan", 2, 2.5),
      start("check, small root", 3, 2),
      start("check, .ts without a library", 4, 1.5),
      start("check, small CDK program", 5),
      row("read and JSON.parse, large plan", milliseconds(parseTime)),
      row(
        "check, large plan",
        milliseconds(largeTime),
        loads.ratios[1],
        2.5,
        "read and JSON.parse",
      ),
      row(
        "check, template of 1,000 lines",
        milliseconds(templates.one),
        templates.one / templates.node,
        6,
        "bare node",
      ),
      row(`check, ${manyTemplates} templates`, milliseconds(templates.many)),
      row("peak memory of JSON.parse", megabytes(parseMemory)),
      row("peak memory of check", megabytes(memory), memory / size, 8, "the file"),
      ...configurations,
      "A question about the tag, by who answers: yes or no, and cannot tell",
      questions,
      `An organisation of ${ORGANIZATION.accounts} accounts in ${ORGANIZATION.units} classes, with ${ORGANIZATION.accounts * ORGANIZATION.rolesPerAccount} roles: ${(estate.time / 1000).toFixed(1)} s, at most 20 s; ${megabytes(estate.memory)}, at most 1000 MB`,
      "",
    ].join("\n"),
  );
}

/** A repository of Terraform configurations, and one of half its size. */
function configurationRows(
  folder: string,
  bareTime: number,
  check: (name: string, path: string) => Subject,
): readonly string[] {
  const half = folderIn(folder, "half");
  const tree = folderIn(folder, "tree");
  writeTree(half, MODULES / 2);
  const { files, size } = writeTree(tree, MODULES);
  const subject = check("check of a tree", tree);
  const [time = Number.NaN] = medianTimes([subject], 3);
  const beyond = time - bareTime;
  const memory = peakMemory(subject, folder);
  const halfMemory = peakMemory(check("check of half a tree", half), folder);
  const parsing = parsingTime(tree);
  const formatting = formattingTime(tree);
  const rate = (taken: number): string => `${(size / 1000 / taken).toFixed(1)} MB/s`;
  return [
    `A tree of ${files} .tf files, ${megabytes(size)}`,
    `${row("check, tree", milliseconds(time))}  ${verdict(beyond <= 1500)}  ${milliseconds(beyond)} beyond bare node, at most 1500 ms`,
    `${row("peak memory of check, tree", megabytes(memory))}  ${(memory / halfMemory).toFixed(2)} × half the tree`,
    row("parsing alone, from memory", rate(parsing)),
    row("terraform fmt -check, tree", formatting === undefined ? "not here" : rate(formatting)),
  ];
}

/** Everything that is known of an organisation, judged in one run. */
function organizationCost(folder: string): Cost {
  const place = folderIn(folder, "organization");
  writeOrganization(place, ORGANIZATION);
  const words = [guardlint, "check", "--quiet"];
  return costOnce({ name: "check of an organisation", words, cwd: place, codes: [0, 1] }, folder);
}

function folderIn(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

function put(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function row(name: string, figure: string, ratio?: number, target?: number, of?: string): string {
  const start = `${name.padEnd(32)} ${figure.padStart(9)}`;
  if (ratio === undefined || of === undefined) return start;
  if (target === undefined) return `${start}        ${ratio.toFixed(2)} × ${of}`;
  return `${start}  ${verdict(ratio <= target)}  ${ratio.toFixed(2)} × ${of}, at most ${target}`;
}

function verdict(met: boolean): string {
  return met ? "PASS" : "FAIL";
}
