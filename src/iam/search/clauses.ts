import type { Statement } from "../../model/policy.ts";
import type { Decision } from "../decide.ts";
import { not, type Formula, type Judgement } from "./formula.ts";
import type { AskedSet, Gates } from "./gates.ts";
import { isAmong, type Clause } from "./proof.ts";
import type { Ground } from "./question.ts";

/** Under which reading of what is unknown a request must get through. */
export type Reading = keyof Judgement;

/** So many denies that stop a request are added at first, and twice as many each time. */
const firstAtOnce = 16;

/** What policies ask of the requests of a family. */
export class Clauses {
  readonly #gates: Gates;
  readonly #sets: readonly AskedSet[];
  readonly #first: readonly { readonly ground: Ground | undefined; readonly passes: Judgement }[];
  readonly #denials = new Map<string, { readonly ground: Ground; readonly passes: Judgement }>();

  constructor(sets: readonly AskedSet[], gates: Gates) {
    this.#gates = gates;
    this.#sets = sets;
    this.#first = [
      ...gates.gates(sets).map(({ layer, level, passes }) => ({
        ground: { kind: "not-allowed", layer, level } as const,
        passes,
      })),
      { ground: undefined, passes: not(gates.mayDenyUnread(sets)) },
    ];
  }

  initial(reading: Reading): ActiveClauses {
    return new ActiveClauses(
      reading,
      this.#first.map(({ ground, passes }) => ({ ground, formula: passes[reading] })),
      this,
    );
  }

  /** @returns what these grounds ask, with what no policy does, of requests that may get through */
  of(grounds: readonly Ground[]): readonly Formula[] {
    const first = this.#first.filter(
      ({ ground }) => ground === undefined || isAmong(ground, grounds),
    );
    const denials = grounds.flatMap((ground) => {
      if (ground.kind !== "deny") return [];
      return this.denial(ground.layer, ground.level, ground.statement) ?? [];
    });
    return [...first, ...denials].map(({ passes }) => passes.possibly);
  }

  /** That a deny lets a request go; undefined where the statement is none of the layer. */
  denial(
    layer: Ground["layer"],
    level: number | undefined,
    statement: Statement,
  ): { readonly ground: Ground; readonly passes: Judgement } | undefined {
    if (layer === undefined) return undefined;
    for (const set of this.#sets) {
      if (set.layer !== layer || set.level !== level) continue;
      const at = set.statements.findIndex((spoken) => spoken.statement.statement === statement);
      const spoken = set.statements[at];
      if (spoken === undefined) continue;
      const key = `${layer} ${String(level)} ${String(at)}`;
      const known = this.#denials.get(key);
      if (known !== undefined) return known;
      const denies = this.#gates.denies(layer, spoken.statement, spoken.policy.document.version);
      const made = {
        ground: { kind: "deny", layer, level, statement } as const,
        passes: not(denies),
      };
      this.#denials.set(key, made);
      return made;
    }
    return undefined;
  }
}

/** The clauses that the search has come upon so far. */
export class ActiveClauses {
  readonly #reading: Reading;
  readonly #clauses: Clause[];
  readonly #all: Clauses;
  readonly #known = new Set<Statement>();
  #atOnce = firstAtOnce;

  constructor(reading: Reading, first: readonly Clause[], all: Clauses) {
    this.#reading = reading;
    this.#clauses = [...first];
    this.#all = all;
  }

  clauses(): readonly Clause[] {
    return this.#clauses;
  }

  formulas(): readonly Formula[] {
    return this.#clauses.map(({ formula }) => formula);
  }

  /** Adds denies that stop a request; false where none is left that could. */
  addStopping({ statements }: Decision): boolean {
    let added = 0;
    for (const { statement, truth, layer, level } of statements) {
      const { effect } = statement;
      if (effect.kind === "known" && effect.value === "Allow") continue;
      if (truth === false || (this.#reading === "possibly" && truth !== true)) continue;
      if (this.#known.has(statement)) continue;
      const denial = this.#all.denial(layer, level, statement);
      if (denial === undefined) continue;
      this.#known.add(statement);
      this.#clauses.push({ ground: denial.ground, formula: denial.passes[this.#reading] });
      added += 1;
      if (added >= this.#atOnce) break;
    }
    this.#atOnce *= 2;
    return added > 0;
  }
}
