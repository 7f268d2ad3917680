import { expect, it } from "vitest";
import { answersOf, byFixture, fixturesOf, resultsOf, type Row } from "../lint-fixture.ts";

const verdicts = ["violated", "satisfied", "undetermined"] as const;

/** In place of a message where the answer is that nothing is wrong. */
export const fine = undefined;

/** The message of an answer that is open. */
export const cannotTell = (because: string): string => `Cannot tell, because ${because}`;

/**
 * Holds a rule's fixtures to a table of all their answers: the table and the folders name the same
 * fixtures, every folder shows its verdict, and what the input tells is answered.
 *
 * @param rule - the rule's id
 * @param table - every answer of every fixture
 * @param mostUndetermined - how many answers may stay open over the violated and satisfied fixtures
 */
export function holdsFixtures(rule: string, table: readonly Row[], mostUndetermined: number): void {
  it.each([...byFixture(table)])("%s", async (fixture, rows) => {
    expect(await answersOf(rule, fixture)).toEqual(rows);
  });

  it("has no fixture that the table leaves out", () => {
    const fixtures = verdicts.flatMap((verdict) => fixturesOf(rule, verdict));
    expect([...byFixture(table).keys()].sort()).toEqual([...fixtures].sort());
  });

  it.each(verdicts)("finds what each fixture of the folder `%s` is there for", async (verdict) => {
    for (const fixture of fixturesOf(rule, verdict)) {
      const found = (await resultsOf(rule, fixture)).map((result) => result.verdict);
      if (verdict === "satisfied") expect(new Set(found), fixture).toEqual(new Set([verdict]));
      else expect(found, fixture).toContain(verdict);
    }
  });

  it(`leaves at most ${String(mostUndetermined)} answers open where the input tells`, async () => {
    const fixtures = [...fixturesOf(rule, "violated"), ...fixturesOf(rule, "satisfied")];
    const results = await Promise.all(fixtures.map((fixture) => resultsOf(rule, fixture)));
    const open = results.flat().filter(({ verdict }) => verdict === "undetermined");
    expect(open.length).toBeLessThanOrEqual(mostUndetermined);
  });
}
