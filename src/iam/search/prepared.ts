import type { Layers } from "../layers.ts";
import { readRequest, type Request } from "../request.ts";
import { callerOf, sessionOf } from "./caller.ts";
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
import type { Caller, NamedSession, SessionChoice } from "./principal-formula.ts";
import type { PrincipalFamily, Question, RequestFamily } from "./question.ts";
import { Work } from "./work.ts";

/** Requests of a family; where they are those of roles, by some of their sessions. */
export interface Part {
  readonly family: RequestFamily;
  readonly session: SessionChoice;
}

/** What the families of a question share. */
export class Prepared {
  readonly work: Work;
  readonly #question: Question;
  readonly #actions = new Map<string, Spoken | undefined>();
  readonly #callers = {
    unnamed: new Map<PrincipalFamily, Caller | undefined>(),
    open: new Map<PrincipalFamily, Caller | undefined>(),
  };

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
   * A family that was asked about as a whole, in parts that cover it: no statement tells apart the
   * sessions that none names, and one of these stands for them.
   *
   * @returns none where there are no sessions to tell apart
   */
  parts(family: RequestFamily): readonly Part[] {
    const { principal } = family;
    const sessions = this.#sessions(family);
    if (principal.kind === "one" || !principal.kinds.includes("role") || sessions.length === 0) {
      return [];
    }
    return ["unnamed" as const, ...sessions].map((session) => ({ family, session }));
  }

  /** Who makes the requests of a part; undefined where nobody does. */
  caller({ family, session: asked }: Part): Caller | undefined {
    const { principal } = family;
    if (typeof asked === "object") {
      const all = this.#caller(principal, "unnamed");
      const except = principal.kind === "one" ? [] : principal.except;
      return all && sessionOf(all, asked, except, this.work);
    }
    return this.#caller(principal, this.#sessions(family).length === 0 ? "unnamed" : asked);
  }

  #caller(principal: PrincipalFamily, session: "unnamed" | "open"): Caller | undefined {
    const known = this.#callers[session];
    if (known.has(principal)) return known.get(principal);
    const caller = callerOf(principal, session, this.work);
    known.set(principal, caller);
    return caller;
  }

  #sessions({ action }: RequestFamily): readonly NamedSession[] {
    return this.#actions.get(action)?.sessions ?? [];
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
