import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { Answer, RequestFamily } from "../../../src/iam/search/question.ts";
import type { Documents, Statement } from "../spec/request-file.ts";
import { fullAccess } from "./families.ts";
import { unknownPart, type Policies } from "./random/policies.ts";
import { randomQuestions } from "./random/question.ts";
import { account, sibling } from "./random/world.ts";
import { concretely, layersWithUnknowns } from "./random/unknown-parts.ts";

const answer = (policies: Policies, family: RequestFamily): Answer["answer"] =>
  ask({
    layers: layersWithUnknowns(policies),
    families: [family],
    budget: new Budget(2_000_000),
  }).answer;

const runs = { seed: 20_261_121, numRuns: 250 };

/** Every document of every layer, changed; `named` where the kind of policy names principals. */
function changed(
  policies: Policies,
  change: (documents: Documents, named: boolean) => Documents,
): Policies {
  const layers = Object.entries(policies).map(([layer, value]) => {
    const named = layer === "endpoint" || layer === "resource" || layer === "rcp";
    const isLeveled = layer === "scp" || layer === "rcp";
    const levels = (isLeveled ? value : [value]) as readonly Documents[];
    const done = levels.map((documents) => change(documents, named));
    return [layer, isLeveled ? done : done[0]] as const;
  });
  return Object.fromEntries(layers);
}

type Change = (statements: readonly Statement[], named: boolean) => readonly Statement[];
const statements = (policies: Policies, change: Change): Policies =>
  changed(policies, (documents, named) =>
    documents.map((document) =>
      typeof document === "string"
        ? document
        : { ...document, Statement: [...change([document.Statement].flat(), named)] },
    ),
  );

function isStatement(statement: unknown): statement is Statement {
  return typeof statement === "object" && statement !== null;
}

describe("laws of answers", () => {
  test("a further Deny never turns no into yes", () => {
    const further = randomQuestions.chain((question) =>
      fc.tuple(fc.constant(question), randomQuestions),
    );
    fc.assert(
      fc.property(further, ([{ policies, family }, other]) => {
        const denies = [other.policies.identity ?? other.policies.scp?.[0] ?? []]
          .flat()
          .flatMap((document) => (typeof document === "string" ? [] : [document.Statement].flat()))
          .filter(isStatement)
          .map((statement) => ({ ...statement, Effect: "Deny" }));
        const more = statements(policies, (all, named) => (named ? all : [...all, ...denies]));
        if (answer(policies, family) === "no") expect(answer(more, family)).toBe("no");
      }),
      runs,
    );
  });

  test("a wider Allow never turns yes into no", () => {
    fc.assert(
      fc.property(randomQuestions, fc.nat(3), ({ policies, family }, at) => {
        const wider = statements(policies, (all, named) =>
          all.map((statement, index) =>
            isStatement(statement) && statement.Effect === "Allow" && index === at
              ? {
                  Effect: "Allow",
                  ...(named ? { Principal: "*" } : {}),
                  ...{ Action: "*", Resource: "*" },
                }
              : statement,
          ),
        );
        if (answer(policies, family) === "yes") expect(answer(wider, family)).not.toBe("no");
        if (answer(wider, family) === "no") expect(answer(policies, family)).toBe("no");
      }),
      runs,
    );
  });

  test("a further level of SCPs never turns no into yes", () => {
    fc.assert(
      fc.property(randomQuestions, randomQuestions, ({ policies, family }, other) => {
        const { scp = [[fullAccess]] } = policies;
        const more = { ...policies, scp: [...scp, ...(other.policies.scp ?? [])] };
        if (answer({ ...policies, scp }, family) === "no") expect(answer(more, family)).toBe("no");
      }),
      runs,
    );
  });

  test("order and duplicates of statements and documents do not matter", () => {
    fc.assert(
      fc.property(randomQuestions, ({ policies, family }) => {
        const reversed = changed(
          statements(policies, (all) => [...all, ...all.slice(0, 1)].reverse()),
          (documents) => [...documents, ...documents].reverse(),
        );
        expect(answer(reversed, family)).toBe(answer(policies, family));
      }),
      runs,
    );
  });

  test("a narrower family never turns no into yes", () => {
    fc.assert(
      fc.property(randomQuestions, ({ policies, family }) => {
        if (answer(policies, family) !== "no" || family.principal.kind === "one") return;
        const { principal, context } = family;
        const kinds = principal.kinds.slice(0, 1);
        const narrower: RequestFamily[] = [
          { ...family, principal: { ...principal, exceptAccounts: [account, sibling] } },
          { ...family, principal: { ...principal, kinds } },
          { ...family, context: { "aws:PrincipalTag/team": { kind: "absent" }, ...context } },
        ];
        for (const one of narrower) expect(answer(policies, one)).toBe("no");
      }),
      runs,
    );
  });

  test("what is not known never decides: any concrete part agrees with the answer", () => {
    const unknown = randomQuestions.filter(({ policies }) =>
      JSON.stringify(policies).includes(unknownPart),
    );
    fc.assert(
      fc.property(unknown, ({ policies, family }) => {
        const open = answer(policies, family);
        if (open === "cannot-tell") return;
        for (const some of concretely(policies)) {
          const known = answer(some, family);
          expect([open, "cannot-tell"]).toContain(known);
        }
      }),
      runs,
    );
  });
});
