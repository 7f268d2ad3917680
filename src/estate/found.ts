import type { LoadedDocument } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import type { Origin } from "./draft.ts";
import type { Group } from "./group.ts";
import { tagFilter, vpcFilter, type Lookup, type Trait } from "./lookups.ts";
import { stringFact } from "./read.ts";
import { tagSet } from "./tags.ts";

/** A draft of something that can be looked up, or of what looks it up. */
interface Findable extends Origin {
  readonly id: Value;
  /** What it looks for; left out where it says what it is itself. */
  readonly lookup?: Lookup | undefined;
  /** The tags that it has; left out where nothing tells them. */
  readonly ownTags?: (() => readonly Value[]) | undefined;
  /** What else it is found by. */
  readonly traits?: (() => readonly (readonly [filter: string, value: Value])[]) | undefined;
}

/**
 * Tells VPCs apart: the same text for the same one.
 *
 * @returns undefined where it may be any other as well
 */
export type VpcName = (value: Value, document: LoadedDocument) => string | undefined;

/** More things that may fit than this are not told apart. */
const mostFitting = 200;

/**
 * Puts what is looked up together with what the input makes. A data source of one thing finds one or
 * fails, so that the only one of the input that fits is the one, wherever account and Region do not
 * contradict. Where something else may fit too, nothing is put together.
 *
 * @param groups - drafts by what they speak of
 * @param vpcName - for things that lie in a VPC
 * @returns the groups of what is there, and those data sources of one thing that found none of them
 */
export function found<D extends Findable>(
  groups: readonly Group<D>[],
  whereabouts: Whereabouts,
  vpcName?: VpcName,
): readonly Group<D>[] {
  const targets = targetsById(groups);
  const looked = foundByTraits(
    groups.filter((group) => !targets.has(group)),
    whereabouts,
    vpcName,
  );
  if (targets.size === 0) return looked;
  const groupOf = new Map(looked.flatMap((group) => group.map((draft) => [draft, group] as const)));
  const more = new Map<Group<D>, D[]>();
  const alone: Group<D>[] = [];
  for (const [group, target] of targets) {
    const there = groupOf.get(target[0]);
    if (there === undefined) alone.push(group);
    else append(more, there, group[0]);
  }
  return [...joined(looked, new Set(), more), ...alone];
}

function foundByTraits<D extends Findable>(
  groups: readonly Group<D>[],
  whereabouts: Whereabouts,
  vpcName: VpcName | undefined,
): readonly Group<D>[] {
  const lookups = groups.flatMap((group): readonly Looking<D>[] => {
    const [draft, second] = group;
    const { lookup } = draft;
    return lookup === undefined || second !== undefined ? [] : [{ group, draft, lookup }];
  });
  if (lookups.length === 0) return groups;
  const looking = new Set(lookups.map(({ group }) => group));
  const there = groups.filter((group) => !looking.has(group));
  const index = new TraitIndex(there, vpcName);
  const more = new Map<Group<D>, D[]>();
  const gone = new Set<Group<D>>();
  for (const { group, draft, lookup } of lookups) {
    const own = whereabouts.of([draft]);
    const near = (others: readonly Group<D>[]): readonly Group<D>[] =>
      others.filter((other) => compatible(own, whereabouts.of(other)));
    const { fitting, open } = index.fitting(lookup, draft.document);
    const isTold = fitting !== undefined && open !== undefined && near(open).length === 0;
    const fits = isTold ? near(fitting) : [];
    const isFound = lookup.many ? fits.length > 0 : fits.length === 1;
    if (isFound || lookup.many) gone.add(group);
    if (!isFound) continue;
    for (const one of fits) append(more, one, draft);
  }
  return joined(groups, gone, more);
}

/** Data sources whose `id` is the one of something else of the input, by what it refers to. */
function targetsById<D extends Findable>(
  groups: readonly Group<D>[],
): ReadonlyMap<Group<D>, Group<D>> {
  const targets = new Map<Group<D>, Group<D>>();
  const referring = groups.flatMap((group): readonly { group: Group<D>; own: D }[] => {
    const [own, second] = group;
    const isData = second === undefined && own.resource.type.startsWith("data.");
    return isData && own.id.kind === "unknown" ? [{ group, own }] : [];
  });
  if (referring.length === 0) return targets;
  const byAddress = new Map<string, Group<D>[]>();
  for (const group of groups) {
    for (const { document, resource } of group) {
      append(byAddress, addressIn(document.source.path, resource.address), group);
    }
  }
  for (const { group, own } of referring) {
    const [reference, another] = own.id.kind === "unknown" ? own.id.references : [];
    if (reference?.attribute !== "id" || another !== undefined) continue;
    const { path } = reference.source ?? own.document.source;
    const [target, second] = byAddress.get(addressIn(path, reference.address)) ?? [];
    if (target !== undefined && second === undefined && target !== group) {
      targets.set(group, target);
    }
  }
  return targets;
}

