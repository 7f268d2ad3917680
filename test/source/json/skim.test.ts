import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { member } from "../../../src/loaders/terraform/parsed-json.ts";
import { skimJson, type Wanted } from "../../../src/source/json/skim.ts";
import { accepted, altered, unitsOf } from "./skimming.ts";
import { write, writtenJson } from "./written-json.ts";

/** What a reader of the whole text would pick of it. */
function pick(raw: unknown, wanted: Wanted): unknown {
  if (wanted === "everything" || typeof raw !== "object" || raw === null) return raw;
  if ("items" in wanted) {
    return Array.isArray(raw) ? raw.map((item) => pick(item, wanted.items)) : raw;
  }
  if (Array.isArray(raw)) return raw;
  const entries = wanted.members.flatMap(([key, below]) => {
    const own: unknown = Object.getOwnPropertyDescriptor(raw, key)?.value;
    return own === undefined ? [] : [[key, pick(own, below)]];
  });
  return Object.fromEntries(entries);
}

const { wanted } = fc.letrec<{ wanted: Wanted }>((tie) => ({
  wanted: fc.oneof(
    { depthSize: "small" },
    fc.constant<Wanted>("everything"),
    fc.record({ items: tie("wanted") }),
    fc
      .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "0"), tie("wanted")), {
        selector: ([key]) => key,
        maxLength: 3,
      })
      .map((members): Wanted => ({ members })),
  ),
}));

/** JSON whose objects have few keys, so that many of them are wanted. */
const json = writtenJson.map((value) => write(value).text);

function skim(text: string, asked: Wanted): ReturnType<typeof skimJson> {
  return skimJson(text, unitsOf(text), asked);
}

describe("skimming JSON", () => {
  it("gives what is wanted, as JSON.parse would", () => {
    fc.assert(
      fc.property(json, wanted, (text, asked) => {
        expect(skim(text, asked)?.raw).toEqual(pick(JSON.parse(text), asked));
      }),
      { numRuns: 1000 },
    );
  });

  it("says where each item stands of which a part is wanted", () => {
    fc.assert(
      fc.property(json, (text) => {
        const list = `{"a": [${text},${text} , ${text}]}`;
        const found = skim(list, {
          members: [["a", { items: { members: [["a", "everything"]] } }]],
        });
        const items = member(found?.raw, "a");
        const written = [0, 1, 2, 3].map((index) => {
          const span = found?.span(items, index);
          return span && list.slice(span.start, span.end).trim();
        });
        const one = text.trim();
        expect(written).toEqual([one, one, one, undefined]);
      }),
    );
  });

  it("takes nothing that JSON.parse refuses, whatever is wanted of it", () => {
    fc.assert(
      fc.property(altered, wanted, (text, asked) => {
        expect(skim(text, asked) !== undefined).toBe(accepted(text));
      }),
      { numRuns: 2000 },
    );
  });

  const asked: Wanted = { members: [["a", { items: { members: [["b", "everything"]] } }]] };
  const whole = ' {"x": [1, {"é": "\\n"}], "a": [{"b": [true], "c": {"d": null}}, -1.5e3]} ';

  it("takes no text that is cut off, wherever", () => {
    const end = whole.trimEnd().length;
    for (let length = 0; length < end; length += 1) {
      expect(skim(whole.slice(0, length), asked)).toBeUndefined();
    }
    expect(skim(whole, asked)?.raw).toEqual({ a: [{ b: [true] }, -1500] });
  });

  it.each<[why: string, text: string, raw: unknown]>([
    ["a key that is written with escapes", '{"\\u0061": [{"\\u0062": 1}]}', { a: [{ b: 1 }] }],
    [
      "the last of several statements",
      '{"a": [{"b": 1}], "a": [{"b": 2, "b": 3}]}',
      { a: [{ b: 3 }] },
    ],
    ["all of what is no list", '{"a": {"b": 1, "c": 2}}', { a: { b: 1, c: 2 } }],
    ["all of an item that is no object", '{"a": [[{"c": 1}], null]}', { a: [[{ c: 1 }], null] }],
    ["half of a pair of surrogates", '{"a": [{"b": "\\ud800"}]}', { a: [{ b: "\ud800" }] }],
    ["a long text", `{"a": [{"b": "${"x".repeat(1e6)}"}]}`, { a: [{ b: "x".repeat(1e6) }] }],
  ])("takes %s", (_, text, raw) => {
    expect(skim(text, asked)?.raw).toEqual(raw);
  });

  it("leaves what starts with a byte order mark to others", () => {
    expect(skim("\ufeff{}", asked)).toBeUndefined();
  });

  it.each([
    ["that nobody wants", '{"x": ', "}"],
    ["that is wanted", '{"a": [{"b": ', "}]}"],
  ])("leaves 100,000 levels %s to others", (_, before, after) => {
    const nested = "[".repeat(100_000) + "]".repeat(100_000);
    expect(skim(before + nested + after, asked)).toBeUndefined();
  });

  it("follows what is wanted of itself only so far", () => {
    const members: [string, Wanted][] = [["a", "everything"]];
    const recursive: Wanted = { members };
    members[0] = ["a", recursive];
    const text = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
    expect(skim(text, recursive)).toBeUndefined();
  });
});
