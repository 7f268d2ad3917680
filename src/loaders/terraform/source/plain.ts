import {
  bool,
  compare,
  failure,
  nothing,
  number,
  text,
  type Datum,
  type Entry,
  type Open,
  type Spot,
} from "./datum.ts";
import { unknownLike } from "./unknown.ts";

/** A wholly known value without its places. */
export type Plain =
  string | number | boolean | null | readonly Plain[] | ReadonlyMap<string, Plain>;

/** Containers below this are not gone into. */
const deepest = 100;

/**
 * Takes the places off a value.
 *
 * @returns the first part of it that is not known, where there is one
 */
export function plainOf(value: Datum, depth = 0): { readonly plain: Plain } | Open {
  if (depth > deepest) return failure(value.at, "it is nested too deep");
  switch (value.kind) {
    case "text":
      return { plain: value.text };
    case "number":
    case "bool":
      return { plain: value.value };
    case "null":
      return { plain: null };
    case "open":
      return value;
    case "lazy":
      return plainOf(value.whole(), depth + 1);
    case "list": {
      const items: Plain[] = [];
      for (const item of value.items) {
        const made = plainOf(item, depth + 1);
        if ("kind" in made) return made;
        items.push(made.plain);
      }
      return value.rest === undefined ? { plain: items } : unknownLike(value.at, value.rest);
    }
    case "map": {
      const entries = new Map<string, Plain>();
      for (const key of [...value.entries.keys()].sort(compare)) {
        const made = plainOf(value.entries.get(key)?.value ?? value, depth + 1);
        if ("kind" in made) return made;
        entries.set(key, made.plain);
      }
      return value.rest === undefined ? { plain: entries } : unknownLike(value.at, value.rest);
    }
  }
}

/** The first part of several values that is not known, where there is one. */
export function openIn(values: readonly Datum[]): Open | undefined {
  for (const value of values) {
    const read = plainOf(value);
    if ("kind" in read) return read;
  }
  return undefined;
}

/** Whether any part of a value is sensitive. */
export function isSensitive(value: Datum, depth = 0): boolean {
  if (value.sensitive || depth > deepest) return value.sensitive;
  if (value.kind === "list") return value.items.some((item) => isSensitive(item, depth + 1));
  if (value.kind === "map") {
    return [...value.entries.values()].some((entry) => isSensitive(entry.value, depth + 1));
  }
  return false;
}

/** A value all of which stands at one place. */
export function datumOf(plain: Plain, at: Spot, sensitive = false): Datum {
  if (plain === null) return nothing(at, sensitive);
  switch (typeof plain) {
    case "string":
      return text(plain, at, sensitive);
    case "number":
      return number(plain, at, sensitive);
    case "boolean":
      return bool(plain, at, sensitive);
    default:
      if (isMap(plain)) {
        const entries = new Map<string, Entry>();
        for (const [key, value] of plain) entries.set(key, { key: at, value: datumOf(value, at) });
        return { kind: "map", entries, rest: undefined, at, sensitive };
      }
      return {
        kind: "list",
        items: plain.map((item) => datumOf(item, at)),
        rest: undefined,
        set: false,
        at,
        sensitive,
      };
  }
}

/** Whether a plain value is a map. */
export function isMap(plain: Plain): plain is ReadonlyMap<string, Plain> {
  return plain instanceof Map;
}

/** Whether a plain value is a list. */
export function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

/** Parsed JSON as a plain value. */
export function plainJson(raw: unknown, depth = 0): Plain | undefined {
  if (depth > deepest) return undefined;
  switch (typeof raw) {
    case "string":
    case "number":
    case "boolean":
      return raw;
    case "object": {
      if (raw === null) return null;
      if (Array.isArray(raw)) {
        const items = raw.map((item: unknown) => plainJson(item, depth + 1));
        return items.some((item) => item === undefined)
          ? undefined
          : items.flatMap((item) => (item === undefined ? [] : [item]));
      }
      const entries = new Map<string, Plain>();
      for (const [key, value] of Object.entries(raw)) {
        const made = plainJson(value, depth + 1);
        if (made === undefined) return undefined;
        entries.set(key, made);
      }
      return entries;
    }
    default:
      return undefined;
  }
}

/** JSON as `jsonencode` writes it: keys sorted, `<`, `>` and `&` escaped. */
export function jsonText(plain: Plain, number: (value: number) => string): string {
  if (plain === null) return "null";
  switch (typeof plain) {
    case "string":
      return JSON.stringify(plain).replace(
        /[<>&\u2028\u2029]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      );
    case "number":
      return number(plain);
    case "boolean":
      return String(plain);
    default:
      if (isMap(plain)) {
        const members = [...plain]
          .sort(([one], [other]) => compare(one, other))
          .map(([key, value]) => `${jsonText(key, number)}:${jsonText(value, number)}`);
        return `{${members.join(",")}}`;
      }
      return `[${plain.map((item) => jsonText(item, number)).join(",")}]`;
  }
}
