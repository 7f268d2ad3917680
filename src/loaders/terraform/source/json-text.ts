import { decodeString } from "../../../source/json/string.ts";
import {
  bool,
  nothing,
  number,
  open,
  text,
  type Datum,
  type Entry,
  type MapDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import { unknownLike } from "./unknown.ts";
import { WrittenText } from "./written-text.ts";

/** Containers below this are not read. */
const deepest = 200;

/**
 * Reads a text as JSON, of which strings and whole values may be unknown.
 *
 * @param datum - a text, or one of which parts are known
 * @returns every part with its own place; undefined where it is no JSON
 */
export function jsonIn(datum: Extract<Datum, { kind: "text" | "open" }>): Datum | undefined {
  if (datum.document?.datum !== undefined) return datum.document.datum;
  const written = new WrittenText(datum);
  if (!/^\ufeff?\s*[[{]/.test(written.text)) return undefined;
  const value = new Reader(written, datum.sensitive).whole();
  return value === undefined ? undefined : { ...value, sensitive: datum.sensitive };
}

/** How many characters there are to read, where a value or the items of a list are read as JSON. */
export function jsonLength(datum: Datum): number {
  if (datum.kind === "list") return datum.items.reduce((sum, item) => sum + jsonLength(item), 0);
  if (datum.kind !== "text" && datum.kind !== "open") return 0;
  if (datum.document !== undefined) return 0;
  if (datum.kind === "text") return datum.text.length;
  let length = 0;
  for (const piece of datum.pieces ?? []) length += piece.kind === "text" ? piece.text.length : 1;
  return length;
}

/** What is not JSON. */
class Malformed {
  readonly malformed = true;
}

class Reader {
  readonly #written: WrittenText;
  readonly #text: string;
  readonly #sensitive: boolean;
  #at = 0;

  constructor(written: WrittenText, sensitive: boolean) {
    this.#written = written;
    this.#text = written.text;
    this.#sensitive = sensitive;
    if (this.#text.startsWith("\ufeff")) this.#at = 1;
  }

  whole(): Datum | undefined {
    const value = this.#value(0);
    if (value instanceof Malformed) return undefined;
    this.#blanks();
    return this.#at === this.#text.length ? value : undefined;
  }

  #blanks(): void {
    while (" \t\r\n".includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) {
      this.#at += 1;
    }
  }

  #value(depth: number): Datum | Malformed {
    this.#blanks();
    const start = this.#at;
    const unknown = this.#written.holes.get(start);
    if (unknown !== undefined) {
      this.#at += 1;
      const document = unknown.document?.datum;
      return document ?? { ...unknown, document: undefined };
    }
    if (depth > deepest) return new Malformed();
    switch (this.#text.charAt(start)) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #scalar(): Datum | Malformed {
    const start = this.#at;
    const pattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
    pattern.lastIndex = start;
    const [word] = pattern.exec(this.#text) ?? [];
    if (word === undefined) return new Malformed();
    this.#at += word.length;
    const at = this.#written.spot(start, this.#at);
    if (word === "null") return nothing(at, this.#sensitive);
    if (word === "true" || word === "false") return bool(word === "true", at, this.#sensitive);
    return number(Number(word), at, this.#sensitive);
  }

  #string(): Datum | Malformed {
    const start = this.#at;
    let at = start + 1;
    let unknown: Open | undefined;
    for (; this.#text.charAt(at) !== '"'; at += 1) {
      if (at >= this.#text.length || this.#text.charAt(at) === "\n") return new Malformed();
      if (this.#text.charAt(at) === "\\") at += 1;
      else if (unknown === undefined) unknown = this.#written.holes.get(at);
    }
    this.#at = at + 1;
    const spot = this.#written.spot(start, this.#at);
    if (unknown !== undefined) return unknownLike(spot, unknown);
    const decoded = decodeString(this.#text, { start, end: this.#at });
    return decoded === undefined ? new Malformed() : text(decoded.text, spot, this.#sensitive);
  }

  #array(depth: number): Datum | Malformed {
    const start = this.#at;
    this.#at += 1;
    const items: Datum[] = [];
    this.#blanks();
    while (this.#text.charAt(this.#at) !== "]") {
      if (items.length > 0 && !this.#take(",")) return new Malformed();
      const item = this.#value(depth + 1);
      if (item instanceof Malformed) return item;
      items.push(item);
      this.#blanks();
    }
    this.#at += 1;
    const at = this.#written.spot(start, this.#at);
    return { kind: "list", items, rest: undefined, set: false, at, sensitive: this.#sensitive };
  }

  #object(depth: number): Datum | Malformed {
    const start = this.#at;
    this.#at += 1;
    const entries = new Map<string, Entry>();
    const duplicates: { readonly key: string; readonly at: Spot }[] = [];
    let rest: Open | undefined;
    let first = true;
    this.#blanks();
    while (this.#text.charAt(this.#at) !== "}") {
      if (!first && !this.#take(",")) return new Malformed();
      first = false;
      this.#blanks();
      if (this.#text.charAt(this.#at) !== '"') return new Malformed();
      const key = this.#string();
      if (key instanceof Malformed || !this.#take(":")) return new Malformed();
      const value = this.#value(depth + 1);
      if (value instanceof Malformed) return value;
      if (key.kind === "text") {
        if (entries.has(key.text)) duplicates.push({ key: key.text, at: key.at });
        entries.set(key.text, { key: key.at, value });
      } else if (key.kind === "open") {
        rest ??= open(key.at, {
          code: key.code,
          detail: key.detail,
          because: key.because ?? key.at,
        });
      }
      this.#blanks();
    }
    this.#at += 1;
    const at = this.#written.spot(start, this.#at);
    const made: MapDatum = {
      kind: "map",
      entries,
      rest,
      at,
      sensitive: this.#sensitive,
      ...(duplicates.length > 0 ? { duplicates } : {}),
    };
    return made;
  }

  #take(sign: string): boolean {
    this.#blanks();
    if (this.#text.charAt(this.#at) !== sign) return false;
    this.#at += 1;
    return true;
  }
}
