import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoadedDocument } from "../../../src/model/resource.ts";
import type { Value } from "../../../src/model/value.ts";
import { looksLikeTerraformJson, recognisePlan } from "../../../src/loaders/terraform/recognise.ts";
import { at, load, outline, part, route } from "./outline.ts";

const told = (document: LoadedDocument): readonly (readonly [string, string, string])[] =>
  document.notifications.map(({ level, code, message }) => [level, code, message]);

const vpc = { address: "aws_vpc.main", change: { actions: ["create"], after: { tags: {} } } };

describe("what is recognised", () => {
  it.each([
    ["a plan", { format_version: "1.2", resource_changes: [] }, "terraform-plan"],
    [
      "a plan of a version that is no text",
      { format_version: 1, planned_values: {} },
      "terraform-plan",
    ],
    [
      "a shown state",
      { format_version: "1.0", terraform_version: "1.9.0", values: {} },
      "terraform-state",
    ],
    ["an empty state", { format_version: "1.0" }, "terraform-state"],
    ["a state file", { version: 4, serial: 1, lineage: "a", resources: [] }, "terraform-state"],
    ["provider schemas", { format_version: "1.0", provider_schemas: {} }, undefined],
    ["a validation", { format_version: "1.0", valid: true, diagnostics: [] }, undefined],
    ["an npm lock file", { name: "a", lockfileVersion: 3, packages: {} }, undefined],
    ["a policy", { Version: "2012-10-17", Statement: [] }, undefined],
    ["a list", [], undefined],
    ["nothing", null, undefined],
  ])("%s", (_, raw, expected) => {
    expect(recognisePlan(raw)).toBe(expected);
    if (expected !== undefined) expect(looksLikeTerraformJson(JSON.stringify(raw))).toBe(true);
  });

  it.each(["basic", "modules", "changes", "destroyed", "planned-values-only"])(
    "a truncated %s plan, wherever it is cut",
    (name) => {
      const text = readFileSync(`fixtures/loaders/terraform-plan/${name}/plan.json`, "utf8");
      for (let cut = 24; cut < text.length; cut = Math.ceil(cut * 1.3)) {
        expect([cut, looksLikeTerraformJson(text.slice(0, cut))]).toEqual([cut, true]);
      }
      expect(looksLikeTerraformJson(`\ufeff${text}`)).toBe(true);
    },
  );

  it("a plan whose keys were sorted, truncated", () => {
    const text = '{"applyable":true,"complete":true,"configuration":{"provider_config":{"aws":{"na';
    expect(looksLikeTerraformJson(text)).toBe(true);
  });

  it.each([
    '// a comment\n{ "compilerOptions": {} }',
    '{ "name": "x", "version": "1.0.0" }',
    '{ "Version": "2012-10-17", "Statement": [] }',
    '{"format_version":"1.0","provider_schemas":{}}',
    '{"format_version":"1.0","valid":true}',
    "resource_changes and format_version and terraform_version",
    "",
  ])("not %j", (text) => {
    expect(looksLikeTerraformJson(text)).toBe(false);
  });
});

describe("versions and completeness", () => {
  it.each([
    ["0.1", []],
    ["0.2", []],
    ["1.0", []],
    ["1.2", []],
    [
      "1.7",
      [
        [
          "warning",
          "unsupported-format-version",
          "the JSON of this plan has the format version 1.7; what is newer than 1.2 in it is passed over",
        ],
      ],
    ],
  ])("format version %s is read", (format_version, notifications) => {
    const document = load({ format_version, resource_changes: [vpc] });
    expect(document.resources.map(({ address }) => address)).toEqual(["aws_vpc.main"]);
    expect(told(document)).toEqual(notifications);
  });

  it.each([
    ["2.0", "the format version 2.0"],
    ["99", "no format version that can be read"],
    [1.2, "no format version that can be read"],
    [null, "no format version that can be read"],
  ])("format version %j is not", (format_version, has) => {
    const document = load({ format_version, resource_changes: [vpc] });
    expect(document.resources).toEqual([]);
    expect(told(document)).toEqual([
      [
        "error",
        "unsupported-format-version",
        `the JSON of this plan has ${has}; only 0.x and 1.x can be read`,
      ],
    ]);
  });

  it.each([
    [{ errored: true }, "error", "errored-plan"],
    [{ errored: true, complete: false }, "error", "errored-plan"],
    [{ complete: false }, "warning", "incomplete-plan"],
  ])("%j is told, and what is there is read", (flags, level, code) => {
    const document = load({ format_version: "1.2", resource_changes: [vpc], ...flags });
    expect(document.notifications.map((one) => [one.level, one.code])).toEqual([[level, code]]);
    expect(document.resources.map(({ address }) => address)).toEqual(["aws_vpc.main"]);
  });

  it("reads a plan of OpenTofu, which has members of its own", () => {
    const tofu = { format_version: "1.2", terraform_version: "1.9.1", checks: [], timestamp: "x" };
    const document = load({ ...tofu, resource_changes: [vpc], applyable: false });
    expect(document.notifications).toEqual([]);
    expect(document.resources.map(({ address }) => address)).toEqual(["aws_vpc.main"]);
  });
});

