import type { Place } from "../model/place.ts";
import type { Reason } from "../model/value.ts";

/** Neither true nor false as far as the input and AWS's documentation tell; never without reasons. */
export interface Unknown {
  readonly reasons: readonly Reason[];
}

/**
 * Kleene's three values. An unknown part matters only where it changes the whole: false and unknown
 * is false, true or unknown is true.
 */
export type Truth = boolean | Unknown;

/** More reasons than this help nobody, and could grow without limit. */
const mostReasons = 20;

/** @returns whether the truth is open */
export function isUnknown(truth: Truth): truth is Unknown {
  return typeof truth === "object";
}

/** @returns an open truth with this one reason */
export function unknown(reason: Reason): Unknown {
  return { reasons: [reason] };
}

/** @returns the reasons of an open truth; none where it is settled */
export function reasonsOf(truth: Truth): readonly Reason[] {
  return isUnknown(truth) ? truth.reasons : [];
}

/** @returns the same truth; reasons without a place of their own are given this one */
export function placed(truth: Truth, place: Place): Truth {
  if (!isUnknown(truth) || truth.reasons.every((reason) => reason.place !== undefined)) {
    return truth;
  }
  return {
    reasons: truth.reasons.map((reason) =>
      reason.place === undefined ? { ...reason, place } : reason,
    ),
  };
}

/** Negation; what is open stays open for the same reasons. */
export function not(truth: Truth): Truth {
  return isUnknown(truth) ? truth : !truth;
}

/** Conjunction. */
export function and(left: Truth, right: Truth): Truth {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  return merge(left, right);
}

/** Disjunction. */
export function or(left: Truth, right: Truth): Truth {
  if (left === true || right === true) return true;
  if (left === false) return right;
  if (right === false) return left;
  return merge(left, right);
}

/** Disjunction over items; stops at the first that is true. False over none. */
export function anyOf<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    result = or(result, test(item));
    if (result === true) return true;
  }
  return result;
}

/** Conjunction over items; stops at the first that is false. True over none. */
export function allOf<T>(items: readonly T[], test: (item: T) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    result = and(result, test(item));
    if (result === false) return false;
  }
  return result;
}

/**
 * One truth where AWS's documentation leaves several readings open.
 *
 * @param readings - what each reading would give
 * @param open - the reason to give where they differ
 */
export function sameUnderAll(readings: readonly Truth[], open: Reason): Truth {
  const [first, ...others] = readings;
  if (first === undefined) return unknown(open);
  if (!isUnknown(first) && others.every((reading) => reading === first)) return first;
  return readings.reduce<Truth>(
    (left, right) => (isUnknown(right) ? mergeAny(left, right) : left),
    unknown(open),
  );
}

function mergeAny(left: Truth, right: Unknown): Unknown {
  return isUnknown(left) ? merge(left, right) : right;
}

function merge(left: Unknown, right: Unknown): Unknown {
  if (left === right) return left;
  const reasons = [...left.reasons];
  for (const reason of right.reasons) {
    if (reasons.length >= mostReasons) break;
    if (!reasons.includes(reason)) reasons.push(reason);
  }
  return { reasons };
}
