import type { Automata, State } from "./automaton.ts";
import type { Budget } from "./budget.ts";
import { has, isLarge, type CharSet } from "./char-set.ts";
import { contradict } from "./contradict.ts";
import type { Constraint } from "./language.ts";

/** A text that is being made: where it stands in each language that still matters. */
interface Draft {
  readonly parent: Draft | undefined;
  readonly code: number;
  readonly length: number;
  /** By constraint; undefined where nothing can change any more. */
  readonly states: readonly (State | undefined)[];
}

/** Steps for the estimate that gives a shortest text, before quicker ones; per question. */
const patience = 12_000;

/** Of fewer constraints a shortest text is looked for even where there is an easier way to some. */
const few = 6;

/**
 * A text that meets all constraints: a shortest one where it is found soon, else a short one.
 *
 * @param easier - gives constraints that are met only where all given ones are, and that are
 *   easier to meet; undefined where there are none
 * @returns undefined where no text meets them all, which is then proved
 * @throws OutOfBudget where that takes too much work
 */
export function shortestText(
  constraints: readonly Constraint[],
  easier: (constraints: readonly Constraint[]) => readonly Constraint[] | undefined,
  automata: Automata,
  budget: Budget,
): string | undefined {
  const finite = fewestTexts(constraints);
  if (finite !== undefined) {
    const sorted = [...finite].sort((left, right) => left.length - right.length);
    return sorted.find((text) => automata.meetsAll(text, constraints));
  }
  if (contradict(constraints, automata)) return undefined;
  const looks = ({ length }: readonly Constraint[]): number => Math.ceil(patience / length);
  const enough = easier(constraints);
  if (enough === undefined || constraints.length < few) {
    const soon = search(constraints, "shortest", looks(constraints), automata, budget);
    if (soon.kind !== "tired") return soon.kind === "text" ? soon.text : undefined;
  }
  if (enough !== undefined) {
    const found = search(enough, "quick", looks(enough), automata, budget);
    if (found.kind === "text") return found.text;
  }
  const late = search(constraints, "quick", Infinity, automata, budget);
  return late.kind === "text" ? late.text : undefined;
}

function fewestTexts(constraints: readonly Constraint[]): readonly string[] | undefined {
  let fewest: readonly string[] | undefined;
  for (const { language, inside } of constraints) {
    const { texts } = language;
    if (!inside || texts === undefined) continue;
    if (fewest === undefined || texts.length < fewest.length) fewest = texts;
  }
  return fewest;
}

type Outcome =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" }
  | { readonly kind: "tired" };

function search(
  constraints: readonly Constraint[],
  estimate: "shortest" | "quick",
  patience: number,
  automata: Automata,
  budget: Budget,
): Outcome {
  const walks = constraints.map(({ language }) => automata.of(language));
  const alphabet = new Alphabet(constraints);
  const queue = new BucketQueue<Draft>();
  const seen = new Set<string>();
  const add = (draft: Draft): void => {
    const key = draft.states.map((state) => state?.id ?? "").join(",");
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(draft, draft.length + missing(draft, constraints, estimate));
  };
  const start = settle(
    walks.map((automaton) => automaton.start(budget)),
    constraints,
  );
  if (start !== undefined) add({ parent: undefined, code: 0, length: 0, states: start });
  for (let looked = 0; ; looked += 1) {
    const draft = queue.pop();
    if (draft === undefined) return { kind: "none" };
    if (isDone(draft, constraints)) return { kind: "text", text: textOf(draft) };
    if (looked >= patience) return { kind: "tired" };
    for (const code of narrowest(draft.states, constraints) ?? alphabet.after(draft.states)) {
      budget.spend(constraints.length);
      const states = settle(
        draft.states.map((state, at) =>
          state === undefined ? undefined : walks[at]?.step(state, code, budget),
        ),
        constraints,
      );
      if (states !== undefined) add({ parent: draft, code, length: draft.length + 1, states });
    }
  }
}

/** Drops what cannot change any more; undefined where no text can go on from here. */
function settle(
  states: readonly (State | undefined)[],
  constraints: readonly Constraint[],
): readonly (State | undefined)[] | undefined {
  const settled: (State | undefined)[] = [];
  for (const [at, { inside }] of constraints.entries()) {
    const state = states[at];
    if (state === undefined || (inside ? state.full : state.dead)) settled.push(undefined);
    else if (inside ? state.dead : state.full) return undefined;
    else settled.push(state);
  }
  return settled;
}