describe("parts that are not as they should be", () => {
  it.each([
    [
      { resource_changes: {} },
      "resource_changes",
      "`resource_changes` is not a list and cannot be read",
    ],
    [
      { resource_changes: ["a"] },
      "resource_changes[0]",
      "a resource change that is not an object cannot be read",
    ],
    [
      { resource_changes: [{ ...vpc, address: 7 }] },
      "resource_changes[0]",
      "the resource has no address that can be read",
    ],
    [
      { resource_changes: [{ ...vpc, address: "a b" }] },
      "resource_changes[0]",
      "the resource has no address that can be read",
    ],
    [
      { resource_changes: [{ ...vpc, change: { actions: ["create"], after: [] } }] },
      "resource_changes[0]",
      "the values of aws_vpc.main are not an object",
    ],
    [
      { resource_changes: [], planned_values: { root_module: "a" } },
      "planned_values.root_module",
      "a module that is not an object cannot be read",
    ],
    [
      { resource_changes: [], prior_state: { values: { root_module: { resources: "a" } } } },
      "prior_state.values.root_module.resources",
      "`resources` is not a list and cannot be read",
    ],
  ])("%j", (members, where, message) => {
    const document = load({ format_version: "1.2", ...members });
    expect(document.resources).toEqual([]);
    expect(told(document)).toEqual([["error", "malformed-plan", message]]);
    expect(document.notifications.map(({ place }) => place && route(place))).toEqual([where]);
  });

  it("do not hide the resources beside them", () => {
    const broken = { ...vpc, address: "aws_vpc.main" };
    const document = load({ format_version: "1.2", resource_changes: [null, vpc, broken] });
    expect(document.resources.map(({ address }) => address)).toEqual(["aws_vpc.main"]);
    expect(document.notifications.map(({ message }) => message)).toEqual([
      "a resource change that is not an object cannot be read",
      "aws_vpc.main is described more than once; the first description is read",
    ]);
  });

  it("are listed twenty times and counted from there", () => {
    const document = load({ format_version: "1.2", resource_changes: new Array(100).fill(1) });
    expect(document.notifications.length).toBe(21);
    expect(document.notifications.at(-1)?.message).toBe(
      "80 further parts of the document cannot be read",
    );
  });

  it("keep keys of prototypes harmless", () => {
    const after = '{"__proto__":{"policy":"x"},"tags":{"__proto__":"a","constructor":"b"}}';
    const change = `{"actions":["create"],"after":${after},"after_unknown":{"__proto__":true}}`;
    const document = load(
      `{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.main","change":${change}}]}`,
    );
    const main = at(document, "aws_vpc.main");
    expect(outline(part(main, "policy"))).toBe("absent");
    expect(outline(part(main, "toString"))).toBe("absent");
    expect(outline(part(main, "__proto__"))).toBe("unknown");
    expect(entriesOf(outline(part(main, "tags")))).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });

  it("end where they are nested too deep", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const document = load(
      `{"format_version":"1.2","resource_changes":[{"address":"aws_vpc.main","change":{"actions":["create"],"after":{"tags":${deep}},"after_unknown":{"id":${deep}}}}],"configuration":{"root_module":{"resources":[{"address":"aws_vpc.main","expressions":{"tags":{"constant_value":${deep}}}}]}}}`,
    );
    let value: Value = part(at(document, "aws_vpc.main"), "tags");
    let levels = 0;
    for (; value.kind === "list"; levels += 1) {
      const [first] = value.items;
      if (first === undefined) break;
      value = first;
    }
    expect([levels, value.kind === "unknown" && value.reason.code]).toEqual([199, "too-large"]);
    // Marks too deep to be looked at count as unknown.
    expect(outline(part(at(document, "aws_vpc.main"), "id"))).toBe("unknown");
  });

  it("cannot make a reference branch without end", () => {
    const module = (inner: unknown): unknown => ({
      outputs: {
        x: { expression: { references: ["module.m.x", "var.x", "module.m.x.y", "var.x.y"] } },
      },
      ...(inner === undefined ? {} : { module_calls: { m: call(inner) } }),
    });
    const call = (inner: unknown): unknown => ({
      module: inner,
      expressions: { x: { references: ["module.m.x", "module.m.x.y", "var.x", "var.x.z"] } },
    });
    let nested = module(undefined);
    for (let level = 0; level < 30; level += 1) nested = module(nested);
    const root = {
      module_calls: { m: call(nested) },
      resources: [
        {
          address: "aws_vpc.main",
          expressions: { policy: { references: ["module.m.x", "module.m.x.y"] } },
        },
      ],
    };
    const change = { actions: ["create"], after: {}, after_unknown: { policy: true } };
    const document = load({
      format_version: "1.2",
      resource_changes: [{ address: "aws_vpc.main", change }],
      configuration: { root_module: root },
    });
    const policy = part(at(document, "aws_vpc.main"), "policy");
    expect(policy.kind === "unknown" && policy.reason.code).toBe("unresolved-reference");
  });
});

