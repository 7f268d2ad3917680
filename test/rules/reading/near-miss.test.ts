import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { managedTag } from "../../../src/aws/guardduty.ts";
import { isNearMiss } from "../../../src/rules/reading/near-miss.ts";

// EKS compares keys as they are spelled, so each of these is another key.
// https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html
describe("a key that was meant to be GuardDutyManaged", () => {
  it.each([
    ["in lower case", "guarddutymanaged"],
    ["in capitals", "GUARDDUTYMANAGED"],
    ["with one capital less", "GuardDutymanaged"],
    ["as the service spells its name", "GuarddutyManaged"],
    ["with an underscore", "GuardDuty_Managed"],
    ["with hyphens", "guard-duty-managed"],
    ["with spaces", "Guard Duty Managed"],
    ["with a dot", "GuardDuty.Managed"],
    ["with a colon", "GuardDuty:Managed"],
    ["with a space before", " GuardDutyManaged"],
    ["with a space after", "GuardDutyManaged "],
    ["with a line end after", "GuardDutyManaged\n"],
    ["with a zero width space after", "GuardDutyManaged\u200B"],
    ["with a letter left out", "GuardDutyManged"],
    ["with its end left out", "GuardDutyManage"],
    ["with a letter doubled", "GuardDDutyManaged"],
    ["with a letter changed", "GuardDutyManagad"],
    ["with letters swapped", "GuardDutyMnaaged"],
    ["with its first letters swapped", "uGardDutyManaged"],
    ["with a mistake and in another case", "guardduty_manged"],
  ])("%s", (_, key) => {
    expect(isNearMiss(key)).toBe(true);
  });
});

describe("a key that is something else", () => {
  it.each([
    ["the right key", "GuardDutyManaged"],
    ["a longer word", "GuardDutyManagedBy"],
    ["a prefix of its own", "example:GuardDutyManaged"],
    ["the service alone", "GuardDuty"],
    ["the state alone", "Managed"],
    ["two letters left out", "GuardDutyMnged"],
    ["two letters changed", "GuardDutyManugid"],
    ["the words turned round", "ManagedGuardDuty"],
    ["another service", "MacieManaged"],
    ["the empty key", ""],
    ["separators alone", "__--__"],
    ["more separators than anybody types", `GuardDuty${"_".repeat(30)}Managed`],
  ])("%s", (_, key) => {
    expect(isNearMiss(key)).toBe(false);
  });
});

describe("the laws of near misses", () => {
  it("any other spelling in capitals and small letters is one", () => {
    const casing = fc.array(fc.boolean(), {
      minLength: managedTag.length,
      maxLength: managedTag.length,
    });
    fc.assert(
      fc.property(casing, (capital) => {
        const key = managedTag
          .split("")
          .map((letter, at) => (capital[at] === true ? letter.toUpperCase() : letter.toLowerCase()))
          .join("");
        expect(isNearMiss(key)).toBe(key !== managedTag);
      }),
    );
  });

  it("any single letter may be left out, added or changed", () => {
    const edit = fc.record({
      at: fc.nat(managedTag.length - 1),
      drop: fc.nat(1),
      add: fc.constantFrom("", "q", "Q", "7"),
    });
    fc.assert(
      fc.property(edit, ({ at, drop, add }) => {
        const key = managedTag.slice(0, at) + add + managedTag.slice(at + drop);
        expect(isNearMiss(key)).toBe(key !== managedTag);
      }),
    );
  });

  it("answers for every text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), (key) => {
        expect(typeof isNearMiss(key)).toBe("boolean");
      }),
    );
  });
});
