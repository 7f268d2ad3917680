import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../../src/version.ts";

const program = join(import.meta.dirname, "../../src/cli.ts");

/** Runs shell text in which `guardlint` is the program as a process of its own. */
function shell(text: string): { status: number | null; stdout: string; stderr: string } {
  const guardlint = `guardlint() { "$NODE" --import tsx "$PROGRAM" "$@"; }`;
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--norc", "-o", "pipefail", "-c", `${guardlint}; ${text}`],
    {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], NODE: process.execPath, PROGRAM: program },
    },
  );
  return { status, stdout, stderr };
}

describe("the program as a process", () => {
  it("prints its version", () => {
    expect(shell("guardlint --version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("does not mind a reader that has gone away", () => {
    expect(shell("guardlint rules | true")).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  it("fails where its output does not fit", () => {
    expect(shell("guardlint rules > /dev/full")).toEqual({
      status: 2,
      stdout: "",
      stderr: "guardlint: cannot write the output: no space left on the device\n",
    });
  });

  it("ends with 2 for words that make no sense", () => {
    expect(shell("guardlint chekc")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "guardlint: 'chekc' is not a command\nDid you mean 'check'?\n'guardlint --help' says what there is.\n",
    });
  });
});
