import { compileArnPattern } from "../arn-pattern.ts";
import { compilePattern, type PatternPart } from "../pattern.ts";
import { resourcePatterns } from "../resource-pattern.ts";
import { languageOf, patternSequence, type Language } from "./language.ts";

/** Texts that a policy's value stands for: under every reading, and under one at least. */
export interface Meaning {
  readonly certainly: Language;
  readonly possibly: Language;
}

/** How the texts of a request are held against a value of a policy. */
export interface Comparison {
  /** The texts that a value stands for. */
  readonly meaning: (parts: readonly PatternPart[]) => Meaning;
  /**
   * When a text fits a value that is nothing but one variable, of which no character is a wildcard;
   * undefined where that is more than that both texts are the same.
   */
  readonly equality: "exact" | "caseless" | undefined;
  /** Whether values have wildcards, so that those that a variable brings may count. */
  readonly wildcards: boolean;
}

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
      return equals;
    case "StringEqualsIgnoreCase":
    case "StringNotEqualsIgnoreCase":
      return equalsIgnoreCase;
    case "StringLike":
    case "StringNotLike":
      return like;
    case "ArnEquals":
    case "ArnLike":
    case "ArnNotEquals":
    case "ArnNotLike":
      return arnLike;
    default:
      return undefined;
  }
}

const equals: Comparison = {
  meaning: (parts) => exact(patternLanguage(parts.map(plain), false)),
  equality: "exact",
  wildcards: false,
};

const equalsIgnoreCase: Comparison = {
  meaning: (parts) => exact(patternLanguage(parts.map(plain), true)),
  equality: "caseless",
  wildcards: false,
};

const like: Comparison = {
  meaning: withBroughtWildcards((parts) => exact(patternLanguage(parts, false))),
  equality: "exact",
  wildcards: true,
};

const arnLike: Comparison = {
  meaning: withBroughtWildcards(arnMeaning),
  equality: undefined,
  wildcards: true,
};

/** The comparison of an item of `Resource` or `NotResource`. */
export const resourceComparison: Comparison = {
  meaning: withBroughtWildcards((parts) =>
    exact(languageOf(resourcePatterns(parts).map((pattern) => patternSequence(pattern, false)))),
  ),
  equality: undefined,
  wildcards: true,
};

/** @returns texts that fit an ARN pattern, each component by itself; undefined where it is none */
export function arnLanguage(pattern: string): Language | undefined {
  const compiled = compileArnPattern([{ text: pattern, wildcards: true }]);
  return compiled === undefined ? undefined : languageOf([patternSequence(compiled, false)]);
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
  const compiled = compileArnPattern(parts);
  if (compiled !== undefined) return exact(languageOf([patternSequence(compiled, false)]));
  return { certainly: nothing, possibly: patternLanguage(parts, false) };
}

/** AWS does not say whether wildcards that a policy variable brings count as such. */
function withBroughtWildcards(meaning: Comparison["meaning"]): Comparison["meaning"] {
  return (parts) => {
    const literal = meaning(parts);
    if (!parts.some(({ fromRequest, text }) => fromRequest === true && /[*?]/.test(text))) {
      return literal;
    }
    const active = parts.map((part) => ({
      ...part,
      wildcards: part.wildcards || part.fromRequest === true,
    }));
    return { certainly: literal.certainly, possibly: meaning(active).possibly };
  };
}
