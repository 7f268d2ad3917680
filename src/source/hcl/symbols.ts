import type { TokenKind } from "./token.ts";

const single: Readonly<Record<string, TokenKind>> = {
  "(": "(",
  ")": ")",
  "[": "[",
  "]": "]",
  "{": "{",
  "}": "}",
  ".": ".",
  ",": ",",
  "=": "=",
  "!": "!",
  "?": "?",
  ":": ":",
  "<": "<",
  ">": ">",
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
  "%": "%",
};

/** Symbols of two characters, by the first and then the second. */
const double: Readonly<Record<string, Readonly<Record<string, TokenKind>>>> = {
  "|": { "|": "||" },
  "&": { "&": "&&" },
  "=": { "=": "==", ">": "=>" },
  "!": { "=": "!=" },
  "<": { "=": "<=" },
  ">": { "=": ">=" },
  ":": { ":": "::" },
};

interface Start {
  readonly alone: TokenKind | undefined;
  /** What it makes with a second character, by that one's code. */
  readonly pairs: ReadonlyMap<number, TokenKind> | undefined;
}

/** What symbols may start with, by code. */
const starts: readonly Start[] = Array.from({ length: 0x80 }, (_, code) => {
  const first = String.fromCharCode(code);
  const pairs = Object.entries(double[first] ?? {}).map(([second, kind]): [number, TokenKind] => [
    second.charCodeAt(0),
    kind,
  ]);
  return { alone: single[first], pairs: pairs.length > 0 ? new Map(pairs) : undefined };
});

/**
 * Reads the longest symbol at an offset.
 *
 * @param text - any text
 * @param at - where the symbol would start
 * @returns its kind, which is also what it looks like; undefined where none stands
 */
export function symbolAt(text: string, at: number): TokenKind | undefined {
  const start = starts[text.charCodeAt(at)];
  if (start === undefined) return undefined;
  const pair = start.pairs?.get(text.charCodeAt(at + 1));
  if (pair !== undefined) return pair;
  return start.alone === "." && text.startsWith("...", at) ? "..." : start.alone;
}