function addressIn(path: string, address: string): string {
  return JSON.stringify([path, address]);
}

function joined<D>(
  groups: readonly Group<D>[],
  gone: ReadonlySet<Group<D>>,
  more: ReadonlyMap<Group<D>, readonly D[]>,
): readonly Group<D>[] {
  return groups.flatMap((group): readonly Group<D>[] => {
    if (gone.has(group)) return [];
    const [first, ...others] = group;
    return [[first, ...others, ...(more.get(group) ?? [])]];
  });
}

interface Looking<D> {
  readonly group: Group<D>;
  readonly draft: D;
  readonly lookup: Lookup;
}

/** Finds things by what they have, or may have. */
class TraitIndex<D extends Findable> {
  readonly #having = new Map<string, Group<D>[]>();
  readonly #openValues = new Map<string, Group<D>[]>();
  readonly #openTags = new Set<Group<D>>();
  readonly #traits = new Map<Group<D>, ReadonlyMap<string, string | undefined>>();
  readonly #vpcName: VpcName | undefined;

  constructor(groups: readonly Group<D>[], vpcName: VpcName | undefined) {
    this.#vpcName = vpcName;
    for (const group of groups) this.#add(group);
  }

  /** @returns undefined for what too many may fit, or what is not known to fit any */
  fitting(
    { traits, vpc }: Lookup,
    document: LoadedDocument,
  ): {
    readonly fitting: readonly Group<D>[] | undefined;
    readonly open: readonly Group<D>[] | undefined;
  } {
    const nowhere = { fitting: undefined, open: undefined };
    const name = vpc === undefined ? undefined : this.#vpcName?.(vpc, document);
    if (vpc !== undefined && name === undefined) return nowhere;
    const wanted: readonly Trait[] = name === undefined ? traits : [...traits, [vpcFilter, name]];
    const lists = wanted.map(([filter, value]) => this.#having.get(pairOf(filter, value)) ?? []);
    const shortest = lists.reduce((one, other) => (other.length < one.length ? other : one));
    const unclear = wanted.map(([filter]) => this.#openValues.get(filter) ?? []);
    const byTags = wanted.some(([filter]) => filter.startsWith("tag:")) ? this.#openTags : [];
    const open = [...byTags];
    for (const list of unclear) {
      if (open.length + list.length > mostFitting) return nowhere;
      open.push(...list);
    }
    const has = (group: Group<D>, [filter, value]: Trait): boolean | undefined =>
      this.#has(group, filter, value);
    return {
      fitting:
        shortest.length > mostFitting
          ? undefined
          : shortest.filter((group) => wanted.every((trait) => has(group, trait) === true)),
      open:
        open.length > mostFitting
          ? undefined
          : open.filter((group) => {
              const all = wanted.map((trait) => has(group, trait));
              return all.includes(undefined) && !all.includes(false);
            }),
    };
  }

  /** Whether it has something; undefined where that is not known. */
  #has(group: Group<D>, filter: string, value: string): boolean | undefined {
    const traits = this.#traits.get(group);
    if (traits?.has(filter) === true) {
      const own = traits.get(filter);
      return own === undefined ? undefined : own === value;
    }
    return filter.startsWith("tag:") && !this.#openTags.has(group) ? false : undefined;
  }

  #add(group: Group<D>): void {
    const own = new Map<string, string | undefined>();
    this.#traits.set(group, own);
    const add = (filter: string, text: string | undefined): void => {
      own.set(filter, text);
      if (text === undefined) append(this.#openValues, filter, group);
      else append(this.#having, pairOf(filter, text), group);
    };
    const told = group.find(({ ownTags }) => ownTags !== undefined);
    if (told?.ownTags === undefined) this.#openTags.add(group);
    else {
      const { tags, rest } = tagSet(told.ownTags(), told.resource.place, told.document.standing);
      for (const { key, value } of tags) {
        add(tagFilter(key), value.state === "known" ? value.value : undefined);
      }
      if (rest !== undefined) this.#openTags.add(group);
    }
    for (const [filter, value] of group.find(({ traits }) => traits !== undefined)?.traits?.() ??
      []) {
      const text = stringFact(value);
      if (filter === vpcFilter) add(filter, this.#vpcName?.(value, group[0].document));
      else add(filter, text.state === "known" ? text.value : undefined);
    }
  }
}

function pairOf(filter: string, value: string): string {
  return JSON.stringify([filter, value]);
}

function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}
