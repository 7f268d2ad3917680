import type { PatternPart } from "../pattern.ts";
import { allBut, anyChar, only } from "./char-set.ts";
import type { Comparison } from "./comparison.ts";
import { anyOf, every, exactly, never, textIn, type Formula, type Judgement } from "./formula.ts";
import type { Bound } from "./item.ts";
import { languageOf, many, texts, union, type Language, type Sequence } from "./language.ts";
import type { TextView } from "./reading.ts";
import type { Work } from "./work.ts";

/** Text that no wildcard can come from. */
export const wildcardFree = languageOf([[many(allBut("*?"))]]);
/** Text that may count as a pattern, where a policy variable brings it. */
export const withWildcard = languageOf([
  [many(anyChar), { chars: only("*?"), many: false }, many(anyChar)],
]);

/** Stands for a variable's value in a pattern; a character that no policy can state. */
const gap = "\u{10ffff}";

/** The texts that a template's only variable must have for a given subject to fit. */
export function fittingValues(
  subject: string,
  pieces: readonly Bound[],
  view: TextView,
  compare: Comparison,
  work: Work,
): Judgement {
  const parts = pieces.map((piece): PatternPart =>
    piece.kind === "part" ? piece.part : { text: gap, wildcards: false },
  );
  const { certainly, possibly } = compare.meaning(parts);
  const caseless = compare.equality === "caseless";
  const fits = (language: Language): readonly string[] =>
    language.sequences.flatMap((sequence) => fillings(subject, sequence, work));
  const fitting = (language: Language): Formula => {
    const found = fits(language);
    const plain = caseless
      ? found.map((text) => compare.meaning([{ text, wildcards: false }]).certainly)
      : [];
    return textIn(view.variable, view.holding(caseless ? union(plain) : texts(found)));
  };
  // Where no text at all fits, none that wildcards stand for does.
  const wild =
    fits(possibly).length === 0 ? never : textIn(view.variable, view.holding(withWildcard));
  const exact = fitting(certainly);
  const more = certainly === possibly ? exact : fitting(possibly);
  if (!compare.wildcards && certainly === possibly) return exactly(exact);
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
