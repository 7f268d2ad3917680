import type { Constraint, Language, Sequence } from "./language.ts";

/**
 * Constraints that are met only where all given ones are, and are easier to meet: where a text must
 * be in several languages, each a union of patterns, few patterns often are in all of them.
 *
 * @param constraints - that a text must meet
 * @param single - gives the language of one pattern
 * @returns undefined where there is nothing to choose
 */
export function cover(
  constraints: readonly Constraint[],
  single: (sequence: Sequence) => Language,
): readonly Constraint[] | undefined {
  const unions = constraints.filter(isUnion);
  if (unions.length < 2) return undefined;
  const others = constraints.filter((constraint) => !isUnion(constraint));
  const chosen: Constraint[] = [];
  let left: readonly Constraint[] = unions;
  while (left.length > 0) {
    const sequence = mostFrequent(left);
    if (sequence === undefined) return undefined;
    chosen.push({ language: single(sequence), inside: true });
    left = left.filter(({ language }) => !language.sequences.includes(sequence));
  }
  return [...others, ...chosen];
}

function isUnion({ language, inside }: Constraint): boolean {
  return inside && language.sequences.length > 1;
}

/** The pattern that is in most languages; of those the one with the fewest steps. */
function mostFrequent(constraints: readonly Constraint[]): Sequence | undefined {
  const counts = new Map<Sequence, number>();
  for (const { language } of constraints) {
    for (const sequence of language.sequences)
      counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
  }
  let best: Sequence | undefined;
  let most = 0;
  for (const [sequence, count] of counts) {
    const isBetter =
      count > most || (count === most && best !== undefined && sequence.length < best.length);
    if (isBetter) [best, most] = [sequence, count];
  }
  return best;
}
