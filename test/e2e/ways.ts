import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createHost } from "../../src/host.ts";
import type { Host } from "../../src/model/host.ts";
import type { Report } from "../../src/model/report.ts";
import { run } from "../../src/run.ts";

/** A configuration and a plan of it. */
export interface Configuration {
  readonly plan: string;
  /** The folder of its root module. */
  readonly root: string;
  /** Values that its variables had for the plan, beyond their defaults. */
  readonly variables: readonly string[];
}

/** What a rule says of a subject, by its rule and subject. */
export type Verdicts = ReadonlyMap<string, string>;

/** The three ways to read a configuration. */
export interface Ways {
  readonly source: Report;
  readonly plan: Report;
  readonly both: Report;
}

/** The folders below one that hold a plan and a root module. */
export function foldersWithBoth(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const here = names.includes("plan.json") && names.some((name) => name.endsWith(".tf"));
  return [
    ...(here ? [folder] : []),
    ...entries
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => foldersWithBoth(join(folder, name))),
  ];
}

/** Reads a configuration in all three ways. */
export async function readInAllWays({ plan, root, variables }: Configuration): Promise<Ways> {
  const host = createHost();
  return {
    source: await lint(host, { paths: [join(root, "main.tf")], variables }),
    plan: await lint(withoutConfigurations(host), { paths: [plan] }),
    both: await lint(host, { paths: [plan], sources: [root] }),
  };
}

/** A host on which no configuration lies beside a plan. */
function withoutConfigurations(host: Host): Host {
  return {
    ...host,
    list: (path) => {
      const listing = host.list(path);
      return listing.ok
        ? { ok: true, entries: listing.entries.filter(({ name }) => !name.endsWith(".tf")) }
        : listing;
    },
    readFile: (path) => host.readFile(path),
    status: (path) => host.status(path),
    stdin: () => host.stdin(),
    now: () => host.now(),
    monotonic: () => host.monotonic(),
  };
}

async function lint(
  host: Host,
  asked: {
    readonly paths: readonly string[];
    readonly sources?: readonly string[];
    readonly variables?: readonly string[];
  },
): Promise<Report> {
  const { report } = await run(host, {
    paths: asked.paths,
    sources: asked.sources ?? [],
    variables: { values: asked.variables ?? [], files: [] },
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [],
    ignore: true,
    timing: false,
  });
  return report;
}

/** The verdicts of a report. */
export function verdictsOf({ results }: Report): Verdicts {
  return new Map(results.map(({ rule, subject, verdict }) => [`${rule} ${subject}`, verdict]));
}
