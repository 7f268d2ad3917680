import type { Coverage } from "../model/estate.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft } from "./draft.ts";
import { subjectOfGroup } from "./group.ts";
import { stringFact } from "./read.ts";

/**
 * Makes what GuardDuty says of clusters.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkCoverage(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
): readonly Coverage[] {
  return ofKind(drafts, "coverage").map((draft) => ({
    ...subjectOfGroup([draft]),
    ...whereabouts.of([draft]),
    cluster: stringFact(draft.cluster),
    status: stringFact(draft.status),
    issue: stringFact(draft.issue),
  }));
}
