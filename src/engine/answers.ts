import type { Result, Verdict } from "../model/finding.ts";
import type { Place } from "../model/place.ts";
import type { Reason } from "../model/value.ts";
import { leadingReasons } from "./leading-reasons.ts";

const worst: Readonly<Record<Verdict, number>> = { violated: 2, undetermined: 1, satisfied: 0 };

/** The answers of one subject, of which several are undetermined or one is there. */
interface Slot {
  answers: Result[];
}

type BySubject = Map<string, Slot>;

/** What one rule answers: for each subject of each file and plan the worse of two answers. */
export class Answers {
  readonly #slots: Slot[] = [];
  readonly #byPath = new Map<string, Map<string | undefined, BySubject>>();

  /** @param result - an answer of the rule */
  add(result: Result): void {
    const subjects = this.#subjects(result.place);
    const known = subjects.get(result.subject);
    if (known === undefined) {
      const slot = { answers: [result] };
      this.#slots.push(slot);
      subjects.set(result.subject, slot);
      return;
    }
    const before = known.answers[0]?.verdict ?? "satisfied";
    if (worst[before] < worst[result.verdict]) known.answers = [result];
    else if (result.verdict === "undetermined" && before === "undetermined") {
      known.answers.push(result);
    }
  }

  /** @returns one result for each subject, in the order in which they were first answered for */
  all(): readonly Result[] {
    return this.#slots.flatMap(({ answers }) => together(answers));
  }

  #subjects(place: Place): BySubject {
    const { path } = place.source;
    let plans = this.#byPath.get(path);
    if (plans === undefined) this.#byPath.set(path, (plans = new Map<string, BySubject>()));
    const plan = planOf(place);
    let subjects = plans.get(plan);
    if (subjects === undefined) plans.set(plan, (subjects = new Map<string, Slot>()));
    return subjects;
  }
}

/** Of several plans of one configuration each has answers of its own. */
function planOf({ via }: Place): string | undefined {
  return via.find(({ kind }) => kind === "plan")?.label;
}

/** Undetermined answers about one subject as one, which misses what any of them misses. */
function together(answers: readonly Result[]): readonly Result[] {
  const [first, ...more] = answers;
  if (first === undefined || more.length === 0) return answers;
  const reasons = leadingReasons(answers.flatMap((answer) => answer.reasons));
  return [{ ...first, reasons, message: cannotTell(reasons) }];
}

/** What is said where something is not known. */
export function cannotTell(reasons: readonly Reason[]): string {
  const details = new Set(reasons.map(({ detail }) => detail));
  return `Cannot tell, because ${[...details].join("; and because ")}`;
}
