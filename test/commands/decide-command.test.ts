import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.ts";
import { memoryHost } from "../memory-host.ts";

const page = readFileSync(new URL("../../docs/decide.md", import.meta.url), "utf8");
/** The request file that the documentation shows. */
const documented = /```json\n([^]*?)```/.exec(page)?.[1] ?? "";
const oneLine = JSON.stringify(JSON.parse(documented));

async function run(
  argv: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
  stdin = "",
) {
  const host = memoryHost(files, { stdin });
  const code = await main(["decide", ...argv], host);
  return { code, ...host.output };
}

const DENIED =
  /^explicitly-denied: eks:TagResource on arn:aws:eks:eu-west-1:111122223333:cluster\/payments\n/;

describe("guardlint decide", () => {
  it("answers the request of the documentation", async () => {
    const { code, stdout, stderr } = await run(["--request", "r.json"], { "r.json": documented });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(DENIED);
    expect(stdout).toContain("r.json:17:24\n");
  });

  it("reads the request from standard input", async () => {
    const { code, stdout } = await run(["--request", "-"], {}, documented);
    expect(code).toBe(0);
    expect(stdout).toMatch(DENIED);
    expect(stdout).toContain("<stdin>:17:24\n");
  });

  it("answers JSON on request", async () => {
    const { code, stdout } = await run(["--request", "r.json", "--format", "json"], {
      "r.json": documented,
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ decision: "explicitly-denied" });
  });

  it("answers one line for each line", async () => {
    const { code, stdout, stderr } = await run(["--request", "r.jsonl"], {
      "r.jsonl": `${oneLine}\n\n${oneLine}\n`,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toEqual([
      expect.objectContaining({ decision: "explicitly-denied" }),
      expect.objectContaining({ decision: "explicitly-denied" }),
    ]);
  });

  it("answers the other lines where one is broken, and ends with 2", async () => {
    const { code, stdout } = await run(["--request", "r.jsonl"], { "r.jsonl": `{\n${oneLine}\n` });
    expect(code).toBe(2);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([{ error: { line: 1 } }, { decision: "explicitly-denied" }]);
  });
});

describe("guardlint decide says why it cannot answer", () => {
  it.each([
    {
      argv: [],
      files: {},
      says: "guardlint: decide needs a request: --request FILE\n'guardlint decide --help' says what there is.\n",
    },
    {
      argv: ["--request", "nowhere.json"],
      files: {},
      says: "guardlint: cannot read nowhere.json: no such file or directory\n",
    },
    {
      argv: ["--request", "r.json"],
      files: { "r.json": new Uint8Array([0x22, 0xff, 0x22]) },
      says: "guardlint: cannot read r.json: it is not valid UTF-8\n",
    },
  ])("$argv", async ({ argv, files, says }) => {
    expect(await run(argv, files)).toEqual({ code: 2, stdout: "", stderr: says });
  });
});
