import { describe, expect, it } from "vitest";
import { locator } from "../../src/engine/locations.ts";
import type { Hop, Place } from "../../src/model/place.ts";
import { placeOf, sourceOf } from "./results.ts";

const source = sourceOf("one\ntwo\nthree");

describe("locator", () => {
  it("gives a place its lines, and the way that led there its own", () => {
    const call = placeOf(source, "one");
    const via: readonly Hop[] = [
      { kind: "module", label: "module.a", place: call },
      { kind: "instance", label: "each.key", place: undefined },
    ];
    const place: Place = { ...placeOf(source, "two", "module.a.x"), via };
    expect(locator([place])(place)).toEqual({
      path: "a.yaml",
      region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 4 },
      address: "module.a.x",
      via: [
        {
          kind: "module",
          label: "module.a",
          location: {
            path: "a.yaml",
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 4 },
            address: undefined,
            via: [],
            frame: { lines: [{ number: 1, text: "one", mark: { from: 0, to: 3 } }] },
          },
        },
        { kind: "instance", label: "each.key", location: undefined },
      ],
      frame: { lines: [{ number: 2, text: "two", mark: { from: 0, to: 3 } }] },
    });
  });

  it("cuts ways that are too long, and comes to an end where many meet", () => {
    let place = placeOf(source, "one");
    for (let hops = 0; hops < 50; hops += 1) {
      const hop: Hop = { kind: "module", label: `module.${hops}`, place };
      place = { ...placeOf(source, "two"), via: Array.from({ length: 50 }, () => hop) };
    }
    let location = locator([place])(place);
    let length = 0;
    for (; ; length += 1) {
      expect(location.via.length === 20 || length === 20).toBe(true);
      const next = location.via[0]?.location;
      if (next === undefined) break;
      location = next;
    }
    expect(length).toBe(20);
  });
});
