import fc from "fast-check";
import { expect, test } from "vitest";
import { init } from "z3-solver";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf } from "./families.ts";

/** A condition as a policy states it, and as a formula of SMT-LIB. */
interface Asked {
  readonly operator: string;
  readonly key: string;
  readonly values: string | readonly string[];
  readonly formula: string;
}

const names: Readonly<Record<string, string>> = {
  "aws:ResourceTag/team": "resource",
  "aws:PrincipalTag/team": "principal",
};
const any = (parts: readonly string[]): string => `(or false ${parts.join(" ")})`;
const literals = ["a", "b", "ab", "ba", "aba"];

/** A pattern with an asterisk at one end or at both. */
function like(name: string, pattern: string): string {
  const text = pattern.replaceAll("*", "");
  if (/^\*.*\*$/u.test(pattern)) return `(str.contains ${name} "${text}")`;
  if (pattern.endsWith("*")) return `(str.prefixof "${text}" ${name})`;
  return pattern.startsWith("*") ? `(str.suffixof "${text}" ${name})` : `(= ${name} "${text}")`;
}

const text: fc.Arbitrary<Asked> = fc
  .record({
    key: fc.constantFrom(...Object.keys(names)),
    negated: fc.boolean(),
    kind: fc.constantFrom("Equals", "Like", "variable"),
    values: fc.uniqueArray(fc.constantFrom(...literals), { minLength: 1, maxLength: 3 }),
    shape: fc.constantFrom("x*", "*x", "*x*"),
    ifExists: fc.boolean(),
  })
  .map(({ key, negated, kind, values, shape, ifExists }) => {
    const name = names[key] ?? "";
    const not = negated ? "Not" : "";
    const suffix = ifExists ? "IfExists" : "";
    const missing = negated || ifExists ? `(not has-${name})` : "false";
    const given = (met: string): string =>
      `(or ${missing} (and has-${name} ${negated ? `(not ${met})` : met}))`;
    if (kind === "variable") {
      const [otherKey = "", other = ""] = Object.entries(names).find(([one]) => one !== key) ?? [];
      const formula = given(`(and has-${other} (= ${name} ${other}))`);
      const values = `\${${otherKey}}`;
      return { operator: `String${not}Equals${suffix}`, key, values, formula };
    }
    if (kind === "Like") {
      const patterns = values.map((value) => shape.replace("x", value));
      const formula = given(any(patterns.map((pattern) => like(name, pattern))));
      return { operator: `String${not}Like${suffix}`, key, values: patterns, formula };
    }
    const formula = given(any(values.map((value) => `(= ${name} "${value}")`)));
    return { operator: `String${not}Equals${suffix}`, key, values, formula };
  });

const presence: fc.Arbitrary<Asked> = fc
  .tuple(fc.constantFrom(...Object.keys(names)), fc.boolean())
  .map(([key, missing]) => {
    const has = `has-${names[key] ?? ""}`;
    const formula = missing ? `(not ${has})` : has;
    return { operator: "Null", key, values: String(missing), formula };
  });

/** Keys of tags that policies name; `other` stands for all that they do not. */
const tags = ["team", "stage", "other"];
const some = `(or ${tags.join(" ")})`;
const keys: fc.Arbitrary<Asked> = fc
  .record({
    quantity: fc.constantFrom("ForAnyValue", "ForAllValues"),
    negated: fc.boolean(),
    values: fc.uniqueArray(fc.constantFrom("team", "stage"), { minLength: 1 }),
  })
  .map(({ quantity, negated, values }) => {
    const met = tags.filter((tag) => values.some((value) => value === tag) !== negated);
    const unmet = tags.filter((tag) => !met.includes(tag));
    const formula = quantity === "ForAnyValue" ? any(met) : `(not ${any(unmet)})`;
    const operator = `${quantity}:String${negated ? "Not" : ""}Equals`;
    return { operator, key: "aws:TagKeys", values, formula };
  });

const denies = fc.array(
  fc.array(fc.oneof({ weight: 4, arbitrary: text }, presence, { weight: 2, arbitrary: keys }), {
    minLength: 1,
    maxLength: 2,
  }),
  { minLength: 2, maxLength: 8 },
);

const family: RequestFamily = {
  action: "eks:UntagResource",
  principal: { kind: "one", principal: "arn:aws:iam::111122223333:role/Developer" },
  resource: ["arn:aws:eks:us-east-1:111122223333:cluster/prod"],
  organization: { kind: "any" },
  context: {},
};

const { Context } = await init();
const solver = new (Context("main").Solver)();

async function isSatisfiable(conditions: readonly (readonly Asked[])[]): Promise<boolean> {
  const declared = Object.values(names).map(
    (name) => `(declare-const ${name} String)(declare-const has-${name} Bool)`,
  );
  const sets = tags.map((tag) => `(declare-const ${tag} Bool)`);
  const passed = conditions.map(
    (tests) => `(assert (not (and true ${tests.map(({ formula }) => formula).join(" ")})))`,
  );
  solver.fromString([...declared, ...sets, `(assert (or true ${some}))`, ...passed].join("\n"));
  const found = await solver.check();
  solver.reset();
  return found === "sat";
}

test("a solver of formulas comes to the same answers", async () => {
  const found = { yes: 0, no: 0 };
  for (const conditions of fc.sample(denies, { seed: 20_261_121, numRuns: 60 })) {
    const statements = conditions.map((tests) => {
      const Condition: Record<string, Record<string, string | readonly string[]>> = {};
      for (const { operator, key, values } of tests) (Condition[operator] ??= {})[key] = values;
      return { Effect: "Deny", Action: "*", Resource: "*", Condition };
    });
    // What one operator states twice of a key is stated once.
    const stated = conditions.map((tests) => [
      ...new Map(tests.map((one) => [`${one.operator} ${one.key}`, one])).values(),
    ]);
    const layers = layersOf({
      identity: [fullAccess, { Version: "2012-10-17", Statement: statements }],
    });
    const { answer } = ask({ layers, families: [family], budget: new Budget(1_000_000) });
    expect(answer, JSON.stringify(statements)).toBe((await isSatisfiable(stated)) ? "yes" : "no");
    if (answer !== "cannot-tell") found[answer] += 1;
  }
  expect(Math.min(found.yes, found.no)).toBeGreaterThan(8);
}, 120_000);
