import type { Path, Span } from "../../model/place.ts";
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from "./grammar.ts";
import { decodeString } from "./string.ts";

/** Spans of one member of a JSON text: its value, and its key where it stands in an object. */
export interface MemberSpans {
  readonly value: Span;
  /** With the quotation marks; undefined in lists and at the root. */
  readonly key: Span | undefined;
}

/** What is wanted below one container. */
interface Wanted {
  readonly here: Path[];
  readonly below: Map<string | number, Wanted>;
  /** Where the text states it last, so far. */
  spans: MemberSpans | undefined;
}

/**
 * Finds members of a JSON text by their paths, in one pass whatever their number; what no path
 * leads into is skipped without being looked at closely. Below a path whose span is known only that
 * span is gone through.
 *
 * @param text - text that is JSON from `from` on; text after the value is ignored. In other text
 *   some members may not be found, or in part
 * @param paths - the members to find; where a key is stated twice, its last statement is found,
 *   as `JSON.parse` does
 * @param from - offset at which the JSON value, or blank space before it, starts
 * @returns offsets into `text` for every path that exists
 */
export function locatePaths(
  text: string,
  paths: Iterable<Path>,
  from = 0,
): ReadonlyMap<Path, MemberSpans> {
  const root = newWanted();
  const anchored = new Map<Span, Wanted>();
  for (const path of paths) wantedAt(root, anchored, path).here.push(path);
  const found = new Map<Path, MemberSpans>();
  for (const [span, wanted] of anchored) collect(text, wanted, span.start, found);
  if (root.here.length > 0 || root.below.size > 0) collect(text, root, from, found);
  return found;
}

/** Goes through one value, and adds what is wanted of it. */
function collect(text: string, root: Wanted, from: number, found: Map<Path, MemberSpans>): void {
  interface Frame {
    readonly wanted: Wanted;
    readonly start: number;
    readonly key: Span | undefined;
    readonly list: boolean;
    index: number;
  }
  const stack: Frame[] = [];
  let at = from;
  let wanted: Wanted | undefined = root;
  let key: Span | undefined;

  for (;;) {
    // One value starts here.
    at = skipBlank(text, at);
    const code = text.charCodeAt(at);
    const container = code === OPEN_BRACE || code === OPEN_BRACKET;
    if (container && wanted !== undefined && wanted.below.size > 0) {
      stack.push({ wanted, start: at, key, list: code === OPEN_BRACKET, index: -1 });
      at += 1;
    } else {
      const end = skipValue(text, at);
      if (wanted !== undefined) wanted.spans = { value: { start: at, end }, key };
      at = end;
    }
    // Go on to the next value, closing what ends.
    for (;;) {
      const frame = stack.at(-1);
      if (frame === undefined) {
        addStanding(root, found);
        return;
      }
      at = skipBlank(text, at);
      const next = text.charCodeAt(at);
      if (next === COMMA) {
        at += 1;
        continue;
      }
      if (next === CLOSE_BRACE || next === CLOSE_BRACKET || Number.isNaN(next)) {
        at += 1;
        stack.pop();
        const value = { start: frame.start, end: Math.min(at, text.length) };
        frame.wanted.spans = { value, key: frame.key };
        continue;
      }
      if (frame.list) {
        frame.index += 1;
        key = undefined;
        wanted = frame.wanted.below.get(frame.index);
      } else {
        const keyEnd = skipString(text, at);
        key = { start: at, end: keyEnd };
        wanted = frame.wanted.below.get(decodeKey(text, at, keyEnd));
        at = skipBlank(text, keyEnd);
        if (text.charCodeAt(at) === COLON) at += 1;
      }
      break;
    }
  }
}

/** Adds what was found, without members of objects whose own key is stated again further on. */
function addStanding(root: Wanted, found: Map<Path, MemberSpans>): void {
  const waiting = [root];
  for (let wanted = waiting.pop(); wanted !== undefined; wanted = waiting.pop()) {
    const { spans } = wanted;
    if (spans === undefined) continue;
    for (const path of wanted.here) found.set(path, spans);
    for (const below of wanted.below.values()) {
      const start = below.spans?.value.start ?? -1;
      if (start >= spans.value.start && start < spans.value.end) waiting.push(below);
    }
  }
}

