import { describe, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

type Files = Readonly<Record<string, string>>;

async function reportOf(
  files: Files,
  paths: readonly string[] = ["."],
): Promise<Awaited<ReturnType<typeof run>>> {
  return run(memoryHost(files), {
    paths,
    config: undefined,
    ignore: true,
    failOn: "error",
    undetermined: "pass",
    noInputs: "pass",
    rules: ["non-boolean-tag-value"],
    timing: false,
  });
}

const library = 'import * as aws from "@pulumi/aws";\n';
const cluster = 'new aws.eks.Cluster("c", { tags: { GuardDutyManaged: "ture" } });\n';

/** Findings as `path:line:column underlined text`, and what is told of the run. */
async function told(files: Files, paths?: readonly string[]): Promise<readonly string[]> {
  const { report, exitCode } = await reportOf(files, paths);
  const found = report.results
    .filter(({ verdict }) => verdict === "violated")
    .map(({ place, suppression }) => {
      const { path, region } = place;
      const where = `${path}:${String(region.startLine)}:${String(region.startColumn)}`;
      return suppression === undefined ? where : `${where} suppressed`;
    });
  const notes = report.notifications.map(({ code, path }) =>
    path === undefined ? code : `${code} ${path}`,
  );
  return [...found, ...notes, `exit ${String(exitCode)}`];
}

describe("programs among the files of a run:", () => {
  it.each<[string, Files, readonly string[]]>([
    [
      "TypeScript, with each of its endings",
      {
        "a.ts": library + cluster,
        "b.mts": library + cluster,
        "c.cts": library + cluster,
        "d.tsx": library + cluster,
      },
      ["a.ts:2:54", "b.mts:2:54", "c.cts:2:54", "d.tsx:2:54", "exit 1"],
    ],
    [
      "declarations are passed over",
      { "a.d.ts": library + cluster, "b.d.mts": library + cluster },
      ["exit 0"],
    ],
    ["what mentions no library is passed over", { "a.ts": "const x = {" }, ["exit 0"]],
    [
      "a program's own tests are passed over",
      { "a.test.ts": library + cluster, "__tests__/b.ts": library + cluster },
      ["exit 0"],
    ],
    ["packages are passed over", { "node_modules/x/a.ts": library + cluster }, ["exit 0"]],
    [
      "bundles are passed over, and that is told",
      { "a.ts": `${library}${"const x = 1;".repeat(3_000)}${cluster}` },
      ["bundle-not-read a.ts", "exit 0"],
    ],
    [
      "of a broken file the rest is judged",
      { "a.ts": `${library}const x = ;\n${cluster}` },
      ["a.ts:3:54", "malformed-typescript a.ts", "exit 2"],
    ],
    [
      "a file with a byte order mark and other line ends",
      { "a.ts": `\ufeff${library}\r\n${cluster}` },
      ["a.ts:3:54", "exit 1"],
    ],
    [
      "a comment accepts a finding",
      { "a.ts": `${library}// guardlint-ignore non-boolean-tag-value: it is a drill\n${cluster}` },
      ["a.ts:3:54 suppressed", "exit 0"],
    ],
  ])("%s", async (_, files, expected) => {
    expect(await told(files)).toEqual(expected);
  });

  it("a file that is named and is none of ours is told", async () => {
    expect(await told({ "a.ts": "export {};" }, ["a.ts"])).toEqual([
      "unknown-input a.ts",
      "exit 0",
    ]);
  });
});
