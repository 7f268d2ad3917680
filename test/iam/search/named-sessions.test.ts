import { describe, expect, test } from "vitest";
import { ask } from "../../../src/iam/search/ask.ts";
import { Budget } from "../../../src/iam/search/budget.ts";
import type { RequestFamily } from "../../../src/iam/search/question.ts";
import type { Statement } from "../spec/request-file.ts";
import { layersOf, untrusted } from "./families.ts";
import { replayed } from "./replay.ts";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/Agent`;
const session = `arn:aws:sts::${account}:assumed-role/Agent/node-1`;
const trusted = `arn:aws:sts::${account}:assumed-role/Admin/ana`;
const elsewhere = "arn:aws:sts::444455556666:assumed-role/Agent/node-1";

/** Roles and users of the account but the role `Admin`. */
const family: RequestFamily = {
  action: "guardduty:SendSecurityTelemetry",
  principal: { ...untrusted, kinds: ["role", "user"] },
  resource: ["*"],
  organization: { kind: "any" },
  context: {},
};

const everybody: Statement = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
const allow = (AWS: string | string[]): Statement => ({ ...everybody, Principal: { AWS } });
const deny = (element: Partial<Statement>): Statement => ({
  Effect: "Deny",
  ...element,
  Action: "*",
  Resource: "*",
});

const element =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session";
const exception =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
const arnKey =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn";

const names =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names";

const userId =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable";

interface Row {
  readonly what: string;
  readonly page: string;
  readonly statements: readonly Statement[];
  /** Who gets through, by `principal` and `aws:PrincipalArn`; undefined where nobody does. */
  readonly through: readonly [principal: string, role: string | undefined] | undefined;
}

const rows: readonly Row[] = [
  {
    what: "an Allow names a session",
    page: element,
    statements: [allow(session)],
    through: [session, role],
  },
  {
    what: "an Allow names a session of a trusted role",
    page: element,
    statements: [allow(trusted)],
    through: undefined,
  },
  {
    what: "an Allow names a session of another account",
    page: element,
    statements: [allow(elsewhere)],
    through: undefined,
  },
  {
    what: "an Allow names sessions, of which only the second is untrusted",
    page: element,
    statements: [allow([trusted, session])],
    through: [session, role],
  },
  {
    what: "a Deny names the only session that an Allow names",
    page: element,
    statements: [allow(session), deny({ Principal: { AWS: session } })],
    through: undefined,
  },
  {
    what: "a Deny names the role of the session",
    page: element,
    statements: [allow(session), deny({ Principal: { AWS: role } })],
    through: undefined,
  },
  {
    what: "a Deny names a role by that name in another path, which is the session's then",
    page: names,
    statements: [
      allow(session),
      deny({ Principal: { AWS: `arn:aws:iam::${account}:role/nodes/Agent` } }),
    ],
    through: undefined,
  },
  {
    what: "a Deny names a role by that name in another account",
    page: names,
    statements: [
      allow(session),
      deny({ Principal: { AWS: "arn:aws:iam::444455556666:role/Agent" } }),
    ],
    through: [session, role],
  },
  {
    what: "a Deny names a session, and an Allow everybody",
    page: element,
    statements: [everybody, deny({ Principal: { AWS: session } })],
    through: [`arn:aws:iam::${account}:role/untrusted`, undefined],
  },
  {
    what: "a Deny spares the session with its role and account, and so the role's other sessions",
    page: exception,
    statements: [everybody, deny({ NotPrincipal: { AWS: [session, role, account] } })],
    through: [role, undefined],
  },
  {
    what: "a Deny of everybody outside a path",
    page: arnKey,
    statements: [
      allow(session),
      deny({
        Principal: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::${account}:role/nodes/*` } },
      }),
    ],
    through: [session, `arn:aws:iam::${account}:role/nodes/Agent`],
  },
  {
    what: "a Deny of everybody whose id ends otherwise than the session's",
    page: userId,
    statements: [
      allow(session),
      deny({ Principal: "*", Condition: { StringNotLike: { "aws:userid": "*:node-2" } } }),
    ],
    through: undefined,
  },
  {
    what: "a Deny of everybody whose id does not end as the session's does",
    page: userId,
    statements: [
      allow(session),
      deny({ Principal: "*", Condition: { StringNotLike: { "aws:userid": "*:node-1" } } }),
    ],
    through: [session, role],
  },
  {
    what: "a Deny of every role by that name",
    page: arnKey,
    statements: [
      allow(session),
      deny({
        Principal: "*",
        Condition: { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/*Agent` } },
      }),
    ],
    through: undefined,
  },
];

describe("sessions that policies name", () => {
  test.each(rows)("$what ($page)", ({ statements, through }) => {
    const policies = { endpoint: [{ Version: "2012-10-17", Statement: [...statements] }] };
    const layers = layersOf(policies);
    const answer = ask({ layers, families: [family], budget: new Budget(1_000_000) });
    if (answer.answer !== "yes") {
      expect([answer.answer, through]).toEqual(["no", undefined]);
      return;
    }
    const { principal, context } = answer.request;
    expect([principal, context?.["aws:PrincipalArn"]]).toEqual(through);
    expect(replayed(answer.request, policies)).toEqual(["allowed", "allowed"]);
  });

  test("a pattern of sessions, which AWS does not take, may name one that is named elsewhere", () => {
    const elsewise = { StringEquals: { "aws:PrincipalTag/team": "x" } };
    const statements = [
      allow(session.replace("node-1", "*")),
      deny({ Principal: { AWS: session }, Condition: elsewise }),
    ];
    const layers = layersOf({ endpoint: [{ Version: "2012-10-17", Statement: statements }] });
    const answer = ask({ layers, families: [family], budget: new Budget(1_000_000) });
    expect(answer).toMatchObject({ answer: "cannot-tell", reasons: [{ code: "malformed" }] });
  });

  test("many sessions are each asked about, and too little room for all is told", () => {
    const sessions = Array.from({ length: 30 }, (_, at) => `${session}-${String(at)}`);
    const statements = [allow(sessions), deny({ Principal: { AWS: sessions } })];
    const layers = layersOf({ endpoint: [{ Version: "2012-10-17", Statement: statements }] });
    const asked = (steps: number) => ask({ layers, families: [family], budget: new Budget(steps) });
    expect(asked(1_000_000).answer).toBe("no");
    const needed = new Budget(1_000_000);
    ask({ layers, families: [family], budget: needed });
    for (let steps = 1; steps < needed.spent / 2; steps += Math.ceil(needed.spent / 200)) {
      expect(asked(steps)).toMatchObject({
        answer: "cannot-tell",
        reasons: [{ code: "too-large" }],
      });
    }
  });

  test("an exception that lists the session alone is left open, as AWS leaves it", () => {
    const statements = [everybody, deny({ NotPrincipal: { AWS: session } })];
    const layers = layersOf({ endpoint: [{ Version: "2012-10-17", Statement: statements }] });
    const answer = ask({ layers, families: [family], budget: new Budget(1_000_000) });
    expect(answer).toMatchObject({
      answer: "cannot-tell",
      reasons: [{ code: "unspecified-by-aws" }],
      request: { principal: session },
    });
  });
});
