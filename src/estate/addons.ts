import type { Addon, Cluster } from "../model/estate.ts";
import { addonConfiguration } from "./addon-configuration.ts";
import type { Whereabouts } from "./account.ts";
import type { ClusterNames } from "./cluster-names.ts";
import { ofKind, type Draft } from "./draft.ts";
import { subjectOfGroup, tell } from "./group.ts";

/**
 * Makes add-ons, linked to their clusters.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param clusters - the clusters by their names
 */
export function linkAddons(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
  clusters: ClusterNames<Cluster>,
): readonly Addon[] {
  return ofKind(drafts, "addon").map((draft) => {
    const group = [draft] as const;
    const where = whereabouts.of(group);
    return {
      ...subjectOfGroup(group),
      ...where,
      cluster: clusters.link(draft.cluster, draft.document, where),
      name: tell(group, ({ name }) => name),
      version: tell(group, ({ version }) => version),
      get configuration() {
        return addonConfiguration(draft.configuration);
      },
      conflicts: tell(group, ({ conflicts }) => conflicts),
      standing: draft.document.standing,
    };
  });
}
