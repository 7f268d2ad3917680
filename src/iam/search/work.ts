import { Automata } from "./automaton.ts";
import type { Budget } from "./budget.ts";
import {
  arnLanguage,
  comparisonOf,
  resourceComparison,
  type Comparison,
  type Meaning,
} from "./comparison.ts";
import { cover } from "./cover.ts";
import { languageOf, type Constraint, type Language, type Sequence } from "./language.ts";
import { shortestText } from "./shortest.ts";

/**
 * What the parts of a search share: how much they may still do, and what they have found out. The
 * same policy text makes the same language, so that what is known of it is known for good.
 */
export class Work {
  readonly budget: Budget;
  readonly automata: Automata;
  readonly #comparisons = new Map<string, Comparison | undefined>();
  readonly #arns = new Map<string, Language | undefined>();
  readonly #found = new Found();
  readonly #singles = new Map<Sequence, Language>();
  /** The comparison of items of `Resource` and `NotResource`. */
  readonly resource = remembered(resourceComparison);

  /** @param budget - how much may be done */
  constructor(budget: Budget) {
    this.budget = budget;
    this.automata = new Automata(budget);
  }

  /** @returns how an operator compares texts; undefined for those that compare none */
  comparison(operator: string): Comparison | undefined {
    if (this.#comparisons.has(operator)) return this.#comparisons.get(operator);
    const comparison = comparisonOf(operator);
    const kept = comparison === undefined ? undefined : remembered(comparison);
    this.#comparisons.set(operator, kept);
    return kept;
  }

  /** See {@link arnLanguage}; the same pattern has the same sequences. */
  arns(pattern: string): Language | undefined {
    if (!this.#arns.has(pattern)) this.#arns.set(pattern, arnLanguage(pattern));
    return this.#arns.get(pattern);
  }

  /** See {@link shortestText}. */
  shortest(constraints: readonly Constraint[]): string | undefined {
    let at = this.#found;
    for (const constraint of constraints) at = at.next(constraint);
    at.text ??= { value: shortestText(constraints, this.#easier, this.automata, this.budget) };
    return at.text.value;
  }

  readonly #easier = (constraints: readonly Constraint[]): readonly Constraint[] | undefined =>
    cover(constraints, (sequence) => {
      const known = this.#singles.get(sequence) ?? languageOf([sequence]);
      this.#singles.set(sequence, known);
      return known;
    });
}

/** What was found for constraints, by one after the other. */
class Found {
  text: { readonly value: string | undefined } | undefined;
  readonly #inside = new Map<Language, Found>();
  readonly #outside = new Map<Language, Found>();

  next({ language, inside }: Constraint): Found {
    const nexts = inside ? this.#inside : this.#outside;
    const known = nexts.get(language);
    if (known !== undefined) return known;
    const next = new Found();
    nexts.set(language, next);
    return next;
  }
}

function remembered(comparison: Comparison): Comparison {
  const known = new Map<string, Meaning>();
  return {
    ...comparison,
    meaning: (parts) => {
      const key = JSON.stringify(
        parts.map((part) => [part.text, part.wildcards, part.fromRequest]),
      );
      let meaning = known.get(key);
      if (meaning === undefined) {
        meaning = comparison.meaning(parts);
        known.set(key, meaning);
      }
      return meaning;
    },
  };
}
