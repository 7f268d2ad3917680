import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadPlan } from "../../../src/loaders/terraform/plan.ts";
import { parsedPlan, skimPlan, type PlanJson } from "../../../src/loaders/terraform/plan-json.ts";
import type { Place } from "../../../src/model/place.ts";
import type { LoadedDocument } from "../../../src/model/resource.ts";
import type { Value } from "../../../src/model/value.ts";
import { locate } from "../../../src/source/locate.ts";
import { outline, sourceOf } from "./outline.ts";

const folder = "fixtures/loaders/terraform-plan";
const plans = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}/plan.json`, "utf8"),
}));

/** Every place in a value. */
function placesIn(value: Value): readonly Place[] {
  const below =
    value.kind === "list"
      ? value.items
      : value.kind === "map"
        ? value.keys().map((key) => value.get(key))
        : [];
  return [value.place, ...below.flatMap(placesIn)];
}

/** A way down into JSON, as far as it goes. */
const steps = fc.array(fc.nat(), { maxLength: 8 });

/** All that a document says, with where it says it. */
function said(text: string, json: PlanJson): unknown {
  const document: LoadedDocument = loadPlan(sourceOf(text), json);
  const resources = document.resources.map(({ address, type, body, account, region, place }) => {
    const places = [place, account.place, region.place, ...placesIn(body)];
    const spans = locate(places);
    return {
      address,
      type,
      body: outline(body),
      account: outline(account),
      region: outline(region),
      places: places.map((one) => spans.get(one)),
    };
  });
  const places = document.notifications.flatMap(({ place }) => place ?? []);
  const spans = [...locate(places).values()];
  const notes = document.notifications.map(({ level, code, message }) => [level, code, message]);
  return { resources, notes, spans };
}

describe("a plan that is read in parts", () => {
  it.each(plans)("says the same as one that is parsed: $name", ({ text }) => {
    const skimmed = skimPlan(text);
    expect(skimmed && said(text, skimmed)).toEqual(said(text, parsedPlan(JSON.parse(text))));
  });

  it("says the same, whatever is wrong with its shape", () => {
    const short = plans.filter(({ text }) => text.length < 20_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...short),
        steps,
        fc.jsonValue({ maxDepth: 2 }),
        (plan, way, value) => {
          const text = JSON.stringify(replaced(JSON.parse(plan.text), way, value));
          const skimmed = skimPlan(text);
          expect(skimmed && said(text, skimmed)).toEqual(said(text, parsedPlan(JSON.parse(text))));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("says the same of a text with a key in escapes, and keys that are stated twice", () => {
    const change = (address: string, name: string): string =>
      `{"addr\\u0065ss": "${address}", "change": {"actions": ["create"], "after": {"name": "${name}"}}}`;
    const text = `{"format_version": "1.2", "resource_changes": [${change("aws_vpc.gone", "a")}],
      "r\\u0065source_changes": [${change("aws_vpc.é", "b")}, ${change("aws_vpc.two", "c")}]}`;
    const skimmed = skimPlan(text);
    const read = skimmed && loadPlan(sourceOf(text), skimmed);
    expect(read?.resources.map(({ address, body }) => [address, outline(body)])).toEqual([
      ["aws_vpc.é", { name: "b" }],
      ["aws_vpc.two", { name: "c" }],
    ]);
    expect(skimmed && said(text, skimmed)).toEqual(said(text, parsedPlan(JSON.parse(text))));
  });

  it("is none where the text is cut off, wherever", () => {
    const text = plans.find(({ name }) => name === "sensitive")?.text.trimEnd() ?? "";
    expect(skimPlan(text)?.raw).toHaveProperty("format_version");
    for (let length = 0; length < text.length; length += 1) {
      expect(skimPlan(text.slice(0, length))).toBeUndefined();
    }
  });
});

/** The same JSON, but for one value somewhere in it. */
function replaced(raw: unknown, way: readonly number[], value: unknown): unknown {
  const [first, ...further] = way;
  if (first === undefined || typeof raw !== "object" || raw === null) return value;
  const entries = Object.entries(raw);
  if (entries.length === 0) return value;
  const own = entries.map(([key, below], index): [string, unknown] =>
    index === first % entries.length ? [key, replaced(below, further, value)] : [key, below],
  );
  return Array.isArray(raw) ? own.map(([, below]) => below) : Object.fromEntries(own);
}
