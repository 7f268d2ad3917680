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
  type Piece,
  type Spot,
} from "./datum.ts";
import { unknownLike } from "./unknown.ts";

/** Containers below this are not read. */
const deepest = 200;

/** Stands in the text for what is not known. */
const hole = "\ufffc";

/** A text whose every character leads back to where it is written. */
interface Written {
  readonly text: string;
  /** By the offset at which each piece starts in the text. */
  readonly starts: readonly number[];
  readonly pieces: readonly Piece[];
  readonly holes: ReadonlyMap<number, Open>;
}

/**
 * Reads a text as JSON, of which strings and whole values may be unknown.
 *
 * @param datum - a text, or one of which parts are known
 * @returns every part with its own place; undefined where it is no JSON
 */
export function jsonIn(datum: Extract<Datum, { kind: "text" | "open" }>): Datum | undefined {
  if (datum.document?.datum !== undefined) return datum.document.datum;
  const pieces =
    datum.pieces ??
    (datum.kind === "text"
      ? [{ kind: "text", text: datum.text, at: datum.at, offsets: undefined, made: true } as const]
      : []);
  const written = writtenOf(pieces);
  if (!/^\ufeff?\s*[[{]/.test(written.text)) return undefined;
  const value = new Reader(written, datum.sensitive, datum.at).whole();
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

function writtenOf(pieces: readonly Piece[]): Written {
  const starts: number[] = [];
  const holes = new Map<number, Open>();
  let content = "";
  for (const piece of pieces) {
    starts.push(content.length);
    if (piece.kind === "open") {
      holes.set(content.length, piece.open);
      content += hole;
    } else content += piece.text;
  }
  return { text: content, starts, pieces, holes };
}

/** What is not JSON. */
class Malformed {
  readonly malformed = true;
}

class Reader {
  readonly #written: Written;
  readonly #text: string;
  readonly #sensitive: boolean;
  readonly #whole: Spot;
  #at = 0;

  constructor(written: Written, sensitive: boolean, whole: Spot) {
    this.#written = written;
    this.#text = written.text;
    this.#sensitive = sensitive;
    this.#whole = whole;
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
    const at = this.#spot(start, this.#at);
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
    const spot = this.#spot(start, this.#at);
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
    const at = this.#spot(start, this.#at);
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
    const at = this.#spot(start, this.#at);
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

  /** Where a stretch of the text is written; a stretch over several files stands at its start. */
  #spot(start: number, end: number): Spot {
    const first = this.#source(start, false);
    const last = this.#source(end - 1, true);
    if (first.at.source !== last.at.source || last.offset <= first.offset) {
      return { ...first.at, span: { start: first.offset, end: first.end } };
    }
    return { ...first.at, span: { start: first.offset, end: last.offset } };
  }

  #source(offset: number, behind: boolean): { at: Spot; offset: number; end: number } {
    const { starts, pieces } = this.#written;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    if (piece === undefined) {
      const { span } = this.#whole;
      return { at: this.#whole, offset: behind ? span.end : span.start, end: span.end };
    }
    const at = piece.kind === "open" ? piece.open.at : piece.at;
    if (piece.kind === "open" || piece.made) {
      return { at, offset: behind ? at.span.end : at.span.start, end: at.span.end };
    }
    const inside = offset - (starts[low] ?? 0);
    const written = piece.offsets?.[inside] ?? at.span.start + inside;
    return { at, offset: behind ? written + 1 : written, end: at.span.end };
  }
}
