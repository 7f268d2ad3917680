import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Path, Place, Route, Source } from "../../src/model/place.ts";
import { locate } from "../../src/source/locate.ts";
import { follow, pathOf, write, writtenJson } from "./json/written-json.ts";

function sourceOf(text: string, syntax: Source["syntax"] = "json"): Source {
  return { path: "a.json", text, syntax, confidential: false };
}

function placeOf(source: Source, route: Route): Place {
  return { source, route, address: undefined, via: [] };
}

function route(path: Path | undefined, inside?: Route, part: "value" | "key" = "value"): Route {
  return { kind: "path", inside, path, part };
}

/** The text at a place, its key, and what stands there once decoded. */
function at(source: Source, to: Route): unknown {
  const place = placeOf(source, to);
  const found = locate([place]).get(place);
  return found && [source.text.slice(found.span.start, found.span.end), found.key, found.inner];
}

/** Takes a raw piece of a JSON string out of its escapes. */
function decoded(raw: string): unknown {
  return JSON.parse(`"${raw}"`);
}

describe("places in strings", () => {
  it("lead to the piece of the string that decodes to the value", () => {
    fc.assert(
      fc.property(writtenJson, fc.nat(), fc.boolean(), (value, seed, pretty) => {
        const { text, members } = write(value);
        const member = members[seed % Math.max(members.length, 1)];
        fc.pre(member !== undefined);
        const document = { before: "x", policy: text };
        const source = sourceOf(JSON.stringify(document, null, pretty ? 2 : 0));
        const inside = route(pathOf(["policy"]));
        const place = placeOf(source, route(pathOf(member.steps), inside));
        const found = locate([place]).get(place);
        const raw = source.text.slice(found?.span.start, found?.span.end);
        expect(decoded(raw)).toBe(found?.inner);
        expect(JSON.parse(found?.inner ?? "")).toEqual(follow(JSON.parse(text), member.steps));
      }),
    );
  });

  it("lead through strings in strings", () => {
    fc.assert(
      fc.property(writtenJson, fc.nat(), fc.integer({ min: 1, max: 4 }), (value, seed, depth) => {
        const { text, members } = write(value);
        const member = members[seed % Math.max(members.length, 1)];
        fc.pre(member !== undefined);
        let whole = text;
        let inside: Route | undefined;
        for (let level = 0; level < depth; level += 1) {
          whole = JSON.stringify({ in: whole, after: '"' });
          inside = route(pathOf(["in"]), inside);
        }
        const source = sourceOf(whole);
        const place = placeOf(source, route(pathOf(member.steps), inside));
        const found = locate([place]).get(place);
        let raw: unknown = source.text.slice(found?.span.start, found?.span.end);
        for (let level = 0; level < depth; level += 1) raw = decoded(String(raw));
        expect(raw).toBe(found?.inner);
        expect(JSON.parse(String(raw))).toEqual(follow(JSON.parse(text), member.steps));
      }),
    );
  });

  const source = sourceOf(JSON.stringify({ policy: '{"Statement": [{"Sid": "é\\n"}]}' }));
  const policy = route(pathOf(["policy"]));
  const whole = source.text.slice(10, -1);

  it.each([
    ["a member", route(pathOf(["Statement", 0, "Sid"]), policy), '"é\\n"', '"Sid"'],
    ["its key", route(pathOf(["Statement", 0, "Sid"]), policy, "key"), '"Sid"', '"Sid"'],
    ["an item", route(pathOf(["Statement", 0]), policy), '{"Sid": "é\\n"}', undefined],
  ])("find %s", (_, to, inner, key) => {
    expect(at(source, to)).toEqual([JSON.stringify(inner).slice(1, -1), key, inner]);
  });

  it("find what is around a member that is not there", () => {
    expect(at(source, route(pathOf(["Statement", 0, "Action"]), policy))).toEqual([
      String.raw`{\"Sid\": \"é\\n\"}`,
      undefined,
      '{"Sid": "é\\n"}',
    ]);
    expect(at(source, route(pathOf(["Resource"]), policy))).toEqual([whole, '"policy"', undefined]);
  });

  it("find the string itself where its text is wanted whole", () => {
    expect(at(source, route(undefined, policy))).toEqual([whole, '"policy"', undefined]);
  });

  it("find the nearest string around where there are too many of them", () => {
    let text = '{"a": 1}';
    let inside: Route | undefined;
    for (let level = 0; level < 9; level += 1) {
      text = JSON.stringify({ in: text });
      inside = route(pathOf(["in"]), inside);
    }
    const deep = sourceOf(text);
    const place = placeOf(deep, route(pathOf(["a"]), inside));
    const found = locate([place]).get(place);
    expect(found?.span).toEqual({ start: 0, end: text.length });
  });
});

describe("places in a source of another syntax", () => {
  it.each([
    ["double-quoted JSON", 'policy: "{\\"a\\": 1}"', '"', '"', "1"],
    ["single-quoted", `policy: '{"a": 1}'`, "'", "'", "1"],
    ["a block", 'policy: |\n  {\n    "b": 2,\n    "a": 1\n  }\n', "|", "}", "1"],
    ["with an escape that only YAML has", 'policy: "{\\x20\\"a\\": 1}"', '"', '"', undefined],
    ["with broken escapes in a key", 'policy: "{\\"\\x41\\": 1, \\"a\\": 2}"', '"', '"', undefined],
  ])("of a string that is %s", (_, text, first, last, expected) => {
    const source = sourceOf(text, "yaml");
    const span = { start: text.indexOf(first), end: text.lastIndexOf(last) + 1 };
    const place = placeOf(source, route(pathOf(["a"]), { kind: "span", span }));
    const found = locate([place]).get(place)?.span ?? span;
    expect(found.start).toBeGreaterThanOrEqual(span.start);
    expect(found.end).toBeLessThanOrEqual(span.end);
    if (expected !== undefined) expect(text.slice(found.start, found.end)).toBe(expected);
  });
});

describe("locate", () => {
  it("finds the whole text without the blanks around it", () => {
    expect(at(sourceOf("\ufeff\n {} \n"), { kind: "whole" })).toEqual(["{}", undefined, undefined]);
    expect(at(sourceOf(" \n"), { kind: "whole" })).toEqual(["", undefined, undefined]);
  });

  it("takes spans as they are", () => {
    expect(at(sourceOf("abc"), { kind: "span", span: { start: 1, end: 2 } })).toEqual([
      "b",
      undefined,
      undefined,
    ]);
  });

  it("finds places of several sources at once, whatever their number", () => {
    const sources = ["{}", '{"a": 1}', '{"b": {"a": 2}}'].map((text) => sourceOf(text));
    const places = sources.flatMap((source) =>
      [["a"], ["b", "a"], ["b", "c"]].map((steps) => placeOf(source, route(pathOf(steps)))),
    );
    const found = locate(places);
    expect(
      places.map((place) => {
        const { start, end } = found.get(place)?.span ?? { start: 0, end: 0 };
        return place.source.text.slice(start, end);
      }),
    ).toEqual([
      ...["{}", "{}", "{}"],
      ...["1", '{"a": 1}', '{"a": 1}'],
      ...['{"b": {"a": 2}}', "2", '{"a": 2}'],
    ]);
  });
});
