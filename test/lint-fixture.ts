import { existsSync } from "node:fs";
import { createHost } from "../src/host.ts";
import type { ReportedResult } from "../src/model/report.ts";
import { run } from "../src/run.ts";

/**
 * Runs one rule over a fixture of its own, with the `guardlint.yaml` that stands there, if any.
 *
 * @param rule - the rule's id
 * @param name - the fixture below the rule's folder: `violated/example`
 * @returns the rule's results, the suppressed ones included
 * @throws where anything of the fixture could not be read
 */
export async function resultsOf(rule: string, name: string): Promise<readonly ReportedResult[]> {
  const folder = `fixtures/rules/${rule}/${name}`;
  const config = `${folder}/guardlint.yaml`;
  const { report } = await run(createHost(), {
    paths: [folder],
    config: existsSync(config) ? config : undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  const failures = report.notifications.filter(({ level }) => level === "error");
  if (failures.length > 0) {
    throw new Error(failures.map(({ message }) => message).join("; "));
  }
  return report.results;
}
