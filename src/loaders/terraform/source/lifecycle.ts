import type { IgnoredChange } from "../../../model/resource.ts";
import type { Content, ModuleSource } from "./module-source.ts";
import type { Frame, Spot } from "./datum.ts";
import { placeOf } from "./value.ts";
import { writtenPath } from "./written-path.ts";

/**
 * What a resource leaves as it is once it exists.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
 */
export function ignoredChanges(content: Content, frame: Frame): readonly IgnoredChange[] {
  return content.blocks.flatMap(({ block, source }): readonly IgnoredChange[] => {
    if (block.type !== "lifecycle") return [];
    const value = block.body.attributes.find(({ name }) => name === "ignore_changes")?.value;
    const items = value?.kind === "tuple" ? value.items : value === undefined ? [] : [value];
    return items.flatMap((item): readonly IgnoredChange[] => {
      const attribute = writtenPath(item);
      const spot: Spot = { source, span: item.span, hops: [] };
      return attribute === undefined ? [] : [{ attribute, place: placeOf(spot, frame, false) }];
    });
  });
}

/** A `moved` block: addresses relative to the module that holds it. */
export interface Moved {
  readonly from: string;
  readonly to: string;
}

/** Moves of one thing after another that are followed. */
const mostMoves = 20;

/**
 * The addresses that something had before, the latest first.
 * https://developer.hashicorp.com/terraform/language/block/moved
 *
 * @param address - as it is now, relative to the module
 * @param module - whose moves are looked at
 */
export function formerAddresses(address: string, { moved }: ModuleSource): readonly string[] {
  const found: string[] = [];
  let here = before(address, moved);
  while (here !== undefined && found.length < mostMoves) {
    if (found.includes(here) || here === address) break;
    found.push(here);
    here = before(here, moved);
  }
  return found;
}

function before(address: string, moved: readonly Moved[]): string | undefined {
  for (const { from, to } of moved) {
    if (address === to) return from;
    if (address.startsWith(to) && /^[.[]/.test(address.slice(to.length))) {
      return from + address.slice(to.length);
    }
  }
  return undefined;
}
