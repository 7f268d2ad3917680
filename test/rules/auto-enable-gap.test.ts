import { describe } from "vitest";
import { holdsFixtures } from "./fixture-table.ts";
import type { Row } from "../lint-fixture.ts";

const rule = "auto-enable-gap";

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
  ["violated/agent-not-managed", "violated", "777788889999/eu-west-1/organization-configuration", "The organisation switches `RUNTIME_MONITORING` on for all accounts, and the management of the agent (`EKS_ADDON_MANAGEMENT`) for no account (`NONE`)", "\"NONE\""],
  ["violated/agent-of-new-accounts-only", "violated", "777788889999/eu-west-1/organization-configuration", "The organisation switches `RUNTIME_MONITORING` on for all accounts, and the management of the agent (`EKS_ADDON_MANAGEMENT`) for new accounts only (`NEW`)", "\"NEW\""],
  ["violated/members-differ", "violated", "111122223333/eu-west-1/detector", "The organisation switches Runtime Monitoring on for all accounts, which is not so in 2 accounts (111122223333, 444455556666): Runtime Monitoring is off", "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::11112222\u2026"],
  ["violated/members-differ", "violated", "444455556666/eu-west-1/detector", "The organisation switches Runtime Monitoring on for all accounts, which is not so in 2 accounts (111122223333, 444455556666): Runtime Monitoring is off", "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::11112222\u2026"],
  ["violated/members-differ", "violated", "222233334444/eu-west-1/detector", "The organisation switches Runtime Monitoring on for all accounts, which is not so in the account 222233334444: GuardDuty does not manage the agent", "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::22223333\u2026"],
  ["violated/members-differ", "violated", "333344445555/eu-west-1/detector", "The organisation switches Runtime Monitoring on for all accounts, which is not so in the account 333344445555: GuardDuty is suspended", "{ \"Status\": \"DISABLED\", \"ServiceRole\": \"arn:aws:iam::3333444\u2026"],
  ["violated/members-differ", "satisfied", "777788889999/eu-west-1/organization-configuration", undefined, "{ \"Name\": \"RUNTIME_MONITORING\", \"AutoEnable\": \"ALL\", \"Additi\u2026"],
  ["violated/members-differ", "satisfied", "777788889999/eu-west-1/detector", undefined, "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::77778888\u2026"],
  ["violated/new-accounts-only", "violated", "777788889999/eu-west-1/organization-configuration", "The organisation switches `RUNTIME_MONITORING` on for new accounts only (`NEW`)", "\"NEW\""],
  ["violated/no-account", "violated", "777788889999/eu-west-1/organization-configuration", "The organisation switches `RUNTIME_MONITORING` on for no account (`NONE`)", "\"NONE\""],
  ["satisfied/agent-left-to-tags", "satisfied", "777788889999/eu-west-1/organization-configuration", undefined, "{ \"Name\": \"RUNTIME_MONITORING\", \"AutoEnable\": \"ALL\", \"Additi\u2026"],
  ["satisfied/agent-left-to-tags", "satisfied", "777788889999/eu-west-1/detector", undefined, "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::11112222\u2026"],
  ["satisfied/all-accounts", "satisfied", "111122223333/eu-west-1/detector", undefined, "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::11112222\u2026"],
  ["satisfied/all-accounts", "satisfied", "777788889999/eu-west-1/organization-configuration", undefined, "{ \"Name\": \"RUNTIME_MONITORING\", \"AutoEnable\": \"ALL\", \"Additi\u2026"],
  ["satisfied/all-accounts", "satisfied", "777788889999/eu-west-1/detector", undefined, "{ \"Status\": \"ENABLED\", \"ServiceRole\": \"arn:aws:iam::77778888\u2026"],
  ["undetermined/configuration-unread", "undetermined", "777788889999/eu-west-1/organization-configuration", "Cannot tell, because `guardduty:DescribeOrganizationConfiguration` could not be read: access denied", "{ \"call\": \"guardduty describe-organization-configuration\", \"\u2026"],
  ["undetermined/member-unread", "undetermined", "111122223333/eu-west-1/detector", "Cannot tell, because `guardduty:ListDetectors` could not be read: access denied", "{ \"call\": \"guardduty list-detectors\", \"of\": \"d1\", \"unread\": \u2026"],
  ["undetermined/member-unread", "satisfied", "777788889999/eu-west-1/organization-configuration", undefined, "{ \"Name\": \"RUNTIME_MONITORING\", \"AutoEnable\": \"ALL\", \"Additi\u2026"],
];

describe(rule, () => {
  holdsFixtures(rule, table, 0);
});
