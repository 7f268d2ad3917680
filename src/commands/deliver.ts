import { renderText } from "../reporters/text.ts";
import type { Host } from "../model/host.ts";
import type { Report } from "../model/report.ts";
import { unreachable } from "../model/unreachable.ts";
import type { ReportOutput } from "./outputs.ts";

/** Columns of text in a file, whatever terminal the run had. */
const FILE_WIDTH = 100;

/** How reports are written. */
export interface Delivery {
  readonly outputs: readonly ReportOutput[];
  readonly sarif: "github" | "full";
  readonly quiet: boolean;
  readonly color: boolean;
}

/**
 * Writes a report in every form that was asked for, files first, so that what a pipe's reader does
 * cannot keep a file from being written.
 *
 * @param host - the world
 * @param report - what the run found
 * @param delivery - the forms
 * @returns whether every file was written; each failure is told on standard error
 */
export async function deliver(host: Host, report: Report, delivery: Delivery): Promise<boolean> {
  let complete = true;
  const ordered = [...delivery.outputs].sort(
    (a, b) => Number(a.file === undefined) - Number(b.file === undefined),
  );
  for (const output of ordered) {
    const text = await render(host, report, output, delivery);
    if (output.file === undefined) {
      host.stdout.write(text);
      continue;
    }
    const written = host.writeFile(output.file, text);
    if (!written.ok) {
      host.stderr.write(`guardlint: cannot write ${output.file}: ${written.message}\n`);
      complete = false;
    }
  }
  return complete;
}

async function render(
  host: Host,
  report: Report,
  output: ReportOutput,
  delivery: Delivery,
): Promise<string> {
  switch (output.format) {
    case "text":
      return renderText(report, {
        color: delivery.color && output.file === undefined,
        width: output.file === undefined ? host.stdout.columns : FILE_WIDTH,
        quiet: delivery.quiet,
      });
    case "json": {
      const { renderJson } = await import("../reporters/json.ts");
      return renderJson(report);
    }
    case "sarif": {
      const { renderSarif } = await import("../reporters/sarif.ts");
      return renderSarif(report, { full: delivery.sarif === "full" });
    }
    default:
      return unreachable(output.format);
  }
}