/** Every value of a document, as far as somebody can ask for it. */
function visit(document: LoadedDocument): number {
  let seen = 0;
  for (const resource of document.resources) {
    const stack: Value[] = [resource.account, resource.region, resource.body];
    for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
      seen += 1;
      if (value.kind === "list") stack.push(...value.items);
      if (value.kind === "map") {
        for (const key of value.keys()) {
          stack.push(value.get(key));
          seen += value.keyPlace(key).via.length;
        }
      }
    }
  }
  return seen;
}

/** Puts something else in one place of parsed JSON, found by going down at random. */
function mutate(raw: unknown, turns: readonly number[], put: unknown): unknown {
  const copy: unknown = structuredClone(raw);
  let here: unknown = copy;
  for (const [position, turn] of turns.entries()) {
    if (typeof here !== "object" || here === null) return copy;
    const keys = Object.keys(here);
    const key = keys[turn % Math.max(keys.length, 1)];
    if (key === undefined) return copy;
    if (position === turns.length - 1) Reflect.set(here, key, put);
    else here = Reflect.get(here, key);
  }
  return copy;
}

describe("any plan or state, however it is mutilated", () => {
  const names = [
    "terraform-plan/unknown/plan.json",
    "terraform-plan/each-value/plan.json",
    "terraform-plan/module-outputs/plan.json",
    "terraform-plan/policy-documents-merged/plan.json",
    "terraform-plan/providers/plan.json",
    "terraform-state/file/terraform.tfstate",
  ];
  it.each(names)("%s gives resources or says why not, and never throws", (name) => {
    const raw: unknown = JSON.parse(readFileSync(`fixtures/loaders/${name}`, "utf8"));
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom<unknown>(true, null, {}, [], "", "module.net", "each.value", "each.key", -1),
      fc.constantFrom<unknown>(["each.value"], [true], { references: ["var.x", "local.y"] }, [
        [[]],
      ]),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 9 }), junk), {
          minLength: 1,
          maxLength: 4,
        }),
        (mutations) => {
          const broken = mutations.reduce((so, [turns, put]) => mutate(so, turns, put), raw);
          if (recognisePlan(broken) === undefined) return true;
          const document = load(broken);
          return visit(document) > 0 || document.notifications.length > 0 || isEmpty(broken);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Nothing to read is nothing to complain about. */
function isEmpty(raw: unknown): boolean {
  return entriesOf(raw).every(
    ([key, list]) =>
      (key !== "resource_changes" && key !== "resources") ||
      list === null ||
      (Array.isArray(list) && list.length === 0),
  );
}

function entriesOf(raw: unknown): readonly (readonly [string, unknown])[] {
  return typeof raw === "object" && raw !== null ? Object.entries(raw) : [];
}