/** The fewest characters that one of the languages leaves; undefined where none leaves only few. */
function narrowest(
  states: readonly (State | undefined)[],
  constraints: readonly Constraint[],
): readonly number[] | undefined {
  let fewest: readonly number[] | undefined;
  for (const [at, { inside }] of constraints.entries()) {
    const only = inside ? states[at]?.only : undefined;
    if (only === undefined) continue;
    if (fewest === undefined || only.length < fewest.length) fewest = only;
  }
  return fewest;
}

function isDone({ states }: Draft, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ inside }, at) => {
    const state = states[at];
    return state === undefined || state.accepts === inside;
  });
}

/** The most that one constraint misses never is too much; their sum leads to some text sooner. */
function missing(
  { states }: Draft,
  constraints: readonly Constraint[],
  estimate: "shortest" | "quick",
): number {
  let most = 0;
  let sum = 0;
  for (const [at, { inside }] of constraints.entries()) {
    const state = states[at];
    if (state === undefined || !inside) continue;
    most = Math.max(most, state.missing);
    sum += state.missing;
  }
  return estimate === "shortest" ? most : 2 * sum;
}

function textOf(draft: Draft): string {
  const codes: number[] = [];
  for (let at: Draft = draft; at.parent !== undefined; at = at.parent) codes.push(at.code);
  return codes
    .reverse()
    .map((code) => String.fromCodePoint(code))
    .join("");
}

/** Readable characters first. */
const readable = "xyzabcdefghijklmnopqrstuvwXYZABCDEFGHIJKLMNOPQRSTUVW0123456789-_.+=@,/: ";

const printable: readonly number[] = [
  ...new Set([
    ...Array.from(readable, (char) => char.codePointAt(0) ?? 0),
    ...Array.from({ length: 95 }, (_, at) => 0x20 + at),
  ]),
];

/** A last resort, where policies single out every character that is easy to read. */
const beyond = { first: 0xa1, last: 0x2a0 };

/**
 * Which characters to try: all that the languages single out at the moment, and of the others one
 * for each combination of the large sets, since they all lead to the same.
 */
class Alphabet {
  /** The first class is that of no large set; what is beyond belongs to it. */
  readonly #classes: readonly (readonly number[])[];
  readonly #large: readonly CharSet[];

  constructor(constraints: readonly Constraint[]) {
    const large = [...new Set(constraints.flatMap(({ language }) => language.large))];
    this.#large = large;
    const classes = new Map<number, number[]>([[0, []]]);
    const add = (code: number): void => {
      // A combination is a number: there are few large sets.
      let key = 0;
      for (const set of large) key = key * 2 + (has(set, code) ? 1 : 0);
      const known = classes.get(key);
      if (known === undefined) classes.set(key, [code]);
      else known.push(code);
    };
    for (const code of printable) add(code);
    for (const { codes } of large) {
      for (const code of codes) if (code < 0x20 || code > 0x7e) add(code);
    }
    this.#classes = [...classes.values()];
  }

  /** @param states - where a text stands */
  after(states: readonly (State | undefined)[]): Iterable<number> {
    const codes = new Set<number>();
    for (const state of states) {
      for (const chars of state?.awaited ?? []) {
        if (isLarge(chars)) continue;
        for (const code of chars.codes) codes.add(code);
      }
    }
    const singled = codes.size;
    const others: number[] = [];
    for (const [at, members] of this.#classes.entries()) {
      const found = singled === 0 ? members[0] : members.find((code) => !codes.has(code));
      const other = found ?? (at === 0 ? this.#beyond(codes) : undefined);
      if (other !== undefined) others.push(other);
    }
    return [...codes, ...others];
  }

  #beyond(singled: ReadonlySet<number>): number | undefined {
    for (let code = beyond.first; code <= beyond.last; code += 1) {
      if (!singled.has(code) && this.#large.every(({ codes }) => !codes.has(code))) return code;
    }
    return undefined;
  }
}

/** A queue by small whole numbers; the least comes first, and the oldest of those. */
class BucketQueue<T> {
  readonly #buckets: { readonly items: T[]; taken: number }[] = [];
  #least = 0;

  push(item: T, order: number): void {
    for (let at = this.#buckets.length; at <= order; at += 1) {
      this.#buckets.push({ items: [], taken: 0 });
    }
    this.#buckets[order]?.items.push(item);
    this.#least = Math.min(this.#least, order);
  }

  pop(): T | undefined {
    for (; this.#least < this.#buckets.length; this.#least += 1) {
      const bucket = this.#buckets[this.#least];
      if (bucket === undefined || bucket.taken >= bucket.items.length) continue;
      bucket.taken += 1;
      return bucket.items[bucket.taken - 1];
    }
    return undefined;
  }
}
