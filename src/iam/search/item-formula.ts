import { isMultivalued } from "../context.ts";
import type { PatternPart } from "../pattern.ts";
import type { Piece, Template } from "../variables.ts";
import type { Comparison, Meaning } from "./comparison.ts";
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
import { allBut, anyChar, only } from "./char-set.ts";
import { languageOf, many, texts, union, type Language, type Sequence } from "./language.ts";
import type { KeyReading, TextView } from "./reading.ts";
import type { Work } from "./work.ts";

/** Gives how the requests come by the value of a condition key, by its name in lower case. */
export type Keys = (key: string) => KeyReading;

/** A text of the request that is held against a policy's values: a part of a variable, or fixed. */
export type Subject = TextView | string;

/** What became of a template: texts, the same for every request, or something that depends on it. */
export type Item =
  | { readonly kind: "meaning"; readonly meaning: Meaning }
  /** A variable in it is never resolved: it stands for no text. */
  | { readonly kind: "dead" }
  | { readonly kind: "open" }
  | { readonly kind: "dependent"; readonly pieces: readonly Bound[] };

/** A piece of a template with what is known of its variable. */
export type Bound =
  | { readonly kind: "part"; readonly part: PatternPart }
  | { readonly kind: "view"; readonly view: TextView; readonly fallback: string | undefined };

/** Puts in what is the same for all requests of the family. */
export function readItem(template: Template, compare: Comparison, keys: Keys): Item {
  const pieces: Bound[] = [];
  for (const piece of template.pieces) {
    const bound = bind(piece, keys);
    if (bound === "dead" || bound === "open") return { kind: bound };
    pieces.push(bound);
  }
  const parts = pieces.flatMap((piece) => (piece.kind === "part" ? [piece.part] : []));
  if (parts.length === pieces.length) return { kind: "meaning", meaning: compare(parts) };
  return { kind: "dependent", pieces };
}

function bind(piece: Piece, keys: Keys): Bound | "dead" | "open" {
  switch (piece.kind) {
    case "text":
      return { kind: "part", part: { text: piece.text, wildcards: true } };
    case "literal":
      return { kind: "part", part: { text: piece.text, wildcards: false } };
    case "malformed":
      return "open";
    case "variable": {
      const reading = keys(piece.key);
      const { fallback } = piece;
      if (reading.kind === "text" && !reading.several) {
        return { kind: "view", view: reading.view, fallback };
      }
      if (reading.kind !== "fixed") return "open";
      const { entry } = reading;
      if (entry === undefined) {
        return fallback === undefined ? "dead" : brought(fallback);
      }
      if (entry.kind === "unknown" || isMultivalued(piece.key, entry)) return "open";
      const [value, ...others] = entry.values;
      return value === undefined || others.length > 0 ? "open" : brought(value);
    }
  }
}

function brought(text: string): Bound {
  return { kind: "part", part: { text, wildcards: false, fromRequest: true } };
}

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
  }
}

/**
 * A component of an ARN that is compared with the same component of the same ARN fits in any case:
 * `arn:aws:iam::${aws:PrincipalAccount}:role/Admin` for `aws:PrincipalArn`.
 */
