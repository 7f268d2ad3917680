import { describe, expect, it, test } from "vitest";
import { createHost } from "../../src/host.ts";
import { rules } from "../../src/rules/index.ts";
import { run } from "../../src/run.ts";
import type { Report } from "../../src/model/report.ts";
import { underlined } from "../lint-fixture.ts";
import { architectures, inputsOf, inWordsOf, type Architecture } from "./architectures.ts";

/** What no code states: these rules read what AWS says of accounts. */
const aboutAccounts: ReadonlyMap<string, string> = new Map([
  ["guard-does-not-reach-account", "needs all accounts of the organisation, which a snapshot has"],
  ["unhealthy-coverage", "coverage is a state of what runs"],
]);

/** Rules that each verdict is shown of in every ecosystem that can express it. */
const shown = rules.map(({ id }) => id).filter((id) => !aboutAccounts.has(id));

/** The ecosystems that every architecture is written in. */
const complete = ["terraform", "cloudformation-yaml", "cloudformation-json"];

/** Further ones, in which at least so many architectures are written. */
const further = { plan: 15, cdk: 16, "cdk-out": 16, pulumi: 16, "pulumi-yaml": 16, eksctl: 3 };

interface Answer {
  readonly rule: string;
  readonly verdict: string;
  readonly subject: string;
  readonly at: string;
}

/** @param chosen - the rules that run; none for all */
async function reportOf(
  architecture: Architecture,
  ecosystem: string,
  chosen: readonly string[],
): Promise<Report> {
  const { paths, config } = inputsOf(architecture, ecosystem);
  const { report } = await run(createHost(), {
    paths,
    config,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: chosen,
    ignore: false,
    timing: false,
  });
  return report;
}

async function answersOf(architecture: Architecture, ecosystem: string): Promise<Answer[]> {
  const named = [...new Set(architecture.answers.map(({ rule }) => rule))];
  const report = await reportOf(architecture, ecosystem, named);
  const errors = report.notifications.filter(({ level }) => level === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  return report.results.map((result) => ({
    rule: result.rule,
    verdict: result.verdict,
    subject: result.subject,
    // In a plan a policy is a text inside a text.
    at: underlined(result).replaceAll('\\"', '"'),
  }));
}

/** A text that ends with `…` stands for each that begins so. */
function shortened(answer: Answer, expected: readonly Answer[]): Answer {
  const same = expected.find(
    ({ rule, subject, at }) =>
      rule === answer.rule &&
      subject === answer.subject &&
      at.endsWith("…") &&
      answer.at.startsWith(at.slice(0, -1)),
  );
  return same === undefined ? answer : { ...answer, at: same.at };
}

function sorted(answers: readonly Answer[]): readonly Answer[] {
  const key = ({ rule, subject }: Answer): string => `${rule} ${subject}`;
  return [...answers].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

describe.each(architectures)("$name: $about", (architecture) => {
  test.each(architecture.ecosystems)("%s", async (ecosystem) => {
    const expected = architecture.answers.map((answer) => ({
      ...answer,
      subject: inWordsOf(architecture, ecosystem, answer.subject),
      at: inWordsOf(architecture, ecosystem, answer.at),
    }));
    const answers = await answersOf(architecture, ecosystem);
    const actual = answers.map((answer) => shortened(answer, expected));
    expect(sorted(actual)).toEqual(sorted(expected));
  });

  it("has no other violation in one ecosystem than in another", async () => {
    const violated = await Promise.all(
      architecture.ecosystems.map(async (ecosystem) => {
        const { results } = await reportOf(architecture, ecosystem, []);
        const found = results.filter(({ verdict }) => verdict === "violated");
        return [ecosystem, found.map(({ rule }) => rule).sort()] as const;
      }),
    );
    const [, first] = violated[0] ?? [];
    expect(violated).toEqual(violated.map(([ecosystem]) => [ecosystem, first]));
  });

  it("is written in the ecosystems that can express everything, or says why not", () => {
    const missing = complete.filter((one) => !architecture.ecosystems.includes(one));
    expect(missing.length > 0).toBe(architecture.because !== undefined);
  });
});

describe("the architectures", () => {
  it("are at least ten", () => {
    expect(architectures.length).toBeGreaterThanOrEqual(10);
  });

  it.each(Object.entries(further))(
    "stand in %s where that can express them",
    (ecosystem, least) => {
      const written = architectures.filter(({ ecosystems }) => ecosystems.includes(ecosystem));
      expect(written.length).toBeGreaterThanOrEqual(least);
    },
  );

  it.each(shown)("show all verdicts of %s", (rule) => {
    const verdicts = architectures.flatMap(({ answers }) =>
      answers.filter((answer) => answer.rule === rule).map(({ verdict }) => verdict),
    );
    expect([...new Set(verdicts)].sort()).toEqual(["satisfied", "undetermined", "violated"]);
  });
});
