import type { Layers } from "../layers.ts";
import { readRequest, type Request } from "../request.ts";
import { callerOf } from "./caller.ts";
import type { AskedSet } from "./gates.ts";
import {
  layersAbout,
  mentionsIn,
  sessionsIn,
  setsOf,
  statementsOf,
  type Mention,
  type Spoken as SpokenStatement,
} from "./mentions.ts";
import type { Caller, NamedSession } from "./principal-formula.ts";
import type { PrincipalFamily, Question, RequestFamily } from "./question.ts";
import { Work } from "./work.ts";

/** Requests of a family: those of one session that policies name, or of all who are no such. */
export interface Part {
  readonly family: RequestFamily;
  readonly session: NamedSession | undefined;
}

/** What the families of a question share. */
export class Prepared {
  readonly work: Work;
  readonly #question: Question;
  readonly #actions = new Map<string, Spoken | undefined>();
  readonly #callers = new Map<PrincipalFamily, Caller | undefined>();

  constructor(question: Question) {
    this.#question = question;
    this.work = new Work(question.budget);
  }

  /** What the policies say of an action; undefined where it is none. */
  action(name: string): Spoken | undefined {
    if (this.#actions.has(name)) return this.#actions.get(name);
    const probe = readRequest({ principal: "*", action: name, resource: "*" });
    const spoken = probe.ok ? this.#spokenOf(probe.request) : undefined;
    this.#actions.set(name, spoken);
    return spoken;
  }

  #spokenOf(probe: Request): Spoken {
    const { layers: all, budget } = this.#question;
    const layers = layersAbout(all, probe);
    const sets = setsOf(layers).map((placed): AskedSet => ({
      ...placed,
      statements: statementsOf(placed.set),
    }));
    budget.spend(sets.reduce((sum, { set }) => sum + set.policies.length, 0));
    const statements = sets.flatMap((one) => one.statements);
    // Most policies speak of tagging and untagging alike.
    const same = [...this.#actions.values()].find(
      (one) => one !== undefined && isSame(one.statements, statements),
    );
    const mentions = same?.mentions ?? mentionsIn(statements);
    return { layers, sets, statements, mentions, sessions: sessionsIn(statements) };
  }

  /**
   * A family in parts that cover it: no statement tells apart the sessions that none names, and one
   * by the role alone stands for them. Where there was no room to look for sessions while the first
   * part was asked about, there is no further one.
   */
  *parts(family: RequestFamily): Iterable<Part> {
    const { principal, action } = family;
    yield { family, session: undefined };
    if (principal.kind === "one" || !principal.kinds.includes("role")) return;
    for (const session of this.#actions.get(action)?.sessions ?? []) yield { family, session };
  }

  /** Who makes the requests of a part; undefined where nobody does. */
  caller({ family: { principal }, session }: Part): Caller | undefined {
    if (session !== undefined) return callerOf(principal, session, this.work);
    if (this.#callers.has(principal)) return this.#callers.get(principal);
    const caller = callerOf(principal, undefined, this.work);
    this.#callers.set(principal, caller);
    return caller;
  }
}

/** Policies as far as they speak of one action. */
export interface Spoken {
  readonly layers: Layers;
  readonly sets: readonly AskedSet[];
  readonly statements: readonly SpokenStatement[];
  readonly mentions: ReadonlyMap<string, Mention>;
  readonly sessions: readonly NamedSession[];
}

function isSame(left: readonly SpokenStatement[], right: readonly SpokenStatement[]): boolean {
  if (left.length !== right.length) return false;
  return left.every(({ statement }, at) => statement === right[at]?.statement);
}
