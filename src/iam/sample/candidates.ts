import type { OperatorFamily } from "../conditions/operator.ts";
import type { Mention } from "./mentions.ts";

/** A value that no policy names. */
const other = "anything-else";

/**
 * Values of a condition key that tell the conditions on it apart: each one that a policy names, and
 * one beside them.
 *
 * @param mention - what the policies say of the key
 * @param most - how many values to return at the most
 */
export function candidateValues(mention: Mention, most: number): readonly string[] {
  const values = new Set<string>();
  for (const family of mention.families) {
    for (const value of mention.values) {
      for (const candidate of near(value, family)) values.add(candidate);
    }
    for (const value of beside[family]) values.add(value);
  }
  // A principal's tag is often compared with what the request sets the tag to.
  if (/^aws:principaltag\//i.test(mention.name))
    for (const value of ["true", "false"]) values.add(value);
  return [...values].slice(0, most);
}

const beside: Readonly<Record<OperatorFamily, readonly string[]>> = {
  string: [other],
  arn: ["arn:aws:iam::999988887777:role/anything-else"],
  bool: ["true", "false"],
  // https://www.rfc-editor.org/rfc/rfc5737
  ip: ["198.51.100.7"],
  numeric: ["0"],
  date: ["2020-01-01T00:00:00Z", "2100-01-01T00:00:00Z"],
  binary: ["AA=="],
  null: [other],
};

function near(value: string, family: OperatorFamily): readonly string[] {
  switch (family) {
    case "string":
    case "arn":
      return [instantiate(value, "x")];
    case "ip":
      return [value.split("/")[0] ?? value];
    case "numeric": {
      const number = Number(value);
      return Number.isFinite(number) ? [number, number - 1, number + 1].map(String) : [];
    }
    case "date":
    case "binary":
      return [value];
    case "bool":
    case "null":
      return [];
  }
}

/** A string that a pattern matches: every `*` and `?` becomes the filler. */
export function instantiate(pattern: string, filler: string): string {
  return pattern.replace(/[*?]/g, filler);
}

/** One choice of values for the keys that are free; a key that is left out is absent. */
export type Assignment = Readonly<Record<string, string>>;

/**
 * Choices of values, those with few keys first, so that the first request that gets through is
 * easy to read.
 *
 * @param keys - free keys with their candidate values
 * @param most - how many choices to return at the most
 */
export function* assignments(
  keys: readonly { readonly name: string; readonly values: readonly string[] }[],
  most: number,
): Generator<Assignment> {
  let level: { readonly assignment: Assignment; readonly next: number }[] = [
    { assignment: {}, next: 0 },
  ];
  let count = 0;
  while (level.length > 0) {
    const deeper: typeof level = [];
    for (const { assignment, next } of level) {
      if (count >= most) return;
      count += 1;
      yield assignment;
      for (const [offset, { name, values }] of keys.slice(next).entries()) {
        for (const value of values) {
          if (deeper.length + count >= most) break;
          deeper.push({ assignment: { ...assignment, [name]: value }, next: next + offset + 1 });
        }
      }
    }
    level = deeper;
  }
}
