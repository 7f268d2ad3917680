import type { Constraint, Language, Sequence } from "./language.ts";

/**
 * Constraints that are met only where all given ones are, and are easier to meet: where a text must
 * be in several languages, each a union of patterns, few patterns often are in most of them.
 *
 * @param constraints - that a text must meet
 * @param single - gives the language of one pattern
 * @returns undefined where no pattern is in several languages
 */
export function cover(
  constraints: readonly Constraint[],
  single: (sequence: Sequence) => Language,
): readonly Constraint[] | undefined {
  const chosen: Constraint[] = [];
  let left = constraints;
  for (;;) {
    const sequence = mostFrequent(left);
    if (sequence === undefined) break;
    chosen.push({ language: single(sequence), inside: true });
    left = left.filter(({ language, inside }) => !inside || !language.sequences.includes(sequence));
  }
  return chosen.length === 0 ? undefined : [...left, ...chosen];
}

/** The pattern that is in most languages, of several; of equals the one with the fewest steps. */
function mostFrequent(constraints: readonly Constraint[]): Sequence | undefined {
  const counts = new Map<Sequence, number>();
  for (const { language, inside } of constraints) {
    if (!inside || language.sequences.length < 2) continue;
    for (const sequence of language.sequences)
      counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
  }
  let best: Sequence | undefined;
  let most = 1;
  for (const [sequence, count] of counts) {
    const isBetter =
      count > most || (count === most && best !== undefined && sequence.length < best.length);
    if (isBetter) [best, most] = [sequence, count];
  }
  return best;
}
