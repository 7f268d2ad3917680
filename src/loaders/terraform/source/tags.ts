import { entriesOf, map, open, settled, type Datum, type Entry } from "./datum.ts";
import { tooLarge } from "./env.ts";
import type { ResourceInstance } from "./resource.ts";
import { unknownLike } from "./unknown.ts";

/**
 * The tags of a resource together with those that its provider adds; undefined where nothing sets
 * any.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
export function tagsOf(resource: ResourceInstance): Datum | undefined {
  if (resource.isData) return undefined;
  const configured = resource.configured("tags");
  const own = configured === undefined ? undefined : settled(configured);
  const isSet = own !== undefined && own.kind !== "null";
  const { provider } = resource;
  if (provider === undefined && !resource.module.hasProvider) {
    if (!resource.module.isLibrary) return isSet ? own : undefined;
    const detail = "the provider, which may add tags, is configured by whoever calls the module";
    const rest = open(resource.spot, { code: "not-in-input", detail });
    if (own?.kind === "open") return own;
    const entries = own?.kind === "map" ? entriesOf(own) : [];
    return map(entries, own?.at ?? resource.spot, rest);
  }
  const added = provider?.defaultTags;
  const defaults = added === undefined ? undefined : settled(added);
  if (defaults === undefined || defaults.kind === "null") return isSet ? own : undefined;
  if (!isSet) return defaults;
  if (own.kind === "open") return unknownLike(own.at, own);
  if (own.kind !== "map") return own;
  if (!resource.module.root.work.goesOver([own, defaults])) return tooLarge(own.at);
  const merged = new Map<string, Entry>(defaults.kind === "map" ? entriesOf(defaults) : []);
  for (const [key, entry] of entriesOf(own)) merged.set(key, entry);
  const open1 =
    defaults.kind === "open" ? defaults : defaults.kind === "map" ? defaults.rest : undefined;
  return map(merged, own.at, own.rest ?? open1);
}
