import { compilePattern, matches, type Pattern, type PatternPart } from "./pattern.ts";

/** Patterns for partition, service, region, account and resource, after the fixed `arn`. */
export type ArnPattern = readonly Pattern[];

/**
 * Cuts a pattern at its first five colons, so that no wildcard crosses them; the sixth component is
 * everything after the fifth colon.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 *
 * @returns six patterns; undefined where there are fewer than five colons
 */
export function splitArnPattern(parts: readonly PatternPart[]): ArnPattern | undefined {
  const components: PatternPart[][] = [[]];
  for (const part of parts) {
    let rest = part.text;
    while (components.length < 6) {
      const colon = rest.indexOf(":");
      if (colon === -1) break;
      components.at(-1)?.push({ ...part, text: rest.slice(0, colon) });
      components.push([]);
      rest = rest.slice(colon + 1);
    }
    components.at(-1)?.push({ ...part, text: rest });
  }
  return components.length === 6 ? components.map(compilePattern) : undefined;
}

/** @returns whether every component of the value matches the pattern's */
export function matchesArn(pattern: ArnPattern, value: string): boolean {
  let rest = value;
  for (const [index, component] of pattern.entries()) {
    if (index === pattern.length - 1) return matches(component, rest);
    const colon = rest.indexOf(":");
    if (colon === -1 || !matches(component, rest.slice(0, colon))) return false;
    rest = rest.slice(colon + 1);
  }
  return false;
}
