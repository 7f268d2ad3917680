import type { Place } from "../model/place.ts";
import type { PolicyProblem } from "../model/policy.ts";
import type { MapValue, Reason, UnknownValue } from "../model/value.ts";

/** Collects what AWS would refuse in a document. */
export class PolicyProblems {
  readonly #problems: PolicyProblem[] = [];
  #fatal = false;

  /** Everything found so far, in the order of reading. */
  get all(): readonly PolicyProblem[] {
    return this.#problems;
  }

  /** Whether a problem leaves open what the document means. */
  get fatal(): boolean {
    return this.#fatal;
  }

  /** Something that AWS refuses, though what it would mean is plain or stays open by itself. */
  note(message: string, place: Place): void {
    this.#problems.push({ message, place });
  }

  /** Something that AWS refuses and that leaves the document without a meaning. */
  refuse(message: string, place: Place): void {
    this.#fatal = true;
    this.note(message, place);
  }

  /**
   * Refuses keys that are stated twice, and all but the ones that may be there. AWS's grammar has
   * the names of elements with their case, and so have we: `statement` is none.
   *
   * @returns the reason why there may be further keys
   */
  checkKeys(map: MapValue, allowed: readonly string[], what: string): Reason | undefined {
    this.checkDuplicates(map);
    for (const key of map.keys()) {
      if (allowed.includes(key) || map.get(key).kind === "absent") continue;
      const meant = allowed.find((name) => name.toLowerCase() === key.toLowerCase());
      const hint = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
      this.refuse(`\`${key}\` is no element of ${what}${hint}`, map.keyPlace(key));
    }
    return reasonOf(map.rest);
  }

  /** Refuses keys that are stated twice, as AWS does. */
  checkDuplicates(map: MapValue): void {
    for (const { key, place } of map.duplicates) this.refuse(`\`${key}\` is stated twice`, place);
  }
}

/** The reason of an unknown value that may or may not be there. */
export function reasonOf(value: UnknownValue | undefined): Reason | undefined {
  if (value === undefined) return undefined;
  const { reason, place } = value;
  return reason.place === undefined ? { ...reason, place } : reason;
}
