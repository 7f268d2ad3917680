import { describe, expect, test } from "vitest";
import {
  account,
  everywhere,
  management,
  other,
  production,
  reportOn,
  root,
  sandboxes,
  snapshotOf,
  verdictOf,
  without,
  type Told,
} from "../told-organization.ts";

const rule = "guard-does-not-reach-account";
const evaluation =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html";
const scps =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
const syntax =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html";
const types =
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_enable-disable.html";

const storage = ["s3:*", "ec2:*"];
const kubernetes = ["eks:*"];

interface Row extends Told {
  readonly when: string;
  readonly page: string;
  readonly verdict: string;
}

const cannotTell = (because: string): string => `Cannot tell, because ${because}`;

// Nothing denies a change of the tag: what is not allowed at a level cannot be done below it.
const rows: readonly Row[] = [
  { when: "everything is allowed everywhere", page: scps, full: everywhere, verdict: "violated" },
  {
    when: "a list without EKS stands in its unit",
    page: evaluation,
    full: without(production),
    policies: { "p-list0000": { allow: storage, to: [production] } },
    verdict: "satisfied",
  },
  {
    when: "a list with EKS stands in its unit",
    page: evaluation,
    full: without(production),
    policies: { "p-list0000": { allow: kubernetes, to: [production] } },
    verdict: "violated",
  },
  {
    when: "the list stands beside `FullAWSAccess`",
    page: evaluation,
    full: everywhere,
    policies: { "p-list0000": { allow: storage, to: [production] } },
    verdict: "violated",
  },
  {
    when: "the list stands in another unit",
    page: evaluation,
    full: without(sandboxes),
    policies: { "p-list0000": { allow: storage, to: [sandboxes] } },
    verdict: "violated",
  },
  {
    when: "the list stands at the root",
    page: evaluation,
    full: without(root),
    policies: { "p-list0000": { allow: storage, to: [root] } },
    verdict: "satisfied",
  },
  {
    when: "the list stands at the account itself",
    page: evaluation,
    full: without(account),
    policies: { "p-list0000": { allow: storage, to: [account] } },
    verdict: "satisfied",
  },
  {
    when: "two lists stand in its unit, one of them with EKS",
    page: evaluation,
    full: without(production),
    policies: {
      "p-list0000": { allow: storage, to: [production] },
      "p-list1111": { allow: kubernetes, to: [production] },
    },
    verdict: "violated",
  },
  {
    when: "two levels have lists, one of them with EKS",
    page: evaluation,
    full: without(production, account),
    policies: {
      "p-list0000": { allow: storage, to: [production] },
      "p-list1111": { allow: kubernetes, to: [account] },
    },
    verdict: "satisfied",
  },
  {
    when: "nothing is attached to its unit",
    page: evaluation,
    full: without(production),
    verdict: "satisfied",
  },
  {
    when: "a policy of the organisation's own allows everything",
    page: evaluation,
    full: without(production),
    policies: { "p-full0000": { allow: ["*"], to: [production] } },
    verdict: "violated",
  },
  {
    when: "a list allows everything but EKS",
    page: syntax,
    full: without(production),
    policies: {
      "p-list0000": {
        statements: [{ Effect: "Allow", NotAction: "eks:*", Resource: "*" }],
        to: [production],
      },
    },
    verdict: "satisfied",
  },
  {
    when: "a list with EKS is one for a Region that is not the cluster's",
    page: syntax,
    full: without(production),
    policies: {
      "p-list0000": {
        statements: [
          {
            Effect: "Allow",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
          },
        ],
        to: [production],
      },
    },
    verdict: "satisfied",
  },
  {
    when: "the cluster is in the management account",
    page: scps,
    full: [],
    cluster: management,
    verdict: "violated",
  },
  {
    when: "service control policies are not enabled",
    page: types,
    full: without(production),
    enabled: false,
    verdict: "violated",
  },
  {
    when: "what `FullAWSAccess` is attached to could not be read",
    page: evaluation,
    full: "unread",
    verdict: cannotTell("`organizations:ListTargetsForPolicy` could not be read: access denied"),
  },
  {
    when: "what another list is attached to could not be read",
    page: evaluation,
    full: without(production),
    policies: {
      "p-list0000": { allow: storage, to: [production] },
      "p-list1111": { allow: kubernetes, to: [], unread: "targets" },
    },
    verdict: cannotTell("`organizations:ListTargetsForPolicy` could not be read: access denied"),
  },
  {
    when: "what a policy of denies is attached to could not be read",
    page: evaluation,
    full: without(production),
    policies: {
      "p-list0000": { allow: storage, to: [production] },
      "p-deny0000": {
        statements: [{ Effect: "Deny", Action: "s3:*", Resource: "*" }],
        to: [],
        unread: "targets",
      },
    },
    verdict: "satisfied",
  },
  {
    when: "what the list says could not be read",
    page: evaluation,
    full: without(production),
    policies: { "p-list0000": { to: [production], unread: "content" } },
    verdict: cannotTell("`organizations:DescribePolicy` could not be read: access denied"),
  },
  {
    when: "the unit's accounts could not be listed, and a list stands there",
    page: evaluation,
    full: without(production, account),
    policies: { "p-list0000": { allow: storage, to: [production] } },
    unlisted: production,
    verdict: cannotTell(
      `nothing tells whether ${account} lies below ${production}, where not everything is allowed`,
    ),
  },
  {
    when: "the unit's accounts could not be listed, and a list stands at the root",
    page: evaluation,
    full: without(root),
    policies: { "p-list0000": { allow: storage, to: [root] } },
    unlisted: production,
    verdict: "satisfied",
  },
  {
    when: "the unit's accounts could not be listed, and everything is allowed everywhere",
    page: evaluation,
    full: everywhere,
    unlisted: production,
    verdict: "violated",
  },
  {
    when: "the account is another one",
    page: evaluation,
    full: without(production),
    cluster: other,
    verdict: "violated",
  },
];

describe("what the levels of an organisation allow", () => {
  test.each(rows)("$when ($page)", async ({ verdict, ...told }) => {
    expect(verdictOf(await reportOn(rule, { "snapshot.json": snapshotOf(told) }))).toBe(verdict);
  });
});
