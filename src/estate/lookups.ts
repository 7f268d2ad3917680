import type { Fact, Value } from "../model/value.ts";
import { compatible, type Whereabouts } from "./account.ts";
import type { Origin } from "./draft.ts";
import type { Group } from "./group.ts";
import { absentAt, attribute, field, listItems, stringFact } from "./read.ts";
import { tagSet } from "./tags.ts";

/** What a data source looks for. */
export interface Lookup {
  /** The tags that what it finds has, all of them. */
  readonly tags: readonly (readonly [key: string, value: string])[];
  /** It finds all that fit, rather than the one that does. */
  readonly many: boolean;
}

/** A draft of something that can be looked up by its tags, or of what looks it up. */
interface Findable extends Origin {
  readonly account: Value;
  readonly region: Value;
  /** What it looks for; left out where it says what it is itself. */
  readonly lookup?: Lookup | undefined;
  /** The tags that it has; left out where nothing tells them. */
  readonly tags?: (() => readonly Value[]) | undefined;
}

/** Arguments that do not narrow down what is found in a Region. */
const plainArguments: ReadonlySet<string> = new Set(["tags", "filter", "region", "timeouts"]);

/** More things that may fit than this are not told apart. */
const mostFitting = 200;

/**
 * What a data source of Terraform looks for, where that is tags alone, all of them known.
 *
 * @returns undefined where it may look for anything else
 */
export function lookupOf(body: Value, many: boolean): Lookup | undefined {
  if (body.kind !== "map" || body.rest !== undefined) return undefined;
  const keys = new Set(body.keys());
  for (const key of keys) {
    if (!plainArguments.has(key) && body.get(key).kind !== "absent") return undefined;
  }
  const tags: (readonly [string, Fact<string>])[] = [];
  // What is not written is read, and so not known.
  const written = (key: string): Value => (keys.has(key) ? body.get(key) : absentAt(body.place));
  const stated = written("tags");
  if (stated.kind === "map" && stated.rest === undefined) {
    for (const key of stated.keys()) tags.push([key, stringFact(stated.get(key))]);
  } else if (stated.kind !== "absent") return undefined;
  const filters = listItems(written("filter"));
  if (filters.rest !== undefined) return undefined;
  for (const filter of filters.items) {
    const name = stringFact(field(filter, "name"));
    const { items, rest } = listItems(attribute(filter, "values"));
    const [value, second] = items;
    if (name.state !== "known" || !name.value.startsWith("tag:")) return undefined;
    if (value === undefined || second !== undefined || rest !== undefined) return undefined;
    tags.push([name.value.slice("tag:".length), stringFact(value)]);
  }
  const known = tags.flatMap(([key, value]): Lookup["tags"] =>
    // A filter's `*` and `?` stand for other characters.
    value.state === "known" && !/[*?\\]/.test(value.value) ? [[key, value.value]] : [],
  );
  return known.length === 0 || known.length < tags.length ? undefined : { tags: known, many };
}

/**
 * Puts what is looked up by its tags together with what the input makes. A data source of one thing
 * finds one or fails, so that the only one of the input that fits is the one, wherever account and
 * Region do not contradict. Where something else may have the tags too, nothing is put together.
 *
 * @param groups - drafts by what they speak of
 * @returns the groups of what is there, and those data sources of one thing that found none of them
 */
export function foundByTags<D extends Findable>(
  groups: readonly Group<D>[],
  whereabouts: Whereabouts,
): readonly Group<D>[] {
  const lookups = groups.flatMap((group): readonly Looking<D>[] => {
    const [draft, second] = group;
    const { lookup } = draft;
    return lookup === undefined || second !== undefined ? [] : [{ group, draft, lookup }];
  });
  if (lookups.length === 0) return groups;
  const looking = new Set(lookups.map(({ group }) => group));
  const there = groups.filter((group) => !looking.has(group));
  const index = new TagIndex(there);
  const found = new Map<Group<D>, D[]>();
  const gone = new Set<Group<D>>();
  for (const { group, draft, lookup } of lookups) {
    const own = whereabouts.of([draft]);
    const near = (others: readonly Group<D>[]): readonly Group<D>[] =>
      others.filter((other) => compatible(own, whereabouts.of(other)));
    const { fitting, open } = index.fitting(lookup);
    const isTold = fitting !== undefined && open !== undefined && near(open).length === 0;
    const fits = isTold ? near(fitting) : [];
    const isFound = lookup.many ? fits.length > 0 : fits.length === 1;
    if (isFound || lookup.many) gone.add(group);
    if (!isFound) continue;
    for (const one of fits) {
      const known = found.get(one);
      if (known === undefined) found.set(one, [draft]);
      else known.push(draft);
    }
  }
  return groups.flatMap((group): readonly Group<D>[] => {
    if (gone.has(group)) return [];
    const [first, ...others] = group;
    return [[first, ...others, ...(found.get(group) ?? [])]];
  });
}

interface Looking<D> {
  readonly group: Group<D>;
  readonly draft: D;
  readonly lookup: Lookup;
}

/** Finds things by the tags that they have, or may have. */
class TagIndex<D extends Findable> {
  readonly #having = new Map<string, Group<D>[]>();
  readonly #openValues = new Map<string, Group<D>[]>();
  readonly #open = new Set<Group<D>>();
  readonly #tags = new Map<Group<D>, ReadonlyMap<string, string | undefined>>();

  constructor(groups: readonly Group<D>[]) {
    for (const group of groups) this.#add(group);
  }

  /** @returns undefined for what too many may fit */
  fitting({ tags }: Lookup): {
    readonly fitting: readonly Group<D>[] | undefined;
    readonly open: readonly Group<D>[] | undefined;
  } {
    const lists = tags.map(([key, value]) => this.#having.get(pairOf(key, value)) ?? []);
    const shortest = lists.reduce((one, other) => (other.length < one.length ? other : one));
    const unclear = tags.map(([key]) => this.#openValues.get(key) ?? []);
    const count = unclear.reduce((sum, list) => sum + list.length, this.#open.size);
    const may = (group: Group<D>): boolean =>
      tags.every(([key, value]) => this.#has(group, key, value) !== false);
    return {
      fitting:
        shortest.length > mostFitting
          ? undefined
          : shortest.filter((group) =>
              tags.every(([key, value]) => this.#has(group, key, value) === true),
            ),
      open: count > mostFitting ? undefined : [...this.#open, ...unclear.flat()].filter(may),
    };
  }

  /** Whether it has a tag; undefined where that is not known. */
  #has(group: Group<D>, key: string, value: string): boolean | undefined {
    const tags = this.#tags.get(group);
    if (tags === undefined) return undefined;
    if (tags.has(key)) {
      const own = tags.get(key);
      return own === undefined ? undefined : own === value;
    }
    return this.#open.has(group) ? undefined : false;
  }

  #add(group: Group<D>): void {
    const told = group.find(({ tags }) => tags !== undefined);
    if (told?.tags === undefined) {
      this.#open.add(group);
      return;
    }
    const { tags, rest } = tagSet(told.tags(), told.resource.place, told.document.standing);
    const own = new Map<string, string | undefined>();
    for (const { key, value } of tags) {
      const text = value.state === "known" ? value.value : undefined;
      own.set(key, text);
      if (text === undefined) append(this.#openValues, key, group);
      else append(this.#having, pairOf(key, text), group);
    }
    this.#tags.set(group, own);
    if (rest !== undefined) this.#open.add(group);
  }
}

function pairOf(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}
