import type { Place, Source } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { plainFlow } from "./plain-flow.ts";
import { PlainLines, type PlainEnd, type PlainLine } from "./plain-lines.ts";
import { PlainNodes } from "./plain-nodes.ts";
import { plainScalar } from "./plain-scalar.ts";

/**
 * Reads YAML as most people write it: one document, each scalar on its line, brackets that close on
 * the line where they open, texts after `|` and `>`, and local tags. It is read in a fraction of the
 * time that YAML as a whole takes.
 *
 * @param source - a source of syntax `yaml`
 * @param tags - as for `yamlDocuments`
 * @returns what `yamlDocuments` gives for the text, which has no problems then; undefined for every
 *   text that holds anything else, right or wrong
 */
export function plainYaml(
  source: Source,
  tags?: (tag: string) => string | undefined,
): Value | undefined {
  const { text } = source;
  const start = text.startsWith("---\n") ? 4 : 0;
  if (!onlyPlainCharacters.test(text) || hasMarker(text, start)) return undefined;
  const lines = new PlainLines(text, start);
  const read = new BlockReader(lines, new PlainNodes(source, tags)).block(-1, 0);
  return read === undefined || lines.next.line !== undefined ? undefined : read.value;
}

/** Tabs and carriage returns have a meaning of their own in YAML. */
const onlyPlainCharacters = /^[\n\x20-\x7e\xa0-\ufefe]*$/;

/** Whether a line begins or ends a document. */
function hasMarker(text: string, start: number): boolean {
  const markers = /^(?:---|\.\.\.)/gm;
  markers.lastIndex = start;
  return markers.test(text);
}

/** A value and the offset at which what holds it goes on. */
interface Reading {
  readonly value: Value;
  readonly end: number;
}

/** Where the content of an entry or an item begins. */
interface Spot {
  readonly line: string;
  readonly start: number;
}

/** Levels below this are not read here. */
const deepest = 60;

class BlockReader {
  readonly #lines: PlainLines;
  readonly #nodes: PlainNodes;

  constructor(lines: PlainLines, nodes: PlainNodes) {
    this.#lines = lines;
    this.#nodes = nodes;
  }

  /** A list or a map that begins with the next line. */
  block(outside: number, depth: number): Reading | undefined {
    const { next } = this.#lines;
    if (next.line === undefined || next.indent <= outside || depth > deepest) return undefined;
    return isItem(next)
      ? this.#list(next, next.indent, depth)
      : this.#map(next, next.indent, depth);
  }

  #map(first: Spot, column: number, depth: number): Reading | undefined {
    const entries: { readonly key: string; readonly place: Place; readonly value: Value }[] = [];
    let spot = first;
    for (;;) {
      const key = this.#key(spot);
      if (key === undefined) return undefined;
      this.#lines.take();
      const { line } = spot;
      const start = afterSpaces(line, key.end + 1);
      const value = endsAt(line, start)
        ? this.#below(column, depth)
        : this.#inline({ line, start }, column, depth);
      if (value === undefined) return undefined;
      entries.push({ key: key.text, place: key.place, value: value.value });
      const { next } = this.#lines;
      if (next.indent === column && next.line !== undefined && !isItem(next)) {
        spot = next;
        continue;
      }
      if (!closes(next, column)) return undefined;
      const { end } = value;
      return { value: this.#nodes.map(entries, { start: first.start, end }), end };
    }
  }

  #list(first: Spot, column: number, depth: number): Reading | undefined {
    const items: Value[] = [];
    let spot = first;
    for (;;) {
      const item = this.#item(spot, column, depth);
      if (item === undefined) return undefined;
      items.push(item.value);
      const { next } = this.#lines;
      if (next.indent === column && next.line !== undefined && isItem(next)) {
        spot = next;
        continue;
      }
      // A list may stand at the column of its own key.
      if (next.indent === column ? next.comment >= column : !closes(next, column)) return undefined;
      const { end } = item;
      return { value: this.#nodes.list(items, { start: first.start, end }), end };
    }
  }

