import {
  any,
  anyWithin,
  compilePattern,
  matches,
  patternOf,
  star,
  starWithin,
  type Pattern,
  type PatternPart,
  type Token,
} from "./pattern.ts";

const colon = 0x3a;

/**
 * Compiles a pattern whose wildcards stay within the components of an ARN: within those that its
 * first five colons separate; the sixth is everything after the fifth colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 *
 * @returns undefined where there are fewer than five colons
 */
export function compileArnPattern(parts: readonly PatternPart[]): Pattern | undefined {
  const tokens: Token[] = [];
  let colons = 0;
  for (const token of compilePattern(parts).tokens) {
    if (token === colon) colons += 1;
    tokens.push(colons < 5 ? narrowed(token) : token);
  }
  return colons < 5 ? undefined : patternOf(tokens);
}

function narrowed(token: Token): Token {
  if (token === star) return starWithin;
  return token === any ? anyWithin : token;
}

/** @returns whether an ARN fits one of some patterns, each component by itself */
export function arnMatcher(patterns: readonly string[]): (arn: string) => boolean {
  const compiled = patterns.flatMap((text) => compileArnPattern([{ text, wildcards: true }]) ?? []);
  return (arn) => compiled.some((pattern) => matches(pattern, arn));
}

/** @returns whether an ARN fits a pattern, each component by itself; nothing fits what is none */
export function isLikeArn(pattern: string, arn: string): boolean {
  return arnMatcher([pattern])(arn);
}
