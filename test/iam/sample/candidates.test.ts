import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignments, candidateValues, instantiate } from "../../../src/iam/sample/candidates.ts";

const mention = (
  name: string,
  family: "string" | "numeric" | "bool" | "ip",
  ...values: string[]
) => ({
  name,
  families: new Set([family]),
  values: new Set(values),
});

describe("values that tell conditions apart", () => {
  test.each([
    {
      of: mention("aws:PrincipalTag/team", "string", "a*"),
      values: ["ax", "anything-else", "true", "false"],
    },
    { of: mention("aws:SourceVpc", "string", "vpc-1"), values: ["vpc-1", "anything-else"] },
    {
      of: mention("aws:MultiFactorAuthAge", "numeric", "3600"),
      values: ["3600", "3599", "3601", "0"],
    },
    { of: mention("aws:ViaAWSService", "bool", "true"), values: ["true", "false"] },
    { of: mention("aws:SourceIp", "ip", "10.0.0.0/8"), values: ["10.0.0.0", "198.51.100.7"] },
  ])("of $of.name", ({ of, values }) => {
    expect(candidateValues(of, 5)).toEqual(values);
  });

  test("never more than asked for", () => {
    expect(candidateValues(mention("k", "string", "a", "b", "c"), 2)).toEqual(["a", "b"]);
  });

  test("a pattern's instance has no wildcard", () => {
    fc.assert(
      fc.property(fc.string(), (pattern) => {
        expect(instantiate(pattern, "x")).not.toMatch(/[*?]/);
      }),
    );
  });
});

describe("choices of values", () => {
  const keys = [
    { name: "a", values: ["1", "2"] },
    { name: "b", values: ["3"] },
  ];

  test("those with few keys come first, the empty one before all", () => {
    expect([...assignments(keys, 100)]).toEqual([
      {},
      { a: "1" },
      { a: "2" },
      { b: "3" },
      { a: "1", b: "3" },
      { a: "2", b: "3" },
    ]);
  });

  test("never more than asked for, and each once", () => {
    const arbitrary = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"));
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 1, max: 40 }), (names, most) => {
        const chosen = [
          ...assignments(
            names.map((name) => ({ name, values: ["1", "2"] })),
            most,
          ),
        ];
        expect(chosen.length).toBe(Math.min(most, 3 ** names.length));
        expect(new Set(chosen.map((choice) => JSON.stringify(choice))).size).toBe(chosen.length);
      }),
    );
  });
});
