import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../../src/rules/index.ts";
import { fixturesOf } from "../lint-fixture.ts";
import { architectures } from "./architectures.ts";

const verdicts = ["violated", "satisfied", "undetermined"] as const;

/** Whose language a file is written in, by its name; what tells policies or facts alone is nobody's. */
const languages: readonly (readonly [RegExp, string])[] = [
  [/\.tf$|^plan\.json$/, "terraform"],
  [/^template\.(?:ya?ml|json)$/, "cloudformation"],
  [/^Pulumi\.yaml$|^index\.ts$/, "pulumi"],
];

/** What the answers of AWS count as, where no language states what a rule is about. */
const answersOfAws: readonly (readonly [RegExp, string])[] = [
  [/^snapshot\.json$/, "snapshots"],
  [/^(?:list|get|describe)-[a-z-]+\.json$/, "responses"],
];

/** Rules that read what AWS says of accounts, and the ecosystems that there are for them. */
const aboutAccounts: ReadonlyMap<string, number> = new Map([
  // All accounts of an organisation, its root and its policies: one reading holds them.
  ["guard-does-not-reach-account", 1],
  // What GuardDuty says of clusters that run.
  ["unhealthy-coverage", 1],
]);

/** The ecosystems that show a verdict of a rule, by its own fixtures and by the architectures. */
function ecosystemsOf(rule: string, verdict: (typeof verdicts)[number]): ReadonlySet<string> {
  const known = aboutAccounts.has(rule) ? [...languages, ...answersOfAws] : languages;
  const own = fixturesOf(rule, verdict).flatMap((fixture) =>
    readdirSync(`fixtures/rules/${rule}/${fixture}`, { recursive: true, encoding: "utf8" }).flatMap(
      (path) => {
        const name = path.slice(path.lastIndexOf("/") + 1);
        return known.flatMap(([pattern, language]) => (pattern.test(name) ? [language] : []));
      },
    ),
  );
  const shared = architectures
    .filter(({ answers }) => answers.some((one) => one.rule === rule && one.verdict === verdict))
    .flatMap(({ ecosystems }) => ecosystems.map((name) => name.split("-", 1)[0] ?? name));
  return new Set([...own, ...shared]);
}

describe("every rule shows each verdict in at least two ecosystems:", () => {
  describe.each(rules)("$id", ({ id }) => {
    it.each(verdicts)("%s", (verdict) => {
      const least = aboutAccounts.get(id) ?? 2;
      expect(ecosystemsOf(id, verdict).size).toBeGreaterThanOrEqual(least);
    });
  });
});
