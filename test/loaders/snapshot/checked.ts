import type { Report } from "../../../src/model/report.ts";
import { run } from "../../../src/run.ts";
import { collectFrom } from "../../collect/collecting.ts";
import type { Reply, StubRequest } from "../../collect/stub/wire.ts";
import type { World } from "../../collect/stub/world.ts";
import { memoryHost } from "../../memory-host.ts";

/** Answers of rules as rows: rule, verdict, subject. */
export type Row = readonly [rule: string, verdict: string, subject: string];

/** The text of the snapshot of a world. */
export async function snapshotOfWorld(
  world: World,
  instead?: (request: StubRequest) => Reply | undefined,
): Promise<string> {
  const { outcome } = await collectFrom(world, instead === undefined ? {} : { instead });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.text;
}

/** Checks files; those of the context are not judged themselves. */
export async function checked(
  files: Readonly<Record<string, string>>,
  {
    context = [],
    rules = [],
  }: { readonly context?: readonly string[]; readonly rules?: readonly string[] } = {},
): Promise<Report> {
  const paths = Object.keys(files).filter((path) => !context.includes(path));
  const { report } = await run(memoryHost(files), {
    paths,
    context,
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules,
    ignore: true,
    timing: false,
  });
  return report;
}

/** The rows of a report, in its order. */
export function rowsOf({ results }: Report): readonly Row[] {
  return results.map(({ rule, verdict, subject }) => [rule, verdict, subject]);
}