  #item({ line, start: dash }: Spot, column: number, depth: number): Reading | undefined {
    const start = afterSpaces(line, dash + 1);
    if (endsAt(line, start)) {
      this.#lines.take();
      return this.block(column, depth + 1);
    }
    const spot = { line, start };
    const inner = column + start - dash;
    if (depth > deepest) return undefined;
    if (isItem(spot)) return this.#list(spot, inner, depth + 1);
    if (this.#key(spot) !== undefined) return this.#map(spot, inner, depth + 1);
    this.#lines.take();
    return this.#inline(spot, column, depth);
  }

  /** What stands below a key. */
  #below(column: number, depth: number): Reading | undefined {
    const { next } = this.#lines;
    if (next.line !== undefined && next.indent === column && isItem(next)) {
      return this.#list(next, column, depth + 1);
    }
    return this.block(column, depth + 1);
  }

  /** What stands on the line of its key or dash, or begins there. */
  #inline({ line, start }: Spot, column: number, depth: number): Reading | undefined {
    const nodes = this.#nodes;
    const tag = nodes.tagAt(line, start);
    const at = tag?.end ?? start;
    if (tag !== undefined && at === line.length) {
      const below = this.block(column, depth + 1);
      return below === undefined ? undefined : { ...below, value: nodes.tagged(tag, below.value) };
    }
    const first = line.charAt(at);
    if (first === "|" || first === ">") {
      const read = this.#text(line, at, column);
      return read === undefined ? undefined : { ...read, value: nodes.tagged(tag, read.value) };
    }
    if (first === "[" || first === "{") {
      const read = plainFlow(line, at, nodes);
      if (read === undefined || !endsAt(line, read.end)) return undefined;
      return { value: nodes.tagged(tag, read.value), end: this.#lines.after(read.end) };
    }
    const scalar = plainScalar(line, at, "block");
    if (scalar === undefined || !endsAt(line, scalar.end)) return undefined;
    const value = nodes.scalar(scalar, at, tag);
    if (value === undefined) return undefined;
    return { value: nodes.tagged(tag, value), end: this.#lines.after(scalar.end) };
  }

  /** A text after `|` or `>`, without what they can say of indentation. */
  #text(line: string, start: number, column: number): Reading | undefined {
    const [, style, chomping] = /^([|>])(-?)$/.exec(line.slice(start)) ?? [];
    const read = style === undefined ? undefined : this.#lines.takeText(column);
    if (read === undefined) return undefined;
    const { lines, end } = read;
    // Blank and further indented lines are not folded.
    if (style === ">" && lines.some((one) => one === "" || one.startsWith(" "))) return undefined;
    const text = lines.join(style === ">" ? " " : "\n") + (chomping === "-" ? "" : "\n");
    const value = this.#nodes.scalar({ text, quoted: true, end }, start);
    return value === undefined ? undefined : { value, end };
  }

  #key({
    line,
    start,
  }: Spot): { readonly text: string; readonly place: Place; readonly end: number } | undefined {
    const scalar = plainScalar(line, start, "block");
    if (scalar === undefined || !/^:(?: |$)/.test(line.slice(scalar.end, scalar.end + 2))) {
      return undefined;
    }
    const key = this.#nodes.key(scalar, start);
    return key === undefined ? undefined : { ...key, end: scalar.end };
  }
}

function isItem({ line, start }: Spot): boolean {
  const next = line.charAt(start + 1);
  return line.charAt(start) === "-" && (next === " " || next === "");
}

/** Whether nothing but a comment follows on the line. */
function endsAt(line: string, offset: number): boolean {
  const at = afterSpaces(line, offset);
  return at === line.length || (line.charAt(at) === "#" && line.charAt(at - 1) === " ");
}

/**
 * Whether a line, or the end of the text, ends what stands at a column. A comment before it that is
 * indented like its content belongs to that, and makes it longer.
 */
function closes(next: PlainLine | PlainEnd, column: number): boolean {
  if (next.indent >= column) return false;
  return next.comment < column || (next.comment === 0 && next.line === undefined);
}

function afterSpaces(line: string, start: number): number {
  let at = start;
  while (line.charAt(at) === " ") at += 1;
  return at;
}
