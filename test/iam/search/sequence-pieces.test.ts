import { describe, expect, test } from "vitest";
import { allBut, anyChar, only } from "../../../src/iam/search/char-set.ts";
import { literal, many, times, type Sequence } from "../../../src/iam/search/language.ts";
import { sequencePieces } from "../../../src/iam/search/sequence-pieces.ts";

const wide = many(anyChar);
const within = many(allBut(":"));

describe("a sequence as texts with gaps between", () => {
  test.each<[what: string, steps: Sequence, pieces: readonly (readonly [string, string])[]]>([
    ["a text", literal("role"), [["role", "none"]]],
    [
      "any text",
      [wide],
      [
        ["", "none"],
        ["", "wide"],
      ],
    ],
    [
      "a name that begins so",
      [...literal("role/"), wide],
      [
        ["role/", "none"],
        ["", "wide"],
      ],
    ],
    [
      "the account of a role",
      [...literal("arn:aws:iam::"), within, ...literal(":role/"), wide, ...literal("x")],
      [
        ["arn:aws:iam::", "none"],
        [":role/", "within"],
        ["x", "wide"],
      ],
    ],
  ])("%s", (_, steps, pieces) => {
    expect(sequencePieces(steps)).toEqual(pieces.map(([text, gap]) => ({ text, gap })));
  });

  test.each<[what: string, steps: Sequence]>([
    ["any one character", [{ chars: anyChar, many: false }]],
    ["one of several characters", times(only("ab"), 1)],
    ["several of some characters", [many(only("ab"))]],
    ["several of all but another character", [many(allBut("/"))]],
    ["a gap that stops at colons, behind one that does not", [wide, ...literal("a"), within]],
    ["half of a character", [{ chars: { except: false, codes: new Set([0xd83d]) }, many: false }]],
  ])("is none with %s", (_, steps) => {
    expect(sequencePieces(steps)).toBeUndefined();
  });
});
