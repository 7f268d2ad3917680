import type { Estate, EstateNode } from "../model/estate.ts";
import type { Result } from "../model/finding.ts";
import type { Host } from "../model/host.ts";
import type { Source } from "../model/place.ts";
import { discover } from "./discover.ts";
import { loadFile, type LoadOutcome } from "./load.ts";

/**
 * Loads what new source is judged against, and is not judged itself.
 *
 * @param paths - files and folders that a person named
 */
export async function loadContext(
  host: Host,
  paths: readonly string[],
): Promise<{
  readonly loaded: readonly LoadOutcome[];
  readonly notifications: ReturnType<typeof discover>["notifications"];
}> {
  const found = discover(host, paths, undefined, new Set());
  const loaded: LoadOutcome[] = [];
  for (const candidate of found.candidates) loaded.push(await loadFile(host, candidate));
  return { loaded, notifications: found.notifications };
}

/**
 * The results that are about what was given to be judged: those whose subject the judged files speak
 * of, and those that stand in them, such as a policy that opens a cluster of the context.
 *
 * @param context - the texts of the context
 */
export function withoutContext(
  results: readonly Result[],
  estate: Estate,
  context: ReadonlySet<Source>,
): readonly Result[] {
  if (context.size === 0) return results;
  const judged = new Set<string>();
  for (const { subject, place } of nodesOf(estate)) {
    if (!context.has(place.source)) judged.add(subject);
  }
  return results.filter(({ subject, place }) => !context.has(place.source) || judged.has(subject));
}

/** What is declared in the judged files has its place there, whatever the context says of it. */
function nodesOf(estate: Estate): readonly Pick<EstateNode, "subject" | "place">[] {
  const { clusters, vpcs, subnets, endpoints, securityGroups, detectors, guards, principals } =
    estate;
  return [
    ...clusters,
    ...vpcs,
    ...subnets,
    ...endpoints,
    ...securityGroups,
    ...detectors,
    ...guards,
    ...principals,
  ];
}
