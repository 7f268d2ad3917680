import type { Location, Report } from "../../../../src/model/report.ts";
import { run, type RunOptions } from "../../../../src/run.ts";
import { memoryHost } from "../../../memory-host.ts";

/** One resource of a plan. */
export interface PlannedResource {
  readonly address: string;
  readonly after: Readonly<Record<string, unknown>>;
  readonly unknown?: Readonly<Record<string, unknown>>;
  readonly sensitive?: Readonly<Record<string, unknown>>;
}

/** A plan as `terraform show -json` prints it. */
export function planOf(
  resources: readonly PlannedResource[],
  more: {
    /** What the root module declares; by default the resources. */
    readonly declared?: readonly string[];
    readonly calls?: Readonly<Record<string, unknown>>;
    readonly variables?: Readonly<Record<string, unknown>>;
  } = {},
): string {
  const parts = (address: string) => {
    const [type = "", name = ""] = address.replace(/^(?:module\.[^.]+\.)*/, "").split(/[.[]/);
    return { mode: "managed", type, name };
  };
  const inRoot = resources
    .map(({ address }) => address)
    .filter((address) => !address.startsWith("module."))
    .map((address) => address.replace(/\[.*\]$/, ""));
  const declared = more.declared ?? [...new Set(inRoot)];
  const variables = Object.entries(more.variables ?? {});
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: Object.fromEntries(variables.map(([name, value]) => [name, { value }])),
    resource_changes: resources.map(({ address, after, unknown = {}, sensitive = {} }) => ({
      address,
      ...parts(address),
      change: {
        actions: ["create"],
        before: null,
        after,
        after_unknown: unknown,
        after_sensitive: sensitive,
      },
    })),
    configuration: {
      root_module: {
        resources: declared.map((address) => ({ address, ...parts(address), expressions: {} })),
        module_calls: more.calls ?? {},
      },
    },
  });
}

/** A planned cluster with a tag. */
export function plannedCluster(address: string, tag: string): PlannedResource {
  const tags = { GuardDutyManaged: tag };
  return { address, after: { name: "payments", tags, tags_all: tags } };
}

/** Runs one rule over files, by default over the plan alone, in whose folder they are. */
export async function report(
  files: Readonly<Record<string, string>>,
  options: Partial<RunOptions> = {},
): Promise<Report> {
  const host = memoryHost(files, { now: "2026-11-21T12:00:00Z" });
  const outcome = await run(host, {
    paths: ["plan.json"],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: ["non-boolean-tag-value"],
    ignore: true,
    timing: false,
    ...options,
  });
  return outcome.report;
}

/** A place as `main.tf:3 what is underlined ← var.name (main.tf:1) ← …`. */
export function shown({ path, region, frame, via }: Location): string {
  const [line] = frame.lines;
  const marked = line?.text.slice(line.mark?.from, line.mark?.to) ?? "";
  const hops = via.map(({ label, location }) =>
    location === undefined
      ? ` ← ${label}`
      : ` ← ${label} (${location.path}:${String(location.region.startLine)})`,
  );
  return `${path}:${String(region.startLine)} ${marked}${hops.join("")}`;
}

/** The answers of a report. */
export function answers({ results }: Report): readonly string[] {
  return results.map(
    ({ verdict, subject, place, suppression }) =>
      `${suppression === undefined ? verdict : "suppressed"} ${subject} at ${shown(place)}`,
  );
}

/** What a report says besides. */
export function told({ notifications }: Report): readonly string[] {
  return notifications.map(({ level, code, message }) => `${level} ${code}: ${message}`);
}
