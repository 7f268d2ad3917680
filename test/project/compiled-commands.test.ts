import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../../scripts/project.ts";
import { compiledFiles, loadCommands } from "../../src/compiled-commands.ts";
import { memoryHost } from "../memory-host.ts";

/** `npm ci` builds it. */
const dist = `${projectRoot}/dist`;
const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }],
});

describe("the commands that the build compiled", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "guardlint-compiled-"));
    copyFileSync(`${dist}/${compiledFiles.script}`, `${folder}/${compiledFiles.script}`);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function check(): Promise<readonly [rejected: boolean | undefined, code: number]> {
    const { dispatch, script } = loadCommands(folder);
    const code = await dispatch(["check", "."], memoryHost({ "scp/guard.json": scp }));
    return [script.cachedDataRejected, code];
  }

  it("run with the code that was kept", async () => {
    copyFileSync(`${dist}/${compiledFiles.cache}`, `${folder}/${compiledFiles.cache}`);
    expect(await check()).toEqual([false, 1]);
  });

  it("run without it", async () => {
    expect(await check()).toEqual([undefined, 1]);
  });

  it("run the same where another Node made it", async () => {
    writeFileSync(`${folder}/${compiledFiles.cache}`, "not V8's");
    expect(await check()).toEqual([true, 1]);
  });
});
