import { describe, expect, it } from "vitest";
import { Automata } from "../../../src/iam/search/automaton.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import { anyChar } from "../../../src/iam/search/char-set.ts";
import { contradict } from "../../../src/iam/search/contradict.ts";
import {
  componentIn,
  glob,
  languageOf,
  many,
  texts,
  type Constraint,
  type Language,
} from "../../../src/iam/search/language.ts";

const [one, other] = ["111122223333", "444455556666"];
const account = (...ids: readonly string[]): Language => componentIn(texts(ids), ":", 4);
const like = (pattern: string): Language => componentIn(languageOf([glob(pattern)]), ":", 4);
const inside = (language: Language): Constraint => ({ language, inside: true });
const outside = (language: Language): Constraint => ({ language, inside: false });

describe("constraints on one component contradict each other", () => {
  it.each<[what: string, constraints: readonly Constraint[], expected: boolean]>([
    ["one account and not that one", [inside(account(one)), outside(account(one))], true],
    ["one account and another", [inside(account(one)), inside(account(other))], true],
    [
      "two accounts and neither",
      [inside(account(one, other)), outside(account(one)), outside(account(other))],
      true,
    ],
    ["one account and none like it", [outside(like("1111*")), inside(account(one))], true],
    ["one account and not another", [inside(account(one)), outside(account(other))], false],
    [
      "two accounts, of which one is left",
      [inside(account(one, other)), outside(account(one))],
      false,
    ],
    ["not one account", [outside(account(one)), outside(account(other))], false],
    [
      "an account that is another component",
      [inside(account(one)), outside(componentIn(texts([one]), ":", 3))],
      false,
    ],
    [
      "an account between other separators",
      [inside(account(one)), outside(componentIn(texts([one]), "/", 4))],
      false,
    ],
    [
      "a last component and not that one",
      [
        inside(componentIn(texts(["agent"]), "/", "last")),
        outside(componentIn(texts(["agent"]), "/", "last")),
      ],
      true,
    ],
    ["any text", [inside(languageOf([[many(anyChar)]])), outside(account(one))], false],
  ])("%s", (_, constraints, expected) => {
    expect(contradict(constraints, new Automata(new Budget(1000)))).toBe(expected);
  });
});
