import type { Place } from "./place.ts";
import type { Reason } from "./value.ts";

/** How much a violation matters; `off` rules do not run. */
export type Level = "error" | "warning" | "note" | "off";

/** The three answers. Unknown is never a pass. */
export type Verdict = "violated" | "satisfied" | "undetermined";

/** A concrete request, in the form that `guardlint decide` takes. */
export interface WitnessRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A concrete request that is allowed although it should not be, or several in a row. */
export interface Witness {
  /** One sentence: who does what, and what follows. */
  readonly summary: string;
  /** The request, or the first of them. */
  readonly request: WitnessRequest;
  /** The requests that follow it, in their order; each is allowed, and the last does the harm. */
  readonly then?: readonly WitnessRequest[];
}

/** Another place that helps to understand a result. */
export interface Related<P = Place> {
  readonly message: string;
  readonly place: P;
  /**
   * A rule that may have something to say of the place: where it has, the edit that mends what it
   * says mends this result too.
   */
  readonly mendedWith?: string | undefined;
}

/** One answer of one rule about one subject. */
export interface Result<P = Place> {
  readonly rule: string;
  readonly verdict: Verdict;
  readonly level: Exclude<Level, "off">;
  /** The address or name of what was judged. */
  readonly subject: string;
  /** What is wrong, or that nothing is, or what is missing; a sentence. */
  readonly message: string;
  /** Which of the rule's messages it is. */
  readonly messageId: string;
  /** What to do about it, for violations. */
  readonly fix: string | undefined;
  readonly place: P;
  readonly related: readonly Related<P>[];
  readonly witness: Witness | undefined;
  /** What is missing, for undetermined answers. */
  readonly reasons: readonly Reason<P>[];
  /**
   * `proved`: a satisfied answer holds for all requests. Undefined where the question is not about
   * requests, and for other answers.
   */
  readonly basis: "proved" | undefined;
  /** Assumptions that the answer rests on, a sentence each. */
  readonly assumptions: readonly string[];
}
