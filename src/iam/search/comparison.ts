import { splitArnPattern } from "../arn-pattern.ts";
import {
  any,
  anyWithin,
  compilePattern,
  patternOf,
  star,
  starWithin,
  type PatternPart,
  type Token,
} from "../pattern.ts";
import { resourcePatterns } from "../resource-pattern.ts";
import { languageOf, patternSequence, type Language } from "./language.ts";

/** Texts that a policy's value stands for: under every reading, and under one at least. */
export interface Meaning {
  readonly certainly: Language;
  readonly possibly: Language;
}

/** How the texts of a request are held against a value of a policy. */
export type Comparison = (parts: readonly PatternPart[]) => Meaning;

const nothing = languageOf([]);

/**
 * The comparison of a string or ARN operator in its positive form.
 *
 * @param operator - `StringLike`, also for `StringNotLike`
 * @returns undefined for operators that compare no text
 */
export function comparisonOf(operator: string): Comparison | undefined {
  switch (operator) {
    case "StringEquals":
    case "StringNotEquals":
      return (parts) => exact(patternLanguage(parts.map(plain), false));
    case "StringEqualsIgnoreCase":
    case "StringNotEqualsIgnoreCase":
      return (parts) => exact(patternLanguage(parts.map(plain), true));
    case "StringLike":
    case "StringNotLike":
      return withBroughtWildcards((parts) => exact(patternLanguage(parts, false)));
    case "ArnEquals":
    case "ArnLike":
    case "ArnNotEquals":
    case "ArnNotLike":
      return withBroughtWildcards(arnMeaning);
    default:
      return undefined;
  }
}

/** The comparison of an item of `Resource` or `NotResource`. */
export const resourceComparison: Comparison = withBroughtWildcards((parts) =>
  exact(languageOf(resourcePatterns(parts).map((pattern) => patternSequence(pattern, false)))),
);

/** @returns texts that fit an ARN pattern, each component by itself; undefined where it is none */
export function arnLanguage(pattern: string): Language | undefined {
  const tokens = arnTokens([{ text: pattern, wildcards: true }]);
  return tokens === undefined ? undefined : languageOf([patternSequence(patternOf(tokens), false)]);
}

function exact(language: Language): Meaning {
  return { certainly: language, possibly: language };
}

function plain(part: PatternPart): PatternPart {
  return { ...part, wildcards: false };
}

function patternLanguage(parts: readonly PatternPart[], caseless: boolean): Language {
  const told = caseless ? parts.map((part) => ({ ...part, text: part.text.toLowerCase() })) : parts;
  return languageOf([patternSequence(compilePattern(told), caseless)]);
}

function arnMeaning(parts: readonly PatternPart[]): Meaning {
  const tokens = arnTokens(parts);
  if (tokens !== undefined) return exact(languageOf([patternSequence(patternOf(tokens), false)]));
  return { certainly: nothing, possibly: patternLanguage(parts, false) };
}

/** The tokens of an ARN pattern, whose wildcards stay within the first five components. */
function arnTokens(parts: readonly PatternPart[]): readonly Token[] | undefined {
  const components = splitArnPattern(parts);
  return components?.flatMap(({ tokens }, index) => [
    ...(index === 0 ? [] : [colon]),
    ...(index === components.length - 1 ? tokens : tokens.map(narrowed)),
  ]);
}

const colon = 0x3a;

function narrowed(token: Token): Token {
  if (token === star) return starWithin;
  return token === any ? anyWithin : token;
}

/** AWS does not say whether wildcards that a policy variable brings count as such. */
function withBroughtWildcards(comparison: Comparison): Comparison {
  return (parts) => {
    const literal = comparison(parts);
    if (!parts.some(({ fromRequest, text }) => fromRequest === true && /[*?]/.test(text))) {
      return literal;
    }
    const active = parts.map((part) => ({
      ...part,
      wildcards: part.wildcards || part.fromRequest === true,
    }));
    return { certainly: literal.certainly, possibly: comparison(active).possibly };
  };
}
