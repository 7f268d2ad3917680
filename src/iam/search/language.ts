import { any, anyWithin, compilePattern, star, starWithin, type Pattern } from "../pattern.ts";
import type { Piece } from "../pattern-pieces.ts";
import { allBut, anyChar, isEmpty, isLarge, only, shared, type CharSet } from "./char-set.ts";
import { sequencePieces } from "./sequence-pieces.ts";

/** One step through a text: a character of the set, or any number of them. */
export interface Step {
  readonly chars: CharSet;
  readonly many: boolean;
}

/** Texts that go through the steps one after the other, to the end. */
export type Sequence = readonly Step[];

/** That a language is of texts of which one component is in another. */
export interface Component {
  readonly language: Language;
  /** The character that separates components, which none of them holds. */
  readonly separator: string;
  /** 0-based; `last` for the one after the last separator. */
  readonly index: number | "last";
}

/** A set of texts: those that go through one of the sequences. Most are only looked at in part. */
export class Language {
  readonly sequences: readonly Sequence[];
  /** Where that alone tells whether a text is in the language. */
  readonly component: Component | undefined;
  #texts: { readonly known: readonly string[] | undefined } | undefined;
  #large: readonly CharSet[] | undefined;
  #pieces: readonly (readonly Piece[] | undefined)[] | undefined;

  /**
   * @param sequences - each of which some text goes through
   * @param component - what they say, where it is of one component
   */
  constructor(sequences: readonly Sequence[], component?: Component) {
    this.sequences = sequences;
    this.component = component;
  }

  /** All its texts, where no sequence leaves a choice. */
  get texts(): readonly string[] | undefined {
    this.#texts ??= { known: textsOf(this.sequences) };
    return this.#texts.known;
  }

  /** Its sequences as texts with gaps between; undefined for those that are not. */
  get pieces(): readonly (readonly Piece[] | undefined)[] {
    return (this.#pieces ??= this.sequences.map(sequencePieces));
  }

  /** Character sets of its steps that stand for classes of characters. */
  get large(): readonly CharSet[] {
    this.#large ??= [
      ...new Set(this.sequences.flatMap((steps) => steps.map(({ chars }) => chars))),
    ].filter(isLarge);
    return this.#large;
  }
}

function textsOf(sequences: readonly Sequence[]): readonly string[] | undefined {
  const texts = new Set<string>();
  for (const steps of sequences) {
    const text = textOf(steps);
    if (text === undefined) return undefined;
    texts.add(text);
  }
  return [...texts];
}

/** A text must be one of the language, or must be none of it. */
export interface Constraint {
  readonly language: Language;
  readonly inside: boolean;
}

/** Any text. */
const anything: Sequence = [{ chars: anyChar, many: true }];

/** @returns the language of these sequences; none that no text can go through is kept */
export function languageOf(sequences: readonly Sequence[], component?: Component): Language {
  const possible = sequences.filter((steps) =>
    steps.every(({ chars, many }) => many || !isEmpty(chars)),
  );
  return new Language(possible, component);
}

/** @returns the language of exactly these texts */
export function texts(list: readonly string[]): Language {
  return languageOf([...new Set(list)].map(literal));
}

/** @returns the language of a text in any case */
export function caseless(text: string): Language {
  const pattern = compilePattern([{ text: text.toLowerCase(), wildcards: false }]);
  return languageOf([patternSequence(pattern, true)]);
}

/** @returns the language of texts that are in any of the languages */
export function union(languages: readonly Language[]): Language {
  const [first, ...others] = languages;
  if (first !== undefined && others.length === 0) return first;
  return languageOf(languages.flatMap(({ sequences }) => sequences));
}

/** @returns a sequence for one text */
export function literal(text: string): Sequence {
  return Array.from(text, (char) => ({ chars: only(char), many: false }));
}

/** Steps for a glob of a person's: `*` and `?` are wildcards that cross everything. */
export function glob(text: string): Sequence {
  return Array.from(text, (char) => {
    if (char === "*") return { chars: anyChar, many: true };
    return { chars: char === "?" ? anyChar : only(char), many: false };
  });
}

/** Text of any length from a set of characters. */
export function many(chars: CharSet): Step {
  return { chars, many: true };
}

/** So many characters of a set. */
export function times(chars: CharSet, count: number): Sequence {
  return Array.from({ length: count }, () => ({ chars, many: false }));
}

/**
 * @param pattern - compiled for the matcher that decides requests
 * @param caseless - whether case makes no difference; the pattern is in lower case then
 */
export function patternSequence(pattern: Pattern, caseless: boolean): Sequence {
  const steps: Step[] = [];
  const { tokens } = pattern;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? 0;
    switch (token) {
      case star:
        steps.push({ chars: anyChar, many: true });
        break;
      case any:
        steps.push({ chars: anyChar, many: false });
        break;
      case starWithin:
        steps.push({ chars: notColon, many: true });
        break;
      case anyWithin:
        steps.push({ chars: notColon, many: false });
        break;
      default: {
        const next = tokens[at + 1];
        const pair = isHigh(token) && next !== undefined && isLow(next);
        const char = pair ? String.fromCharCode(token, next) : String.fromCharCode(token);
        if (pair) at += 1;
        steps.push({ chars: only(caseless ? bothCases(char) : char), many: false });
      }
    }
  }
  return steps;
}

const notColon = allBut(":");

function bothCases(char: string): string {
  const upper = char.toUpperCase();
  return Array.from(upper).length === 1 ? char + upper : char;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/**
 * Texts of which one component is in the language: for `account` of an ARN, the fifth of those that
 * colons separate.
 */
export function componentIn(
  language: Language,
  separator: Component["separator"],
  index: Component["index"],
): Language {
  const component: Component = { language, separator, index };
  const inner = allBut(separator);
  const within = language.sequences.map((steps) =>
    steps.map(({ chars, many }) => ({ chars: shared(chars, inner), many })),
  );
  const divide: Step = { chars: only(separator), many: false };
  if (index === "last") {
    const parted = within.flatMap((steps) => [[...anything, divide, ...steps], steps]);
    return languageOf(parted, component);
  }
  const before = Array.from({ length: index }, () => [many(inner), divide]).flat();
  return languageOf(
    within.flatMap((steps) => [
      [...before, ...steps, divide, ...anything],
      [...before, ...steps],
    ]),
    component,
  );
}

function textOf(steps: Sequence): string | undefined {
  let text = "";
  for (const { chars, many } of steps) {
    if (many || chars.except || chars.codes.size !== 1) return undefined;
    for (const code of chars.codes) text += String.fromCodePoint(code);
  }
  return text;
}
