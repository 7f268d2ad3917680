import type { Budget } from "./budget.ts";
import { has, isLarge, type CharSet } from "./char-set.ts";
import type { Constraint, Language, Sequence } from "./language.ts";
import { matchOf, type Match } from "./text-match.ts";

/** The automata of languages, each made when it is first asked for. */
export class Automata {
  readonly #budget: Budget;
  readonly #known = new Map<Language, Automaton>();
  /** The same values are held against the same languages again and again. */
  readonly #latest = new Map<Language, { readonly text: string; readonly match: Match }>();

  /** @param budget - what making states and walking through texts may cost */
  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** @returns the automaton of a language */
  of(language: Language): Automaton {
    let automaton = this.#known.get(language);
    if (automaton === undefined) {
      automaton = new Automaton(language.sequences);
      this.#known.set(language, automaton);
    }
    return automaton;
  }

  /** @returns whether the text is in the language */
  matches(language: Language, text: string): boolean {
    const latest = this.#latest.get(language);
    if (latest?.text === text) return latest.match !== "no";
    if (latest?.match === "always" && text.startsWith(latest.text)) return true;
    const match = matchOf(text, language, this.#budget);
    this.#latest.set(language, { text, match });
    return match !== "no";
  }

  /** @returns whether the text meets all constraints */
  meetsAll(text: string, constraints: readonly Constraint[]): boolean {
    return constraints.every(({ language, inside }) => this.matches(language, text) === inside);
  }
}

/** Where a text can stand in the sequences of a language after some of its characters. */
export interface State {
  /** Within its automaton. */
  readonly id: number;
  readonly accepts: boolean;
  /** No text that goes on from here is in the language. */
  readonly dead: boolean;
  /** Every text that goes on from here is in the language. */
  readonly full: boolean;
  /** At least so many characters are missing. */
  readonly missing: number;
  /** Character sets that the next character is held against. */
  readonly awaited: readonly CharSet[];
  /** Where those are few characters in all: any other leads nowhere. */
  readonly only: readonly number[] | undefined;
}

interface InnerState extends State {
  readonly positions: readonly number[];
  readonly next: Map<number, InnerState>;
}

/**
 * A deterministic automaton for a union of sequences, made as far as texts have walked it: wildcard
 * patterns can have exponentially many states, of which questions meet few.
 */
export class Automaton {
  /** Steps of all sequences, with one position after each for its end. */
  readonly #chars: (CharSet | undefined)[] = [];
  readonly #many: boolean[] = [];
  readonly #missing: number[] = [];
  readonly #sequence: number[] = [];
  readonly #starts: number[] = [];
  readonly #states = new Map<string | number, InnerState>();
  #start: InnerState | undefined;

  /** @param sequences - of which a text must go through one */
  constructor(sequences: readonly Sequence[]) {
    for (const [index, steps] of sequences.entries()) {
      this.#starts.push(this.#chars.length);
      let missing = steps.filter(({ many }) => !many).length;
      for (const { chars, many } of steps) {
        this.#add(chars, many, missing, index);
        if (!many) missing -= 1;
      }
      this.#add(undefined, false, 0, index);
    }
  }

  #add(chars: CharSet | undefined, many: boolean, missing: number, sequence: number): void {
    this.#chars.push(chars);
    this.#many.push(many);
    this.#missing.push(missing);
    this.#sequence.push(sequence);
  }

  /** @returns where every text begins */
  start(budget: Budget): State {
    return (this.#start ??= this.#stateAt(this.#starts, budget));
  }

  /** @returns where a text stands after one more character */
  step(from: State, code: number, budget: Budget): State {
    const state = this.#own(from);
    const known = state.next.get(code);
    if (known !== undefined) return known;
    const targets: number[] = [];
    for (const position of state.positions) {
      const chars = this.#chars[position];
      if (chars === undefined || !has(chars, code)) continue;
      targets.push(this.#many[position] === true ? position : position + 1);
    }
    budget.spend(state.positions.length + 1);
    const next = this.#stateAt(targets, budget);
    state.next.set(code, next);
    return next;
  }

  /** States are made here alone, so that one that is handed in is found again. */
  #own(state: State): InnerState {
    const own = this.#byId[state.id];
    if (own === undefined) throw new RangeError("a state of another automaton");
    return own;
  }

  readonly #byId: InnerState[] = [];

  #stateAt(positions: readonly number[], budget: Budget): InnerState {
    const closed = this.#closure(positions);
    const [only] = closed;
    const key = closed.length === 1 && only !== undefined ? only : closed.join(",");
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    budget.spend(closed.length + 1);
    const chars = closed.flatMap((position) => this.#chars[position] ?? []);
    const awaited = [...new Set(chars)];
    const state: InnerState = {
      id: this.#byId.length,
      positions: closed,
      next: new Map(),
      accepts: closed.some((position) => this.#chars[position] === undefined),
      dead: closed.length === 0,
      full: closed.some((position) => this.#isFull(position)),
      missing: closed.reduce(
        (least, position) => Math.min(least, this.#missing[position] ?? 0),
        Infinity,
      ),
      awaited,
      only: awaited.some((set) => set.except || isLarge(set))
        ? undefined
        : [...new Set(awaited.flatMap(({ codes }) => [...codes]))],
    };
    this.#byId.push(state);
    this.#states.set(key, state);
    return state;
  }

  /** A step of any number can be left; what stands before one of any characters adds nothing. */
  #closure(positions: readonly number[]): readonly number[] {
    const [only] = positions;
    if (positions.length <= 1 && (only === undefined || this.#many[only] !== true))
      return positions;
    const reached = new Set<number>();
    for (let position of positions) {
      while (!reached.has(position)) {
        reached.add(position);
        if (this.#many[position] !== true) break;
        position += 1;
      }
    }
    const floor = new Map<number, number>();
    for (const position of reached) {
      if (!this.#takesAll(position)) continue;
      const sequence = this.#sequence[position] ?? 0;
      floor.set(sequence, Math.max(floor.get(sequence) ?? 0, position));
    }
    return [...reached]
      .filter((position) => position >= (floor.get(this.#sequence[position] ?? 0) ?? 0))
      .sort((left, right) => left - right);
  }

  #takesAll(position: number): boolean {
    const chars = this.#chars[position];
    return this.#many[position] === true && chars?.except === true && chars.codes.size === 0;
  }

  #isFull(position: number): boolean {
    return this.#takesAll(position) && this.#chars[position + 1] === undefined;
  }
}
