import type { Span } from "../../model/place.ts";
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  endOfBlank,
  endOfColon,
  endOfPlain,
  endOfString,
  endOfValue,
  notJson,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  standsAt,
  type TextUnits,
} from "./grammar.ts";

/** What is wanted of a JSON value; of a value of another kind than it speaks of, everything is. */
export type Wanted =
  | "everything"
  /** Of an object, these members, and nothing of all others. */
  | { readonly members: Members }
  /** Of a list, this of every item. */
  | { readonly items: Wanted };

export type Members = readonly (readonly [key: string, wanted: Wanted])[];

/** JSON as far as it was wanted. */
export interface Skimmed {
  /** As `JSON.parse` would make it, without the members of which nothing is wanted. */
  readonly raw: unknown;
  /** Where an item of a list stands, of whose items a part was wanted; else undefined. */
  span(list: unknown, index: number): Span | undefined;
}

/** Objects and lists that hold each other deeper than this are left to `JSON.parse`. */
const deepest = 512;

/**
 * Reads the wanted parts of a large JSON text, and makes no values of the rest. All of the text is
 * checked in the one pass over it, so that no part that nobody wants hides a defect.
 *
 * @param text - the text
 * @param units - the same text as numbers
 * @param wanted - what is wanted of the root
 * @returns undefined where the text is not JSON, or nested very deep: `JSON.parse` tells
 */
export function skimJson(text: string, units: TextUnits, wanted: Wanted): Skimmed | undefined {
  const skimmer = new Skimmer(text, units);
  const raw = skimmer.root(wanted);
  if (skimmer.failed) return undefined;
  return { raw, span: (list, index) => skimmer.span(list, index) };
}

/** Values up to this length are read once: they are few, and often there, as `["create"]`. */
const longestKept = 16;
const mostKept = 256;

/** What is made of the many objects of which nothing is wanted. */
const nothing: Readonly<Record<string, unknown>> = Object.freeze({});

class Skimmer {
  readonly #text: string;
  readonly #units: TextUnits;
  readonly #nesting = new Uint8Array(deepest);
  /** Of each list, the offsets at which its items start and end, in turns. */
  readonly #offsets = new Map<unknown, readonly number[]>();
  readonly #kept = new Map<string, unknown>();
  /** Where the next value or sign stands; {@link notJson} once something is wrong. */
  #at = 0;

  constructor(text: string, units: TextUnits) {
    this.#text = text;
    this.#units = units;
  }

  get failed(): boolean {
    return this.#at === notJson;
  }

  span(list: unknown, index: number): Span | undefined {
    const offsets = this.#offsets.get(list);
    const start = offsets?.[2 * index];
    const end = offsets?.[2 * index + 1];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  root(wanted: Wanted): unknown {
    this.#at = endOfBlank(this.#units, 0);
    const raw = this.#value(wanted, 0);
    if (!this.failed) this.#at = endOfBlank(this.#units, this.#at);
    if (this.#at !== this.#text.length) this.#at = notJson;
    return raw;
  }

  #value(wanted: Wanted, depth: number): unknown {
    const opening = this.#units[this.#at];
    if (typeof wanted === "object" && depth < deepest) {
      if ("members" in wanted) {
        if (opening === OPEN_BRACE) return this.#object(wanted.members, depth);
      } else if (opening === OPEN_BRACKET) return this.#list(wanted.items, depth);
    }
    const start = this.#at;
    if (opening === QUOTE) {
      const end = endOfPlain(this.#units, start + 1);
      if (this.#units[end] === QUOTE) {
        this.#at = end + 1;
        return this.#text.slice(start + 1, end);
      }
    }
    this.#at = endOfValue(this.#units, start, this.#nesting);
    return this.failed ? undefined : this.#parsed(start);
  }

  #object(members: Members, depth: number): unknown {
    let object: Record<string, unknown> | undefined;
    this.#at += 1;
    for (let more = !this.#closes(CLOSE_BRACE); more; more = this.#continues(CLOSE_BRACE)) {
      const member = this.#key(members);
      if (this.failed) break;
      if (member === undefined) {
        this.#at = endOfValue(this.#units, this.#at, this.#nesting);
      } else {
        const [key, wanted] = member;
        object ??= {};
        object[key] = this.#value(wanted, depth + 1);
      }
    }
    return object ?? nothing;
  }

  #list(wanted: Wanted, depth: number): unknown {
    const list: unknown[] = [];
    const offsets: number[] = [];
    this.#at += 1;
    for (let more = !this.#closes(CLOSE_BRACKET); more; more = this.#continues(CLOSE_BRACKET)) {
      offsets.push(this.#at);
      list.push(this.#value(wanted, depth + 1));
      offsets.push(this.#at);
    }
    this.#offsets.set(list, offsets);
    return list;
  }

  /** Goes from a key to its value, and says which of some members it is. */
  #key(members: Members): Members[number] | undefined {
    const units = this.#units;
    const start = this.#at + 1;
    if (units[this.#at] !== QUOTE) {
      this.#at = notJson;
      return undefined;
    }
    const end = endOfPlain(units, start);
    if (units[end] === QUOTE) {
      this.#at = endOfColon(units, end + 1);
      for (const member of members) {
        if (member[0].length === end - start && standsAt(units, start, member[0])) return member;
      }
      return undefined;
    }
    // A key may be written with escapes.
    const quoted = this.#at;
    this.#at = endOfString(units, quoted);
    if (this.failed) return undefined;
    const written = this.#parsed(quoted);
    this.#at = endOfColon(units, this.#at);
    return members.find(([key]) => key === written);
  }

  /** Goes behind the end of a container, if it stands here. */
  #closes(close: number): boolean {
    this.#at = endOfBlank(this.#units, this.#at);
    if (this.#units[this.#at] !== close) return false;
    this.#at += 1;
    return true;
  }

  /** Goes behind a comma, or behind the end of the container. */
  #continues(close: number): boolean {
    if (this.failed || this.#closes(close)) return false;
    const comma = this.#units[this.#at] === COMMA;
    this.#at = comma ? endOfBlank(this.#units, this.#at + 1) : notJson;
    return comma;
  }

  /** What stands from an offset up to here. */
  #parsed(start: number): unknown {
    const written = this.#text.slice(start, this.#at);
    if (written.length > longestKept) return JSON.parse(written);
    let value = this.#kept.get(written);
    if (value === undefined) {
      value = JSON.parse(written);
      if (this.#kept.size < mostKept) this.#kept.set(written, value);
    }
    return value;
  }
}
