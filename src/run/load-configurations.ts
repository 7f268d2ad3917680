import { isConfigurationFile } from "../loaders/terraform/configuration-file.ts";
import type { Host } from "../model/host.ts";
import { boundariesOf, folderOf } from "./boundaries.ts";
import type { Candidate } from "./discover.ts";
import type { LoadOutcome } from "./load.ts";

/** Values for Terraform's variables, as `terraform plan` takes them. */
export interface TerraformVariables {
  /** `name=value` */
  readonly values: readonly string[];
  /** Paths relative to the working directory. */
  readonly files: readonly string[];
}

/** Whether a file belongs to a Terraform configuration, which is read by folders. */
export function isConfiguration(candidate: Candidate): boolean {
  return isConfigurationFile(nameOf(candidate.path));
}

/**
 * Loads the Terraform configurations that files belong to: of one file always the whole root.
 *
 * @param host - the world
 * @param candidates - files of configurations, found or named
 * @param paths - what a person named: nothing outside of it, and of the working directory, is read
 * @param variables - what a person gives the roots' variables
 * @returns an outcome for each root
 */
export async function loadConfigurationsOf(
  host: Host,
  candidates: readonly Candidate[],
  paths: readonly string[],
  variables: TerraformVariables,
): Promise<readonly LoadOutcome[]> {
  const folders = [...new Set(candidates.map(({ path }) => folderOf(path)))];
  const boundaries = boundariesOf(host, paths);
  const { loadConfigurations } = await import("../loaders/terraform/source/load.ts");
  try {
    const environment = host.env.terraformVariables;
    const given = { ...variables, environment };
    return loadConfigurations(host, { folders, boundaries, variables: given }).map(
      ({ document, sources }): LoadOutcome => ({
        documents: [document],
        notifications: document.notifications,
        sources,
        failed: document.notifications.some(({ level }) => level === "error"),
      }),
    );
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `guardlint failed on the Terraform configuration: ${what}`;
    return [
      {
        documents: [],
        notifications: [
          { level: "error", code: "loader-crashed", message, path: undefined, place: undefined },
        ],
        sources: [],
        failed: true,
      },
    ];
  }
}

function nameOf(path: string): string {
  return path.split("/").at(-1) ?? "";
}
