import type { Spot } from "../datum.ts";

/** Steps of evaluation that all files of a run get together. */
const mostSteps = 3_000_000;
/** Characters that all texts made may have together. */
const mostCharacters = 32_000_000;
/** Objects of libraries that all files of a run may make together. */
const mostObjects = 20_000;
/** Expressions inside expressions, calls gone through on the way included. */
const deepest = 220;
/** Calls inside calls. */
const deepestCall = 40;

/** What evaluation may cost; a program cannot make it cost more. */
export class Work {
  #steps = mostSteps;
  #characters = mostCharacters;
  #objects = mostObjects;
  #depth = 0;
  #calls = 0;
  #cutAt: Spot | undefined;

  /** The first thing that was left out because it goes too deep or takes too long. */
  get cutAt(): Spot | undefined {
    return this.#cutAt;
  }

  /** Notes that something is left out. */
  cut(at: Spot): void {
    this.#cutAt ??= at;
  }

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

  /** @returns whether another object of a library may be made */
  object(): boolean {
    this.#objects -= 1;
    return this.#objects >= 0;
  }

  /**
   * Goes one level down.
   *
   * @returns what is made there; undefined where that is too deep or takes too long, which the
   *   caller has to note: see {@link Work.cut}
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

  /** As {@link Work.within}, for a call of a function of the program. */
  withinCall<T>(make: () => T): T | undefined {
    if (this.#calls >= deepestCall) return undefined;
    this.#calls += 1;
    try {
      return this.within(make);
    } finally {
      this.#calls -= 1;
    }
  }
}