/** A key that an object of a JSON text states again. */
export interface DuplicateKey {
  /** Leads to the object; one and the same for all its keys. Undefined for the root. */
  readonly container: Path | undefined;
  readonly key: string;
  /** The later statement of the key, with its quotation marks. */
  readonly span: Span;
}

/**
 * Finds keys that are stated more than once in one object, which `JSON.parse` passes over.
 *
 * @param text - text that `JSON.parse` accepts
 * @param from - offset at which the JSON value starts
 * @returns in the order of the text
 */
export function findDuplicateKeys(text: string, from = 0): readonly DuplicateKey[] {
  interface Frame {
    readonly path: Path | undefined;
    readonly keys: Set<string> | undefined;
    step: string | number;
  }
  const duplicates: DuplicateKey[] = [];
  const stack: Frame[] = [];
  let at = skipBlank(text, from);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const frame = stack.at(-1);
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (frame !== undefined && typeof frame.step === "number") frame.step += 1;
      const path = frame === undefined ? undefined : { parent: frame.path, step: frame.step };
      stack.push(
        code === OPEN_BRACE
          ? { path, keys: new Set(), step: "" }
          : { path, keys: undefined, step: -1 },
      );
      at += 1;
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
      stack.pop();
      at += 1;
      if (stack.length === 0) break;
    } else if (code === QUOTE) {
      const end = skipString(text, at);
      const next = skipBlank(text, end);
      if (frame?.keys !== undefined && text.charCodeAt(next) === COLON) {
        const key = decodeKey(text, at, end);
        if (frame.keys.has(key)) {
          duplicates.push({ container: frame.path, key, span: { start: at, end } });
        }
        frame.keys.add(key);
        frame.step = key;
        at = next + 1;
      } else {
        if (frame !== undefined && typeof frame.step === "number") frame.step += 1;
        at = end;
      }
    } else if (code === COMMA || code === COLON) {
      at += 1;
    } else {
      if (frame !== undefined && typeof frame.step === "number") frame.step += 1;
      at = skipLiteral(text, at);
    }
    at = skipBlank(text, at);
  }
  return duplicates;
}

/** Where a path leads to: below the root, or below what is known of its way. */
function wantedAt(root: Wanted, anchored: Map<Span, Wanted>, path: Path): Wanted {
  const steps: (string | number)[] = [];
  let wanted = root;
  for (let step: Path | undefined = path; step !== undefined; step = step.parent) {
    if (step.span !== undefined) {
      wanted = anchored.get(step.span) ?? newWanted();
      anchored.set(step.span, wanted);
      break;
    }
    steps.push(step.step);
  }
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index] ?? "";
    let next = wanted.below.get(step);
    if (next === undefined) {
      next = newWanted();
      wanted.below.set(step, next);
    }
    wanted = next;
  }
  return wanted;
}

function newWanted(): Wanted {
  return { here: [], below: new Map(), spans: undefined };
}

function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    // The byte order mark is no JSON, yet files start with it.
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09 || code === 0xfeff) {
      at += 1;
    } else {
      return at;
    }
  }
}

/** From an opening quotation mark to just after the closing one. */
function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}

function skipLiteral(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= 0x20) break;
  }
  return at;
}

/**
 * What neither opens nor closes anything, with some strings without escapes: a program that has just
 * started goes over it so several times faster than character by character. The count bounds what
 * the engine remembers; no part of the pattern can match in two ways.
 */
const flat = /[^"{}[\]]*(?:"[^"\\]*"[^"{}[\]]*){0,64}/y;

function skipValue(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code === QUOTE) return skipString(text, from);
  if (code !== OPEN_BRACE && code !== OPEN_BRACKET) return skipLiteral(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    flat.lastIndex = at;
    flat.test(text);
    at = flat.lastIndex;
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = skipString(text, at);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        at += 1;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth -= 1;
        at += 1;
        if (depth === 0) return at;
        break;
    }
  }
  return text.length;
}

function decodeKey(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  return inner.includes("\\") ? (decodeString(text, { start, end })?.text ?? inner) : inner;
}
