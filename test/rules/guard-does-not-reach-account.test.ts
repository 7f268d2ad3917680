import { describe } from "vitest";
import { holdsFixtures } from "./fixture-table.ts";
import type { Row } from "../lint-fixture.ts";

const rule = "guard-does-not-reach-account";

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  ["violated/attached-elsewhere", "violated", "444455556666/eu-west-1/sandbox", "The service control policy `p-guard0000` does not reach the account 444455556666 under `ou-ab12-sandboxes`, with one cluster: it is attached to ou-ab12-production", "\"ou-ab12-sandboxes\""],
  ["violated/attached-elsewhere", "satisfied", "111122223333/eu-west-1/payments", undefined, "{ \"arn\": \"arn:aws:eks:eu-west-1:111122223333:cluster/payment\u2026"],
  ["violated/management-account", "violated", "999999999999/eu-west-1/tools", "The management account 999999999999 holds one cluster, and service control policies never bind it", "{ \"arn\": \"arn:aws:eks:eu-west-1:999999999999:cluster/tools\",\u2026"],
  ["violated/no-guard", "violated", "111122223333/eu-west-1/payments", "No service control policy of the organisation that protects `GuardDutyManaged` reaches the account 111122223333 under `ou-ab12-production`, with one cluster", "\"ou-ab12-production\""],
  ["violated/type-not-enabled", "violated", "111122223333/eu-west-1/payments", "The service control policy `p-guard0000` does not reach the account 111122223333 under `ou-ab12-production`, with one cluster: the organisation has not enabled policies of the type SERVICE_CONTROL_POLICY", "\"ou-ab12-production\""],
  ["satisfied/attached-to-the-root", "satisfied", "111122223333/eu-west-1/payments", undefined, "{ \"arn\": \"arn:aws:eks:eu-west-1:111122223333:cluster/payment\u2026"],
  ["satisfied/attached-to-the-root", "satisfied", "444455556666/eu-west-1/sandbox", undefined, "{ \"arn\": \"arn:aws:eks:eu-west-1:444455556666:cluster/sandbox\u2026"],
  ["satisfied/closed-by-another-policy", "satisfied", "444455556666/eu-west-1/sandbox", undefined, "{ \"arn\": \"arn:aws:eks:eu-west-1:444455556666:cluster/sandbox\u2026"],
  ["undetermined/place-not-told", "undetermined", "111122223333/eu-west-1/payments", "Cannot tell, because nothing tells whether 111122223333 lies below ou-ab12-production, to which p-guard0000 is attached", "{ \"arn\": \"arn:aws:eks:eu-west-1:111122223333:cluster/payment\u2026"],
  ["undetermined/policies-unread", "undetermined", "111122223333/eu-west-1/payments", "Cannot tell, because `organizations:ListPolicies` could not be read: access denied", "{ \"arn\": \"arn:aws:eks:eu-west-1:111122223333:cluster/payment\u2026"],
  ...Array.from({ length: 12 }, (_, index): Row => [
    "violated/many-accounts",
    "violated",
    `2222${String(index).padStart(8, "0")}/eu-west-1/c${String(index)}`,
    "The service control policy `p-guard0000` does not reach 12 accounts under `ou-ab12-sandboxes` (222200000000, 222200000001, 222200000002, \u2026), with 12 clusters: it is attached to ou-ab12-production",
    "\"ou-ab12-sandboxes\"",
  ]),
];

describe(rule, () => {
  holdsFixtures(rule, table, 0);
});
