import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSettings } from "../../src/config/read-settings.ts";
import { configuration, mistakesIn } from "./configuration.ts";

describe("a mistake is told with its line and column", () => {
  it.each([
    // Keys and words
    ["trsut: {}", ["1:1 there is no key `trsut`; did you mean `trust`?"]],
    [
      "trust:\n  organisation: o-a1b2c3d4e5",
      ["2:3 there is no key `organisation` in `trust`; did you mean `organization`?"],
    ],
    ["shared_subnets: []", ["1:1 there is no key `shared_subnets`"]],
    [
      "facts: { shared_subnets: [] }",
      ["1:10 there is no key `shared_subnets` in `facts`; did you mean `shared-subnets`?"],
    ],
    ["__proto__: {}", ["1:1 there is no key `__proto__`"]],
    ["constructor: {}", ["1:1 there is no key `constructor`"]],
    [
      "guardduty: { management: automtic }",
      [
        "1:26 `guardduty.management` is `automtic`, and can be `infer`, `automatic`, `selective` or `manual`; did you mean `automatic`?",
      ],
    ],
    ["extends: recommended", ["1:10 `extends` is `recommended`, and can be `default`"]],
    // Rules
    ["rules: { toString: error }", ["1:10 there is no rule `toString`"]],
    ["rules: [error]", ["1:8 `rules` is a list, and must be a map"]],
    // Account ids
    [
      "account: 12345678901",
      ["1:10 `account` is `12345678901`, and must be an account id of 12 digits"],
    ],
    ["account: true", ["1:10 `account` is `true`, and must be an account id of 12 digits"]],
    ["account: { a: 1 }", ["1:10 `account` is a map, and must be an account id of 12 digits"]],
    ["account: [{ path: a }]", ["1:11 `account[0]` needs the key `account`"]],
    ["account: [{ account: }]", ["1:11 `account[0]` needs the key `account`"]],
    ["account: [111122223333]", ["1:11 `account[0]` is `111122223333`, and must be a map"]],
    // Principals
    [
      'trust: { principals: ["*"] }',
      [
        "1:23 `trust.principals[0]` is `*`, and must be the ARN of a principal; * and ? are wildcards",
      ],
    ],
    // Suppressions
    [
      "suppressions: [{ rule: cluster-without-endpoint }]",
      ["1:16 `suppressions[0]` needs the key `reason`"],
    ],
    [
      'suppressions: [{ rule: cluster-without-endpoint, reason: " " }]',
      ["1:58 `suppressions[0].reason` is ` `, and must be a reason"],
    ],
    [
      "suppressions: [{ rule: cluster-without-endpoint, reason: x, expires: 2027-02-29 }]",
      ["1:70 the calendar has no `2027-02-29`"],
    ],
    [
      "suppressions: [{ rule: cluster-without-endpoint, reason: x, expires: never }]",
      ["1:70 `suppressions[0].expires` is `never`, and must be a date of the form YYYY-MM-DD"],
    ],
    // The organization is a tree
    [
      "facts: { organization: { id: o-a1b2c3d4e5, units: [{ id: ou-ab12-11111111, parent: ou-ab12-22222222 }, { id: ou-ab12-22222222, parent: ou-ab12-11111111 }] } }",
      ["1:84 `ou-ab12-11111111` stands below itself, or below a unit that does"],
    ],
    [
      "facts: { organization: { id: o-a1b2c3d4e5, accounts: [{ id: 111122223333, parent: r-ab12 }, { id: 111122223333, parent: ou-ab12-11111111 }] } }",
      ["1:99 `111122223333` has its place in the organization already"],
    ],
    // YAML
    ["- a", ["1:1 the configuration is a list, and must be a map"]],
    ["text", ["1:1 the configuration is `text`, and must be a map"]],
    ["ignore: [a]\nignore: [b]", ["2:1 the key `ignore` stands here a second time"]],
    ["ignore: []\n---\nignore: []", ["3:1 a configuration is one document, and here is another"]],
  ])("%j", async (text, mistakes) => {
    expect(await mistakesIn(text)).toEqual(mistakes);
  });

  it("all of them at once, from the top down", async () => {
    const text = "extends: none\ntrsut: {}\naccount: x\nsuppressions: [{}]\n";
    expect(await mistakesIn(text)).toEqual([
      "1:10 `extends` is `none`, and can be `default`",
      "2:1 there is no key `trsut`; did you mean `trust`?",
      "3:10 `account` is `x`, and must be an account id of 12 digits",
      "4:16 `suppressions[0]` needs the key `rule`",
      "4:16 `suppressions[0]` needs the key `reason`",
    ]);
  });

  it("and counted where nobody would read them all", async () => {
    const text = Array.from({ length: 60 }, (_, index) => `zzzzzzzz${String(index)}: 1`).join("\n");
    const mistakes = await mistakesIn(text);
    expect(mistakes).toHaveLength(51);
    expect(mistakes.at(-1)).toBe("50:1 10 more mistakes are not listed");
  });
});

describe("hostile YAML is refused", () => {
  it.each([
    ["unclosed", "trust: [", 1],
    ["an alias without its anchor", "ignore: *nothing", 1],
    ["an alias inside what it stands for", "ignore: &a [*a]", 1],
    ["100,000 levels", "[".repeat(100_000), 1],
    [
      "a bomb of aliases",
      ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
        .concat(
          ["b", "c", "d", "e", "f", "g"].map(
            (name, index) => `${name}: &${name} [${`*${"abcdefg"[index] ?? ""},`.repeat(10)}]`,
          ),
        )
        .join("\n"),
      1,
    ],
  ])("%s", async (_, text, count) => {
    expect(await mistakesIn(text)).toHaveLength(count);
  });

  it("and nothing is thrown, whatever the text", async () => {
    const piece = fc.constantFrom(
      ...["rules", "trust", "account", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "&a", "*a"],
      ...['"', "'", "|", ">", "!!x", "111122223333", "off", "__proto__", "? ", "---\n", "\t", "#"],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const { settings, notifications } = await readSettings(configuration(pieces.join("")));
        const failed = notifications.some(({ level }) => level === "error");
        expect(settings === undefined).toBe(failed);
      }),
      { numRuns: 500 },
    );
  });
});
