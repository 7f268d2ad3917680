import {
  any,
  anyWithin,
  patternOf,
  star,
  starWithin,
  type Pattern,
  type PatternPart,
  type Token,
} from "./pattern.ts";

const colon = 0x3a;

/**
 * The patterns of which one must match for an item of `Resource` or `NotResource`: the text as it
 * stands, whose `*` can stand for several segments, and where it has fewer than six also the text
 * completed with a `*` for each that is missing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function resourcePatterns(parts: readonly PatternPart[]): readonly Pattern[] {
  const plain = compileResourcePattern(parts);
  const colons = parts.reduce((sum, { text }) => sum + text.split(":").length - 1, 0);
  const completes = colons < 5 && plain.tokens.includes(star) && colons > 0;
  if (!completes) return [plain];
  const missing = { text: ":*".repeat(5 - colons), wildcards: true };
  return [plain, compileResourcePattern([...parts, missing])];
}

/**
 * Compiles a pattern of `Resource` or `NotResource`. In the first five segments of an ARN wildcards
 * stay within their segment, except that a `*` which ends its segment can go on beyond the colon; in
 * the resource segment, and where `*` is all there is, they take everything. An ARN with fewer
 * segments is completed with `*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function compileResourcePattern(parts: readonly PatternPart[]): Pattern {
  const units = parts.flatMap((part) =>
    Array.from({ length: part.text.length }, (_, at) => ({
      code: part.text.charCodeAt(at),
      wildcards: part.wildcards,
    })),
  );
  const tokens: Token[] = [];
  let colons = 0;
  for (const [at, { code, wildcards }] of units.entries()) {
    const next = units[at + 1];
    const free = colons >= 5;
    if (code === colon) {
      colons += 1;
      tokens.push(code);
    } else if (wildcards && code === 0x2a) {
      const ends = next === undefined || next.code === colon;
      if (!ends && next.wildcards && next.code === 0x2a) continue;
      tokens.push(free || ends ? star : starWithin);
    } else if (wildcards && code === 0x3f) {
      tokens.push(free ? any : anyWithin);
    } else {
      tokens.push(code);
    }
  }
  // A `*` that goes on beyond its colon stands for the missing segments already.
  if (colons < 5 && !tokens.includes(star)) {
    for (let missing = 5 - colons; missing > 0; missing -= 1) tokens.push(colon, star);
  }
  return patternOf(tokens);
}
