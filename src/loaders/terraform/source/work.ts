import type { Datum } from "./datum.ts";
import { breadth, Scales } from "./weight.ts";

/** Steps of evaluation that one root gets, and that all roots of a run get together. */
const mostSteps = { root: 4_000_000, run: 16_000_000 };
/** Characters that all texts made for one root may have together, and for one run. */
const mostCharacters = { root: 64_000_000, run: 256_000_000 };
/** Weight of what the rules may be given of one root, and of one run. */
const mostGiven = { root: 2_500_000, run: 8_000_000 };
const valuesOfStatement = 10;
/** A value heavier than this is not worked with. */
const heaviest = 500_000;
/** Expressions inside expressions, variables and outputs gone through on the way included. */
const deepest = 250;

/** What is left of something that runs out. */
class Purse {
  #left: number;
  readonly #shared: Purse | undefined;

  constructor(content: number, shared?: Purse) {
    this.#left = content;
    this.#shared = shared;
  }

  /** @returns whether there is so much; once there was not, there is nothing for anybody */
  takes(count: number): boolean {
    if (count > this.#left || this.#shared?.takes(count) === false) {
      this.#left = 0;
      return false;
    }
    this.#left -= count;
    return true;
  }
}

/** What all roots of a run may cost together. */
export class RunWork {
  readonly steps = new Purse(mostSteps.run);
  readonly characters = new Purse(mostCharacters.run);
  readonly given = new Purse(mostGiven.run);
  /** How deep the evaluation is at the moment, from one root into another. */
  depth = 0;
}

/**
 * What the evaluation of one root may cost; a configuration cannot make it cost more. Everything
 * that takes longer than looking at a value asks here first.
 */
export class Work {
  readonly #steps: Purse;
  readonly #characters: Purse;
  readonly #given: Purse;
  readonly #scales = new Scales();
  readonly #run: RunWork;

  /** @param run - what further roots share */
  constructor(run = new RunWork()) {
    this.#run = run;
    this.#steps = new Purse(mostSteps.root, run.steps);
    this.#characters = new Purse(mostCharacters.root, run.characters);
    this.#given = new Purse(mostGiven.root, run.given);
  }

  /** @returns whether so many further steps may be taken */
  steps(count: number): boolean {
    return this.#steps.takes(count);
  }

  /** @returns whether a text of so many characters may be made */
  characters(count: number): boolean {
    return this.#characters.takes(count);
  }

  /** @returns whether a value is small enough for anybody to work with */
  holds(value: Datum): boolean {
    return this.#scales.weigh(value) <= heaviest;
  }

  /** @returns whether all of some values may be gone through once, down to their leaves */
  goesThrough(values: readonly Datum[]): boolean {
    let weight = 0;
    for (const value of values) weight += this.#scales.weigh(value);
    return this.steps(weight);
  }

  /** @returns whether the parts of some values may be gone through once, and not what is in them */
  goesOver(values: readonly Datum[]): boolean {
    let count = 0;
    for (const value of values) count += breadth(value);
    return this.steps(count);
  }

  /**
   * @param characters - of texts that are read as documents
   * @returns whether a value may be given to the rules, who may look at every part of it
   */
  gives(value: Datum, characters = 0): boolean {
    // A document has a value for every two characters at most.
    return this.#given.takes(this.#scales.weigh(value) + characters / 2);
  }

  /** @returns whether a policy document of so many statements may be given to the rules */
  givesStatements(count: number): boolean {
    return this.#given.takes(count * valuesOfStatement);
  }

  /**
   * Goes one level down.
   *
   * @returns what is made there; undefined where that is too deep or takes too long
   */
  within<T>(make: () => T): T | undefined {
    if (this.#run.depth >= deepest || !this.steps(1)) return undefined;
    this.#run.depth += 1;
    try {
      return make();
    } finally {
      this.#run.depth -= 1;
    }
  }
}
