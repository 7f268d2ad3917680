import fc from "fast-check";
import { DFA, JS, NFA } from "refa";
import { describe, expect, test } from "vitest";
import { Budget } from "../../../src/iam/search/budget.ts";
import { union, type Constraint, type Language } from "../../../src/iam/search/language.ts";
import { Work } from "../../../src/iam/search/work.ts";

/** A pattern as policies write it, with the operator that reads it and the same as an expression. */
interface Wildcards {
  readonly operator: string;
  readonly text: string;
  readonly source: string;
}

const escaped = (char: string): string => char.replace(/[/.$^()[\]{}|+\\]/u, "\\$&");
const crossing = (text: string): string =>
  Array.from(text, (char) => (char === "*" ? "[^]*" : char === "?" ? "[^]" : escaped(char))).join(
    "",
  );
const within = (text: string): string => crossing(text).replaceAll("[^]", "[^:]");
const anyCase = (text: string): string =>
  Array.from(text, (char) => `[${char.toLowerCase()}${char.toUpperCase()}]`).join("");

const piece = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "/"), maxLength: 5 });
const patterns: fc.Arbitrary<Wildcards> = fc.oneof(
  fc
    .string({ unit: fc.constantFrom("a", "b", "A", "*", "?", ":"), maxLength: 7 })
    .map((text) => ({ operator: "StringLike", text, source: crossing(text) })),
  fc
    .string({ unit: fc.constantFrom("a", "b", "A"), minLength: 1, maxLength: 4 })
    .map((text) => ({ operator: "StringEqualsIgnoreCase", text, source: anyCase(text) })),
  // Five components whose wildcards stay within colons, and the rest.
  fc.tuple(piece, piece, piece).map(([service, account, resource]) => ({
    operator: "ArnLike",
    text: `arn:aws:${service}::${account}:${resource}`,
    source: `arn:aws:${within(service)}::${within(account)}:${crossing(resource)}`,
  })),
);

/** Texts that fit any of some patterns, or none of them. */
interface Asked {
  readonly parts: readonly Wildcards[];
  readonly inside: boolean;
}

const asked: fc.Arbitrary<readonly Asked[]> = fc.array(
  fc.record({
    parts: fc.array(patterns, { minLength: 1, maxLength: 2 }),
    inside: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

function languageOf({ operator, text }: Wildcards, work: Work): Language {
  const meaning = work.comparison(operator)?.meaning([{ text, wildcards: true }]);
  if (meaning === undefined) throw new Error(operator);
  return meaning.certainly;
}

function constraintsOf(all: readonly Asked[], work: Work): readonly Constraint[] {
  return all.flatMap(({ parts, inside }): readonly Constraint[] => {
    const languages = parts.map((one) => languageOf(one, work));
    // Outside a union is outside all of it; inside one is what the search itself makes of a union.
    return inside
      ? [{ language: union(languages), inside }]
      : languages.map((language) => ({ language, inside }));
  });
}

function automatonOf({ parts, inside }: Asked): DFA {
  const source = parts.map((one) => one.source).join("|");
  const parsed = JS.Parser.fromLiteral({ source, flags: "u" }).parse();
  const automaton = DFA.fromFA(
    NFA.fromRegex(parsed.expression, { maxCharacter: parsed.maxCharacter }),
  );
  if (!inside) automaton.complement();
  return automaton;
}

const all = (automata: readonly DFA[]): DFA =>
  automata.reduce((left, right) => DFA.fromFA(DFA.fromIntersection(left, right)));

function shortestOf(automaton: DFA): number | undefined {
  for (const word of automaton.words()) return word.length;
  return undefined;
}

const runs = { seed: 20_261_121, numRuns: 800 };

describe("wildcard patterns, against an automaton library", () => {
  test("a text fits or does not", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "b", "A", ":", "/", "z"), maxLength: 8 });
    const arns = fc.tuple(piece, piece, piece).map((parts) => {
      const [service, account, resource] = parts.map((part) => part.replace(/[*?]/gu, "b"));
      return `arn:aws:${service ?? ""}::${account ?? ""}:${resource ?? ""}`;
    });
    const property = fc.property(patterns, fc.oneof(texts, arns), (pattern, text) => {
      const work = new Work(new Budget(1_000_000));
      const language = languageOf(pattern, work);
      const word = Array.from(text, (char) => char.codePointAt(0) ?? 0);
      const own = work.automata.meetsAll(text, [{ language, inside: true }]);
      expect(own).toBe(automatonOf({ parts: [pattern], inside: true }).test(word));
    });
    fc.assert(property, runs);
  });

  test("a text that goes on fits or does not, whatever its beginning did", () => {
    const ends = fc.string({ unit: fc.constantFrom("a", "b", ":"), minLength: 1, maxLength: 2 });
    const texts = fc.array(ends, { minLength: 2, maxLength: 5 });
    const property = fc.property(patterns, texts, (pattern, pieces) => {
      const work = new Work(new Budget(1_000_000));
      const constraint = { language: languageOf(pattern, work), inside: true };
      const automaton = automatonOf({ parts: [pattern], inside: true });
      let text = "";
      for (const piece of pieces) {
        text += piece;
        const word = Array.from(text, (char) => char.codePointAt(0) ?? 0);
        expect(work.automata.meetsAll(text, [constraint])).toBe(automaton.test(word));
      }
    });
    fc.assert(property, runs);
  });

  test("a text that fits some and does not fit others is found if there is one, and is as short as any", () => {
    let empty = 0;
    const property = fc.property(asked, (constraints) => {
      const work = new Work(new Budget(10_000_000));
      const found = work.shortest(constraintsOf(constraints, work));
      const least = shortestOf(all(constraints.map(automatonOf)));
      if (least === undefined) empty += 1;
      expect(found === undefined ? undefined : Array.from(found).length).toBe(least);
    });
    fc.assert(property, runs);
    expect(empty).toBeGreaterThan(50);
    expect(empty).toBeLessThan(600);
  });
});
