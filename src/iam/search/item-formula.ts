import type { PatternPart } from "../pattern.ts";
import type { Comparison, Meaning } from "./comparison.ts";
import { fittingValues, wildcardFree, withWildcard } from "./fixed-subject.ts";
import {
  absent,
  allOf,
  always,
  anyOf,
  exactly,
  every,
  literal,
  never,
  open,
  present,
  textIn,
  type Formula,
  type Judgement,
} from "./formula.ts";
import { brought, type Bound, type Item } from "./item.ts";
import type { Language } from "./language.ts";
import type { TextView } from "./reading.ts";
import type { Work } from "./work.ts";

/** A text of the request that is held against a policy's values: a part of a variable, or fixed. */
export type Subject = TextView | string;

/** @returns that the subject, which has a value, is one of the texts that an item stands for */
export function subjectMeets(
  subject: Subject,
  item: Item,
  compare: Comparison,
  work: Work,
): Judgement {
  switch (item.kind) {
    case "meaning":
      return among(subject, item.meaning, work);
    case "dead":
      return exactly(never);
    case "open":
      return open;
    case "dependent":
      return itemOf(subject, withoutOwn(subject, item.pieces), compare, work);
    case "cases":
      return anyOf(
        item.cases.map((one) =>
          allOf([exactly(one.when), subjectMeets(subject, one.item, compare, work)]),
        ),
      );
  }
}

/**
 * A component of an ARN that is compared with the same component of the same ARN fits in any case:
 * `arn:aws:iam::${aws:PrincipalAccount}:role/Admin` for `aws:PrincipalArn`.
 */
function withoutOwn(subject: Subject, pieces: readonly Bound[]): readonly Bound[] {
  if (typeof subject === "string" || !subject.isWhole) return pieces;
  let colons = 0;
  return pieces.map((piece, at): Bound => {
    const before = pieces[at - 1];
    const after = pieces[at + 1];
    if (piece.kind === "part") {
      colons += piece.part.text.split(":").length - 1;
      return piece;
    }
    const own = piece.view.partOf(components) === String(colons) && colons < 5;
    const alone =
      before?.kind === "part" &&
      before.part.text.endsWith(":") &&
      after?.kind === "part" &&
      after.part.text.startsWith(":");
    const same = piece.view.variable === subject.variable;
    return own && alone && same ? { kind: "part", part: { text: "*", wildcards: true } } : piece;
  });
}

const components = "0:1:2:3:4:5";

function among(subject: Subject, { certainly, possibly }: Meaning, work: Work): Judgement {
  const inside = (language: Language): Formula => {
    if (typeof subject !== "string") {
      return textIn(subject.variable, subject.holding(language));
    }
    return work.automata.matches(language, subject) ? always : never;
  };
  if (certainly === possibly) return exactly(inside(certainly));
  return { certainly: inside(certainly), possibly: inside(possibly) };
}

/** A template of more variables than this is not followed. */
const mostViews = 3;

function dependent(
  subject: Subject,
  pieces: readonly Bound[],
  compare: Comparison,
  work: Work,
): Judgement {
  const views = pieces.filter((piece) => piece.kind === "view");
  const replaceable = views.filter(
    ({ view, fallback }) => view.variable.optional && fallback !== undefined,
  );
  const [missing, ...further] = replaceable;
  if (views.length > mostViews || further.length > 0) return open;
  const given = allOf([
    ...views.map(({ view }) => exactly(present(view.variable))),
    resolved(subject, pieces, compare, work),
  ]);
  if (missing?.fallback === undefined) return given;
  const fallback = brought(missing.fallback);
  const replaced = pieces.map((piece) => (piece === missing ? fallback : piece));
  const without = allOf([
    exactly(absent(missing.view.variable)),
    itemOf(subject, replaced, compare, work),
  ]);
  return anyOf([given, without]);
}

function itemOf(
  subject: Subject,
  pieces: readonly Bound[],
  compare: Comparison,
  work: Work,
): Judgement {
  const parts = pieces.flatMap((piece) => (piece.kind === "part" ? [piece.part] : []));
  return parts.length === pieces.length
    ? among(subject, compare.meaning(parts), work)
    : dependent(subject, pieces, compare, work);
}

/** Where every variable of the template has a value. */
function resolved(
  subject: Subject,
  pieces: readonly Bound[],
  compare: Comparison,
  work: Work,
): Judgement {
  const [only, ...others] = pieces;
  const views = pieces.filter((piece) => piece.kind === "view");
  if (only?.kind === "view" && others.length === 0 && typeof subject !== "string") {
    const same = sameAs(subject, only.view, compare);
    if (same !== undefined) return same;
  }
  const [view, ...further] = views;
  if (typeof subject === "string" && view !== undefined && further.length === 0) {
    return fittingValues(subject, pieces, view.view, compare, work);
  }
  const link = (reading: "certainly" | "possibly"): Formula =>
    literal({
      kind: "linked",
      on: views.map((piece) => piece.view.variable),
      given: (values) => {
        const parts = substitute(pieces, values);
        return among(subject, compare.meaning(parts), work)[reading];
      },
    });
  return { certainly: link("certainly"), possibly: link("possibly") };
}

function substitute(pieces: readonly Bound[], values: readonly string[]): readonly PatternPart[] {
  let at = 0;
  return pieces.map((piece) => {
    if (piece.kind === "part") return piece.part;
    const value = values[at] ?? "";
    at += 1;
    return { text: piece.view.partOf(value), wildcards: false, fromRequest: true };
  });
}

/**
 * A value that is nothing but a variable: two texts are the same. Undefined where the comparison
 * is another one, or where only parts of variables are compared.
 */
function sameAs(
  left: TextView,
  right: TextView,
  { equality, wildcards }: Comparison,
): Judgement | undefined {
  if (equality === undefined || (!left.isWhole && !right.isWhole)) return undefined;
  if (left.variable === right.variable && left.isWhole && right.isWhole) return exactly(always);
  const caseless = equality === "caseless";
  const same = literal({ kind: "equal", left, right, same: true, caseless });
  if (!wildcards) return exactly(same);
  const brings = (language: Language): Formula => textIn(right.variable, right.holding(language));
  return {
    certainly: every([same, brings(wildcardFree)]),
    possibly: anyOf([exactly(same), exactly(brings(withWildcard))]).possibly,
  };
}
