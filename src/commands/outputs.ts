import type { ReportFormat } from "../reporters/index.ts";
import type { Arguments } from "./arguments.ts";
import { list, oneOf, type Option } from "./option.ts";
import { UsageError } from "./usage-error.ts";

const formats = ["text", "json", "sarif"] as const satisfies readonly ReportFormat[];

/** One rendering of the report; on standard output where no file is named. */
export interface ReportOutput {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** `--format`, read together with {@link outputOption} by {@link readOutputs}. */
export const formatOption: Option<readonly string[]> = {
  ...list("format", formats.join("|"), "How to write the report"),
  fallback: "text",
};

/** `--output`, which belongs to the `--format` before it. */
export const outputOption: Option<readonly string[]> = list(
  "output",
  "FILE",
  "Where to write the report of the --format before it, instead of standard output",
);

/**
 * Pairs every `--output` with the `--format` before it.
 *
 * @param given - the command line
 * @returns the outputs in order; text on standard output where none was asked for
 * @throws UsageError where an `--output` has no format of its own, or two reports would go to one
 * place
 */
export function readOutputs(given: Arguments): readonly ReportOutput[] {
  const outputs: ReportOutput[] = [];
  for (const use of given.uses) {
    if (use.name === formatOption.name) {
      outputs.push({ format: oneOf(use.name, formats, use.value), file: undefined });
    } else if (use.name === outputOption.name) {
      const last = outputs.pop();
      if (last === undefined || last.file !== undefined) {
        throw new UsageError(
          `--output ${use.value ?? ""} has no --format before it`,
          undefined,
          `Write, for example, --format sarif --output ${use.value ?? "FILE"}`,
        );
      }
      outputs.push({ format: last.format, file: use.value });
    }
  }
  if (outputs.length === 0) {
    return [{ format: "text", file: undefined }];
  }
  refuseClash(outputs);
  return outputs;
}

function refuseClash(outputs: readonly ReportOutput[]): void {
  const seen = new Set<string | undefined>();
  for (const { file, format } of outputs) {
    if (seen.has(file)) {
      throw file === undefined
        ? new UsageError(
            "only one report can go to standard output",
            undefined,
            `Name a file for another: --format ${format} --output FILE`,
          )
        : new UsageError(`two reports would be written to '${file}'`);
    }
    seen.add(file);
  }
}
