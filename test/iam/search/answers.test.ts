import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import { fullAccess, layersOf, removing, setting } from "./families.ts";
import { replayed } from "./replay.ts";

const user = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const role = "arn:aws:iam::111122223333:role/Developer";
const one = { kind: "one", principal: role } as const;
const doubt = {
  code: "unspecified-by-aws",
  detail: "AWS does not say which value counts",
  place: undefined,
} as const;
const denyUnlessOtherCase = {
  "ForAllValues:StringNotEquals": { "aws:TagKeys": "guarddutymanaged" },
};

const rows: readonly {
  readonly case: string;
  readonly page: string;
  readonly deny: object;
  readonly family: RequestFamily;
  readonly answer: string;
}[] = [
  {
    case: "two tags are removed at once whose keys differ in case alone",
    page: `${user}reference_policies_elements_condition.html`,
    deny: { Resource: "*", Condition: denyUnlessOtherCase },
    family: removing("true"),
    answer: "yes",
  },
  {
    case: "two tags are set at once whose keys differ in case alone",
    page: `${user}reference_policies_elements_condition.html`,
    deny: { Resource: "*", Condition: denyUnlessOtherCase },
    family: setting("true"),
    answer: "yes",
  },
  {
    case: "what gets through may be judged otherwise",
    page: `${user}reference_policies_elements_condition.html`,
    deny: { Resource: "*", Condition: denyUnlessOtherCase },
    family: { ...setting("true"), doubt },
    answer: "cannot-tell",
  },
  {
    case: "what may be judged otherwise is denied in any case",
    page: `${user}reference_policies_elements_condition.html`,
    deny: { Resource: "*" },
    family: { ...setting("true"), doubt },
    answer: "no",
  },
  {
    case: "a role has no user name, and a negated operator matches without one",
    page: `${user}reference_policies_variables.html#principaltable`,
    deny: {
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestTag/GuardDutyManaged": "${aws:username}" } },
    },
    family: { ...setting("true"), principal: one },
    answer: "no",
  },
  {
    case: "a deny depends on a key of which nothing is known",
    page: `${user}reference_policies_elements_condition_operators.html`,
    deny: { Resource: "*", Condition: { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } } },
    family: {
      ...setting("true"),
      context: {
        ...setting("true").context,
        "aws:SourceIp": {
          kind: "unknown",
          reason: { code: "not-in-input", detail: "nothing tells it", place: undefined },
        },
      },
    },
    answer: "cannot-tell",
  },
  {
    case: "nothing is known of a tag of the request, nor whether it is there",
    page: `${user}reference_policies_condition-keys.html#condition-keys-tagkeys`,
    deny: {
      Resource: "*",
      Condition: { "ForAllValues:StringNotEquals": { "aws:TagKeys": "team" } },
    },
    family: {
      ...setting("true"),
      context: {
        "aws:RequestTag/team": {
          kind: "unknown",
          reason: { code: "not-in-input", detail: "nothing tells it", place: undefined },
        },
      },
    },
    answer: "cannot-tell",
  },
  {
    case: "a variable with a default takes something out of a `NotResource` in any case",
    page: `${user}reference_policies_variables.html#policy-vars-default-values`,
    deny: {
      NotResource: "arn:aws:eks:us-east-1:111122223333:nodegroup/${aws:PrincipalTag/team, 'a'}",
    },
    family: { ...setting("true"), principal: one },
    answer: "no",
  },
  {
    case: "a tag is left out while another is set",
    page: `${user}reference_policies_condition-keys.html#condition-keys-tagkeys`,
    deny: { Resource: "*", Condition: { Null: { "aws:RequestTag/GuardDutyManaged": "false" } } },
    family: {
      ...setting("true"),
      context: { "aws:TagKeys": { kind: "including", values: ["stage"] } },
    },
    answer: "yes",
  },
  {
    case: "one value alone is let through by `ForAllValues`, which an empty one would meet too",
    page: `${user}reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    deny: {
      Resource: "*",
      Condition: { "ForAllValues:StringNotEquals": { "aws:PrincipalTag/team": "payments" } },
    },
    family: setting("true"),
    answer: "yes",
  },
];

test("the root user needs no identity policy beside a resource policy that says nothing", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  const policies = { resource: [] };
  const family: RequestFamily = {
    action: "s3:GetObject",
    principal: {
      kind: "any",
      kinds: ["root"],
      partition: "aws",
      among: [],
      except: [],
      exceptAccounts: [],
      preferred: [],
    },
    resource: ["arn:aws:s3:::bucket/a"],
    organization: { kind: "any" },
    context: {},
  };
  const layers = layersOf(policies);
  const found = ask({ layers, families: [family], budget: new Budget(1_000_000) });
  expect(found.answer).toBe("yes");
  if (found.answer === "yes")
    expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
});

describe("an answer is about requests that agree with themselves", () => {
  test.each(rows)("$case → $answer ($page)", ({ deny, family, answer }) => {
    const statement = { Effect: "Deny", Action: "eks:*", ...deny };
    const policies = { scp: [[fullAccess, { Version: "2012-10-17", Statement: [statement] }]] };
    const layers = layersOf(policies);
    const found = ask({ layers, families: [family], budget: new Budget(1_000_000) });
    expect(found.answer).toBe(answer);
    if (found.answer === "yes")
      expect(replayed(found.request, policies)).toEqual(["allowed", "allowed"]);
  });
});
