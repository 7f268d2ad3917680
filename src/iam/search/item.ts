import { isMultivalued } from "../context.ts";
import type { PatternPart } from "../pattern.ts";
import type { Piece, Template } from "../variables.ts";
import type { Comparison, Meaning } from "./comparison.ts";
import type { Formula } from "./formula.ts";
import type { KeyReading, TextView } from "./reading.ts";

/** Gives how the requests come by the value of a condition key, by its name in lower case. */
export type Keys = (key: string) => KeyReading;

/** What became of a template: texts, the same for every request, or something that depends on it. */
export type Item =
  | { readonly kind: "meaning"; readonly meaning: Meaning }
  /** A variable in it is never resolved: it stands for no text. */
  | { readonly kind: "dead" }
  | { readonly kind: "open" }
  | { readonly kind: "dependent"; readonly pieces: readonly Bound[] }
  /** One of several, of which exactly one holds for each request. */
  | { readonly kind: "cases"; readonly cases: readonly ItemCase[] };

interface ItemCase {
  readonly when: Formula;
  readonly item: Item;
}

/** A piece of a template with what is known of its variable. */
export type Bound =
  | { readonly kind: "part"; readonly part: PatternPart }
  | { readonly kind: "view"; readonly view: TextView; readonly fallback: string | undefined };

/** A template whose variables have more cases than this together is not followed. */
const mostCases = 16;

/** Puts in what is the same for all requests of the family. */
export function readItem(template: Template, compare: Comparison, keys: Keys): Item {
  return readCases(template, compare, keys, mostCases);
}

function readCases(template: Template, compare: Comparison, keys: Keys, most: number): Item {
  const pieces: Bound[] = [];
  for (const piece of template.pieces) {
    if (piece.kind === "variable") {
      const reading = keys(piece.key);
      if (reading.kind === "cases") return byCase(piece.key, reading);
    }
    const bound = bind(piece, keys);
    if (bound === "dead" || bound === "open") return { kind: bound };
    pieces.push(bound);
  }
  const parts = pieces.flatMap((piece) => (piece.kind === "part" ? [piece.part] : []));
  if (parts.length === pieces.length) return { kind: "meaning", meaning: compare.meaning(parts) };
  return { kind: "dependent", pieces };

  function byCase(key: string, { cases }: KeyReading & { readonly kind: "cases" }): Item {
    if (cases.length > most) return { kind: "open" };
    const left = Math.floor(most / cases.length);
    return {
      kind: "cases",
      cases: cases.map(({ when, reading }) => {
        const known: Keys = (other) => (other === key ? reading : keys(other));
        return { when, item: readCases(template, compare, known, left) };
      }),
    };
  }
}

function bind(piece: Piece, keys: Keys): Bound | "dead" | "open" {
  switch (piece.kind) {
    case "text":
      return { kind: "part", part: { text: piece.text, wildcards: true } };
    case "literal":
      return { kind: "part", part: { text: piece.text, wildcards: false } };
    case "malformed":
      return "open";
    case "variable": {
      const reading = keys(piece.key);
      const { fallback } = piece;
      if (reading.kind === "text" && !reading.several) {
        return { kind: "view", view: reading.view, fallback };
      }
      if (reading.kind !== "fixed") return "open";
      const { entry } = reading;
      if (entry === undefined) {
        return fallback === undefined ? "dead" : brought(fallback);
      }
      if (entry.kind === "unknown" || isMultivalued(piece.key, entry)) return "open";
      const [value, ...others] = entry.values;
      return value === undefined || others.length > 0 ? "open" : brought(value);
    }
  }
}

/** @returns text that the request brings */
export function brought(text: string): Bound {
  return { kind: "part", part: { text, wildcards: false, fromRequest: true } };
}
