import type { Place, Source, Span } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { coreValue, type PlainScalar } from "./plain-scalar.ts";
import { YamlMap } from "./yaml-map.ts";

/** A local tag before a node. */
export interface PlainTag {
  /** The key of the map that it stands for. */
  readonly key: string;
  /** Offset of what it is put before; the end of the line where that is on the next. */
  readonly end: number;
}

/** Keys longer than this have a meaning of their own in YAML. */
const longestKey = 1000;

/** Makes the values of one text. */
export class PlainNodes {
  readonly #source: Source;
  readonly #tags: ((tag: string) => string | undefined) | undefined;

  constructor(source: Source, tags: ((tag: string) => string | undefined) | undefined) {
    this.#source = source;
    this.#tags = tags;
  }

  /**
   * The tag that stands at an offset.
   *
   * @returns undefined where none does, or one that has no meaning here: what is read then as its
   *   node begins with `!`, which no node does
   */
  tagAt(line: string, start: number): PlainTag | undefined {
    if (line.charAt(start) !== "!") return undefined;
    tagName.lastIndex = start;
    const [whole, tag] = tagName.exec(line) ?? [];
    const key = tag === undefined ? undefined : this.#tags?.(tag);
    return whole === undefined || key === undefined
      ? undefined
      : { key, end: start + whole.length };
  }

  /** A value under what its tag stands for. */
  tagged(tag: PlainTag | undefined, value: Value): Value {
    if (tag === undefined) return value;
    return new YamlMap(new Map([[tag.key, { key: value.place, value }]]), [], value.place);
  }

  /** @returns undefined where the reading of the scalar takes more than this */
  scalar({ text, quoted, end }: PlainScalar, start: number, tag?: PlainTag): Value | undefined {
    if (text === "" && !quoted) return undefined;
    const value = quoted || tag !== undefined ? text : coreValue(text);
    if (value === undefined) return undefined;
    const place = this.place({ start, end });
    if (value === null) return { kind: "absent", place, sensitive: false };
    return { kind: "scalar", value, text, place, sensitive: false };
  }

  /** @returns undefined where the reading of the key takes more than this */
  key(
    { text, quoted, end }: PlainScalar,
    start: number,
  ): { readonly text: string; readonly place: Place } | undefined {
    if (text === "" || end - start > longestKey) return undefined;
    if (!quoted && (coreValue(text) ?? undefined) === undefined) return undefined;
    return { text, place: this.place({ start, end }) };
  }

  list(items: readonly Value[], span: Span): Value {
    return { kind: "list", items, rest: undefined, place: this.place(span), sensitive: false };
  }

  map(
    entries: readonly { readonly key: string; readonly place: Place; readonly value: Value }[],
    span: Span,
  ): Value {
    const byKey = new Map<string, { readonly key: Place; readonly value: Value }>();
    const duplicates: { key: string; place: Place }[] = [];
    for (const { key, place, value } of entries) {
      if (byKey.has(key)) duplicates.push({ key, place });
      byKey.set(key, { key: place, value });
    }
    return new YamlMap(byKey, duplicates, this.place(span));
  }

  place(span: Span): Place {
    return {
      source: this.#source,
      route: { kind: "span", span },
      address: undefined,
      via: [],
    };
  }
}

const tagName = /(![A-Za-z]\w*)(?: +|$)/y;
