import { describe, expect, it } from "vitest";
import { deliver } from "../../src/commands/deliver.ts";
import type { ReportOutput } from "../../src/commands/outputs.ts";
import { renderJson } from "../../src/reporters/json.ts";
import { renderSarif } from "../../src/reporters/sarif.ts";
import { renderText } from "../../src/reporters/text.ts";
import { memoryHost, type MemoryHostOptions } from "../memory-host.ts";
import { fullReport } from "../reporters/sample-report.ts";

const report = fullReport();
const text = (color: boolean, width: number) => renderText(report, { color, quiet: false, width });

async function run(outputs: readonly ReportOutput[], options: MemoryHostOptions = {}) {
  const host = memoryHost({}, { columns: 120, ...options });
  const delivery = { outputs, sarif: "github", quiet: false, color: true } as const;
  const complete = await deliver(host, report, delivery);
  return { complete, ...host.output, files: Object.fromEntries(host.written) };
}

describe("a report goes where it was asked to go", () => {
  it("to standard output, in colour", async () => {
    expect(await run([{ format: "text", file: undefined }])).toEqual({
      complete: true,
      stdout: text(true, 120),
      stderr: "",
      files: {},
    });
  });

  it("to several places in one run, with neither colour nor the terminal's width in files", async () => {
    expect(
      await run([
        { format: "json", file: undefined },
        { format: "sarif", file: "out/a.sarif" },
        { format: "text", file: "a.txt" },
      ]),
    ).toEqual({
      complete: true,
      stdout: renderJson(report),
      stderr: "",
      files: {
        "/repo/out/a.sarif": renderSarif(report, { full: false }),
        "/repo/a.txt": text(false, 100),
      },
    });
  });

  it("or says that it could not, and goes to the other places all the same", async () => {
    expect(
      await run(
        [
          { format: "sarif", file: "a.sarif" },
          { format: "text", file: undefined },
        ],
        { writeFailure: "no space left on the device" },
      ),
    ).toEqual({
      complete: false,
      stdout: text(true, 120),
      stderr: "guardlint: cannot write a.sarif: no space left on the device\n",
      files: {},
    });
  });
});
