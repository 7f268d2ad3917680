import type { AccountOfFile } from "../estate/account.ts";
import { isConfigurationFile } from "../loaders/terraform/configuration-file.ts";
import type { JoinRequest } from "../loaders/terraform/joined/load.ts";
import type { LoadedPlan } from "../loaders/terraform/index.ts";
import type { Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Source } from "../model/place.ts";
import { boundariesOf, folderOf } from "./boundaries.ts";
import { relativePath, type Candidate } from "./discover.ts";
import type { LoadOutcome } from "./load.ts";
import type { InputOptions } from "./load-inputs.ts";

/** What became of all files, and what there is to say of how they belong together. */
export interface LoadedAll {
  readonly loaded: readonly LoadOutcome[];
  readonly notifications: readonly Notification[];
}

/** Whether a file belongs to a Terraform configuration, which is read by folders. */
export function isConfiguration({ path, named }: Candidate): boolean {
  const name = nameOf(path);
  return isConfigurationFile(name) || (named && /\.tfvars(?:\.json)?$/.test(name));
}

/**
 * Loads the Terraform configurations that files belong to, always whole roots, and puts plans
 * together with the configurations that they were made of.
 *
 * @param host - the world
 * @param loaded - the other files, plans among them
 * @param candidates - files of configurations, found or named
 * @param options - nothing outside of what they name, and of the working directory, is read
 * @param accountOfFile - the account that a file deploys to, where it does not tell itself
 * @param around - the folders of configurations below the working directory
 * @returns the outcomes, those of the plans with their configurations, and one for each further root
 */
export async function withConfigurations(
  host: Host,
  loaded: readonly LoadOutcome[],
  candidates: readonly Candidate[],
  options: Pick<InputOptions, "paths" | "variables" | "sources">,
  accountOfFile: AccountOfFile,
  around: () => readonly string[],
): Promise<LoadedAll> {
  const plans = loaded.flatMap(({ plan }) => plan ?? []);
  const sources = (options.sources ?? []).map((path) => relativePath(host.cwd, path));
  const found = candidates.filter(({ named }) => !named);
  const folders = [...new Set(found.map(({ path }) => folderOf(path)))];
  const named = candidates
    .filter((candidate) => candidate.named)
    .map(({ path }) => ({ path, folder: folderOf(path) }));
  const near = nearOf(host, plans);
  const isNeeded =
    candidates.length > 0 || sources.length > 0 || [...near.values()].some((own) => own.length > 0);
  if (!isNeeded) return { loaded, notifications: [] };
  try {
    const { joinConfigurations } = await import("../loaders/terraform/joined/load.ts");
    const request: JoinRequest = {
      folders,
      named,
      around: named.length > 0 ? around() : [],
      boundaries: [...boundariesOf(host, options.paths), ...sources],
      variables: {
        ...(options.variables ?? { values: [], files: [] }),
        environment: host.env.terraformVariables,
      },
      accountOfFile,
      plans,
      near: (plan) => near.get(plan) ?? [],
      sources,
    };
    const first = joinConfigurations(host, request);
    const { joined, alone, notifications } = first.modules.lacksYaml
      ? joinConfigurations(host, { ...request, yaml: await yamlReader() }, first.modules)
      : first;
    return {
      loaded: [
        ...loaded.map((outcome) => {
          const both = outcome.plan === undefined ? undefined : joined.get(outcome.plan);
          return both === undefined ? outcome : outcomeOf(both.document, both.sources);
        }),
        ...alone.map(({ document, sources: read }) => outcomeOf(document, read)),
      ],
      notifications,
    };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `guardlint failed on the Terraform configuration: ${what}`;
    const code = "loader-crashed";
    const crash: Notification = {
      level: "error",
      code,
      message,
      path: undefined,
      place: undefined,
    };
    return { loaded, notifications: [crash] };
  }
}

async function yamlReader(): Promise<NonNullable<JoinRequest["yaml"]>> {
  return (await import("../loaders/terraform/source/yaml/read.ts")).readYaml;
}

function outcomeOf(document: LoadedDocument, sources: readonly Source[]): LoadOutcome {
  const { notifications } = document;
  const failed = notifications.some(({ level }) => level === "error");
  return { documents: [document], notifications, sources, failed };
}

/** Where the configuration of a plan is likely to be: beside it, or where the command runs. */
function nearOf(
  host: Host,
  plans: readonly LoadedPlan[],
): ReadonlyMap<LoadedPlan, readonly string[]> {
  const holding = new Map<string, boolean>();
  const holds = (folder: string): boolean => {
    let known = holding.get(folder);
    if (known === undefined) {
      const listing = host.list(folder === "" ? "." : folder);
      known = listing.ok && listing.entries.some(({ name }) => isConfigurationFile(name));
      holding.set(folder, known);
    }
    return known;
  };
  return new Map(
    plans.map((plan) => [plan, [...new Set([folderOf(plan.source.path), ""])].filter(holds)]),
  );
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
