import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../../../src/model/place.ts";
import type { Value } from "../../../src/model/value.ts";
import {
  deepestJson,
  embeddedJson,
  jsonDocument,
  jsonView,
} from "../../../src/source/json/value.ts";
import { locate } from "../../../src/source/locate.ts";
import { stepsTo, write, writtenJson } from "./written-json.ts";

function sourceOf(text: string): Source {
  return { path: "a.json", text, syntax: "json", confidential: false };
}

function valueOf(text: string): Value {
  const outcome = jsonDocument(sourceOf(text));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

/** As plain data; objects as lists of entries, so that no key is special. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.value;
    case "list":
      return { items: value.items.map(plain) };
    case "map":
      return { entries: value.keys().map((key) => [key, plain(value.get(key))]) };
    case "absent":
      return null;
    case "unknown":
      return value.reason;
  }
}

function raw(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return { items: value.map(raw) };
  return { entries: Object.entries(value).map(([key, member]) => [key, raw(member)]) };
}

function member(value: Value, ...steps: readonly (string | number)[]): Value {
  return steps.reduce((now, step) => {
    if (typeof step === "number") return (now.kind === "list" && now.items[step]) || now;
    return now.kind === "map" ? now.get(step) : now;
  }, value);
}

function textAt(value: Value): string | undefined {
  const span = locate([value.place]).get(value.place)?.span;
  const { route, source } = value.place;
  return route.kind === "path" ? source.text.slice(span?.start, span?.end) : undefined;
}

describe("jsonDocument", () => {
  it("holds what JSON.parse returns", () => {
    fc.assert(
      fc.property(writtenJson, fc.constantFrom("", "\ufeff"), (value, mark) => {
        const { text } = write(value);
        expect(plain(valueOf(mark + text))).toEqual(raw(JSON.parse(text)));
      }),
    );
  });

  it("tells the duplicate keys of each object, those in replaced ones too", () => {
    fc.assert(
      fc.property(writtenJson, (value) => {
        const { text, duplicates } = write(value);
        const told: unknown[] = [];
        const waiting = [valueOf(text)];
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          if (next.kind === "list") waiting.push(...next.items);
          if (next.kind !== "map") continue;
          const { route } = next.place;
          const steps = route.kind === "path" ? stepsTo(route.path) : [];
          for (const { key, place } of next.duplicates) {
            told.push({ steps, key, span: place.route.kind === "span" && place.route.span });
          }
          for (const key of next.keys()) waiting.push(next.get(key));
        }
        expect(duplicates).toEqual(expect.arrayContaining(told));
        const direct = duplicates.filter(({ steps }) => steps.length === 0);
        expect(told).toEqual(expect.arrayContaining(direct));
      }),
    );
  });

  it("holds `__proto__` and its like as members like others", () => {
    const value = valueOf('{"__proto__": {"polluted": 1}, "constructor": 2}');
    expect(plain(value)).toEqual({
      entries: [
        ["__proto__", { entries: [["polluted", 1]] }],
        ["constructor", 2],
      ],
    });
    expect(member(value, "__proto__", "polluted")).toMatchObject({ kind: "scalar", value: 1 });
    expect(member(value, "polluted").kind).toBe("absent");
    expect(textAt(member(value, "__proto__", "polluted"))).toBe("1");
  });

  it.each(["toString", "hasOwnProperty", "__proto__", "constructor"])(
    "finds no inherited member %s",
    (key) => {
      expect(member(valueOf("{}"), key).kind).toBe("absent");
    },
  );

  it("reads `null` as nothing set, and finds it all the same", () => {
    const value = member(valueOf('{"a": null}'), "a");
    expect(value.kind).toBe("absent");
    expect(textAt(value)).toBe("null");
  });

  it("places what is not there at the object that would hold it", () => {
    expect(textAt(member(valueOf('{"a": {"b": 1}}'), "a", "c"))).toBe('{"b": 1}');
  });

  it("points at the first character that is wrong", () => {
    const source = sourceOf('\ufeff{"a": 1,}');
    expect(jsonDocument(source)).toEqual({
      ok: false,
      message: "expected a key in quotation marks, found `}`",
      place: {
        source,
        route: { kind: "span", span: { start: 9, end: 10 } },
        address: undefined,
        via: [],
      },
    });
  });

  it("reads 100,000 levels without recursion, and says where it stops looking", () => {
    const depth = 100_000;
    let value = valueOf(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    let levels = 0;
    for (; value.kind === "list"; levels += 1) {
      const [first] = value.items;
      if (first === undefined) break;
      value = first;
    }
    expect(levels).toBe(deepestJson);
    expect(value).toMatchObject({
      kind: "unknown",
      reason: { code: "too-large", detail: "it is nested more than 200 levels deep" },
    });
  });

  it("tells duplicate keys below 100,000 levels of duplicate keys without copying paths", () => {
    const depth = 100_000;
    const text = `${'{"a":1,"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const value = valueOf(text);
    expect(value.kind === "map" && value.duplicates.map(({ key }) => key)).toEqual(["a"]);
    const below = member(value, "a", "a");
    expect(below.kind === "map" && below.duplicates.map(({ place }) => place.route)).toEqual([
      { kind: "span", span: { start: 29, end: 32 } },
    ]);
  });
});

describe("embeddedJson", () => {
  const policy = '{"Statement": [{"Sid": "A", "Sid": "B"}]}';

  it("leads into the string", () => {
    const scalar = member(valueOf(JSON.stringify({ policy })), "policy");
    const outcome = scalar.kind === "scalar" ? embeddedJson(scalar) : undefined;
    const sid = outcome?.ok === true ? member(outcome.value, "Statement", 0, "Sid") : undefined;
    expect(sid).toMatchObject({ kind: "scalar", value: "B", sensitive: false });
    expect(sid && textAt(sid)).toBe(String.raw`\"B\"`);
  });

  it("places duplicate keys at the last of them, and wrong syntax at the string", () => {
    const root = valueOf(JSON.stringify({ policy, wrong: "{,}" }));
    const [good, wrong] = [member(root, "policy"), member(root, "wrong")];
    const read = good.kind === "scalar" ? embeddedJson(good) : undefined;
    const statement = read?.ok === true ? member(read.value, "Statement", 0) : undefined;
    const place = statement?.kind === "map" ? statement.duplicates[0]?.place : undefined;
    expect(place?.route).toMatchObject({ kind: "path", part: "key", path: { step: "Sid" } });
    expect(wrong.kind === "scalar" && embeddedJson(wrong)).toEqual({
      ok: false,
      message: "expected a key in quotation marks, found `,`",
      place: wrong.place,
    });
  });

  it("keeps everything in a sensitive string sensitive, and its places masked", () => {
    const source = sourceOf(JSON.stringify(policy));
    const scalar = jsonView(policy, { source, path: undefined, sensitive: true });
    const outcome = scalar.kind === "scalar" ? embeddedJson(scalar) : undefined;
    const sid = outcome?.ok === true ? member(outcome.value, "Statement", 0, "Sid") : undefined;
    expect(sid?.sensitive).toBe(true);
    expect(sid?.place.masked).toBe(true);
  });
});