function withoutOwn(subject: Subject, pieces: readonly Bound[]): readonly Bound[] {
  if (typeof subject === "string" || subject.partOf(wholeProbe) !== wholeProbe) return pieces;
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
    ? among(subject, compare(parts), work)
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
    const same = sameAs(subject, only.view, compare, work);
    if (same !== undefined) return same;
  }
  const [view, ...further] = views;
  if (typeof subject === "string" && view !== undefined && further.length === 0) {
    return hole(subject, pieces, view.view, compare, work);
  }
  const link = (reading: "certainly" | "possibly"): Formula =>
    literal({
      kind: "linked",
      on: views.map((piece) => piece.view.variable),
      given: (values) => {
        const parts = substitute(pieces, values);
        return among(subject, compare(parts), work)[reading];
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

/** Text that no wildcard can come from. */
const wildcardFree = languageOf([[many(allBut("*?"))]]);
const withWildcard = languageOf([
  [many(anyChar), { chars: only("*?"), many: false }, many(anyChar)],
]);

/**
 * A value that is nothing but a variable: two texts are the same. Undefined where the comparison
 * is another one, or only parts of variables are compared.
 */
function sameAs(
  subject: TextView,
  other: TextView,
  compare: Comparison,
  work: Work,
): Judgement | undefined {
  const left = subject.variable;
  const right = other.variable;
  const { certainly } = compare(probe);
  const isWhole =
    subject.partOf(wholeProbe) === wholeProbe && other.partOf(wholeProbe) === wholeProbe;
  if (!isWhole || !work.automata.matches(certainly, "aB") || certainly.texts?.length !== 1) {
    return undefined;
  }
  if (left === right) return exactly(always);
  const same = literal({ kind: "equal", left, right, same: true });
  if (!takesWildcards(compare)) return exactly(same);
  return {
    certainly: every([same, textIn(right, wildcardFree)]),
    possibly: anyOf([exactly(same), exactly(textIn(right, withWildcard))]).possibly,
  };
}

const probe = [{ text: "aB", wildcards: false, fromRequest: true }];

function takesWildcards(compare: Comparison): boolean {
  const wild = [{ text: "*", wildcards: false, fromRequest: true }];
  return compare(wild).possibly.texts === undefined;
}

const wholeProbe = "a:b/c:d/e:f/g\nh";

/** Stands for a variable's value in a pattern; a character that no policy can state. */
const gap = "\u{10ffff}";

/** The texts that a template's only variable must have for a given subject to fit. */
function hole(
  subject: string,
  pieces: readonly Bound[],
  view: TextView,
  compare: Comparison,
  work: Work,
): Judgement {
  const parts = pieces.map((piece): PatternPart =>
    piece.kind === "part" ? piece.part : { text: gap, wildcards: false },
  );
  const { certainly, possibly } = compare(parts);
  const caseless = compare(probe).certainly.texts?.length !== 1 && !takesWildcards(compare);
  const fits = (language: Language): readonly string[] =>
    language.sequences.flatMap((sequence) => fillings(subject, sequence, work));
  const fitting = (language: Language): Formula => {
    const found = fits(language);
    const plain = caseless
      ? found.map((text) => compare([{ text, wildcards: false }]).certainly)
      : [];
    return textIn(view.variable, view.holding(caseless ? union(plain) : texts(found)));
  };
  // Where no text at all fits, none that wildcards stand for does.
  const wild =
    fits(possibly).length === 0 ? never : textIn(view.variable, view.holding(withWildcard));
  const exact = fitting(certainly);
  const more = certainly === possibly ? exact : fitting(possibly);
  if (!takesWildcards(compare) && certainly === possibly) return exactly(exact);
  return {
    certainly: every([exact, textIn(view.variable, view.holding(wildcardFree))]),
    possibly: anyOf([exactly(more), exactly(wild)]).possibly,
  };
}

function fillings(subject: string, sequence: Sequence, work: Work): readonly string[] {
  const code = gap.codePointAt(0) ?? 0;
  const at = sequence.findIndex(
    ({ chars, many }) => !many && !chars.except && chars.codes.has(code),
  );
  if (at === -1) return [];
  const before = languageOf([sequence.slice(0, at)]);
  const after = languageOf([sequence.slice(at + 1)]);
  const starts: number[] = [];
  const ends: number[] = [];
  for (let cut = 0; cut <= subject.length; cut += 1) {
    if (work.automata.matches(before, subject.slice(0, cut))) starts.push(cut);
    if (work.automata.matches(after, subject.slice(cut))) ends.push(cut);
  }
  return starts.flatMap((start) =>
    ends.flatMap((end) => (end >= start ? [subject.slice(start, end)] : [])),
  );
}
