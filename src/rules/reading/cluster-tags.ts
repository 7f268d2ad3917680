import type { Cluster } from "../../model/estate.ts";

/** What the documents say of the tags of a cluster. */
export interface ClusterTags {
  /** In the order of the documents; the value is undefined where it is not known. */
  readonly told: readonly { readonly key: string; readonly value: string | undefined }[];
  /** Whether there may be further ones. */
  readonly rest: boolean;
}

/**
 * The tags in force: what is declared counts before what is observed, and the first document that
 * states all tags closes the list.
 *
 * @param cluster - a cluster of the estate
 * @param except - a tag that is left out
 */
export function clusterTagsOf({ tagSets }: Cluster, except: string): ClusterTags {
  const told = new Map<string, string | undefined>();
  for (const { tags, rest } of tagSets) {
    for (const { key, value } of tags) {
      if (key === except || told.has(key)) continue;
      const shown = value.state === "known" && !value.sensitive;
      told.set(key, shown ? value.value : undefined);
    }
    if (rest === undefined) return { told: listed(told), rest: false };
  }
  return { told: listed(told), rest: true };
}

function listed(told: ReadonlyMap<string, string | undefined>): ClusterTags["told"] {
  return [...told].map(([key, value]) => ({ key, value }));
}
