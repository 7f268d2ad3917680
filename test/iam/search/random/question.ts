import fc from "fast-check";
import type { RequestFamily } from "../../../../src/iam/search/question.ts";
import type { Statement } from "../../spec/request-file.ts";
import { familyOf } from "./families.ts";
import { policiesOf, unknownPart, type Policies } from "./policies.ts";
import { keys } from "./world.ts";

/** Policies, of which a part may be unknown, and requests to ask about. */
export interface RandomQuestion {
  readonly policies: Policies;
  readonly family: RequestFamily;
}

const actions = [
  ...["eks:TagResource", "eks:TagResource", "eks:UntagResource", "eks:CreateCluster"],
  ...["guardduty:SendSecurityTelemetry", "sqs:SendMessage", "s3:GetObject"],
];

/** Where a policy can have an unknown part. */
type Spot = "effect" | "action" | "resource" | "value" | "further-value" | "statement";
const spots: readonly Spot[] = [
  "effect",
  "action",
  "resource",
  "value",
  "further-value",
  "statement",
];

/** Questions about few condition keys, whose policies are near misses of one another. */
export const randomQuestions: fc.Arbitrary<RandomQuestion> = fc
  .tuple(
    fc.constantFrom(...actions),
    fc.uniqueArray(fc.constantFrom(...keys), {
      minLength: 1,
      maxLength: 3,
      selector: ({ name }) => name,
    }),
  )
  .chain(([action, spoken]) =>
    fc.record({
      policies: fc
        .tuple(
          policiesOf(action, spoken),
          fc.option(fc.tuple(fc.constantFrom(...spots), fc.nat(7)), { freq: 2, nil: undefined }),
        )
        .map(([policies, unknown]) => withUnknown(policies, unknown)),
      family: familyOf(action, spoken),
    }),
  );

function withUnknown(policies: Policies, unknown: readonly [Spot, number] | undefined): Policies {
  if (unknown === undefined || unknown[1] < 2) return policies;
  const [spot, at] = unknown;
  const copy = structuredClone(policies) as Record<string, unknown>;
  const lists: { Statement: unknown[] }[] = [];
  for (const layer of Object.values(copy)) lists.push(...([layer].flat(2) as typeof lists));
  const document = lists[at % Math.max(lists.length, 1)];
  const statement = document?.Statement.at(-1) as Record<string, unknown> | undefined;
  if (document === undefined || statement === undefined) return policies;
  switch (spot) {
    case "statement":
      document.Statement.push(unknownPart);
      break;
    case "effect":
      statement["Effect"] = unknownPart;
      break;
    case "action":
      replace(statement, ["Action", "NotAction"]);
      break;
    case "resource":
      replace(statement, ["Resource", "NotResource"]);
      break;
    case "value":
    case "further-value": {
      const tests = Object.entries((statement as Partial<Statement>).Condition ?? {});
      const [, test] = tests[at % Math.max(tests.length, 1)] ?? [];
      const values = test as Record<string, unknown> | undefined;
      const [key] = Object.keys(values ?? {});
      if (values === undefined || key === undefined || tests.some(([name]) => name === "Null"))
        break;
      values[key] = spot === "value" ? unknownPart : [values[key], unknownPart].flat();
    }
  }
  return copy;

  function replace(one: Record<string, unknown>, names: readonly string[]): void {
    for (const name of names) if (name in one) one[name] = [unknownPart];
  }
}
