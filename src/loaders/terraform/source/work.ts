/** Steps of evaluation that one root gets. */
const mostSteps = 4_000_000;
/** Characters that all texts made for one root may have together. */
const mostCharacters = 64_000_000;
/** Expressions inside expressions, variables and outputs gone through on the way included. */
const deepest = 250;

/** What the evaluation of one root may cost; a configuration cannot make it cost more. */
export class Work {
  #steps = mostSteps;
  #characters = mostCharacters;
  #depth = 0;

  /** @returns whether so many further steps may be taken */
  steps(count: number): boolean {
    if (count > this.#steps) {
      this.#steps = 0;
      return false;
    }
    this.#steps -= count;
    return true;
  }

  /** @returns whether a text of so many characters may be made */
  characters(count: number): boolean {
    if (count > this.#characters) return false;
    this.#characters -= count;
    return true;
  }

  /**
   * Goes one level down.
   *
   * @returns what is made there; undefined where that is too deep or takes too long
   */
  within<T>(make: () => T): T | undefined {
    if (this.#depth >= deepest || !this.steps(1)) return undefined;
    this.#depth += 1;
    try {
      return make();
    } finally {
      this.#depth -= 1;
    }
  }
}
