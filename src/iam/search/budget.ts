/** Thrown where a question takes more work than it was given; never leaves the search. */
export class OutOfBudget extends Error {}

/**
 * Work that a question may take, in steps of about the same cost, so that no input makes an answer
 * endless and every machine gives the same answer. Questions of one run can share one.
 */
export class Budget {
  readonly #given: number;
  #left: number;

  /** @param steps - a step is a look at one character set, one state or one literal */
  constructor(steps: number) {
    this.#given = steps;
    this.#left = steps;
  }

  /** @throws OutOfBudget where there are not as many steps left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new OutOfBudget();
  }

  /** How many steps were taken. */
  get spent(): number {
    return this.#given - this.left;
  }

  /** How many steps are left. */
  get left(): number {
    return Math.max(this.#left, 0);
  }

  /**
   * Does what an answer can do without, with at most half of what is left.
   *
   * @returns whether that was enough
   */
  tries(action: () => void): boolean {
    const kept = Math.floor(this.left / 2);
    this.#left -= kept;
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof OutOfBudget)) throw error;
      return false;
    } finally {
      this.#left = Math.max(this.#left, 0) + kept;
    }
  }

  /** @returns a budget of its own for one question, of at most so many steps */
  share(steps: number): Budget {
    return new Budget(Math.min(steps, this.left));
  }
}
