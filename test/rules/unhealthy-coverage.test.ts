import { describe } from "vitest";
import { holdsFixtures } from "./fixture-table.ts";
import type { Row } from "../lint-fixture.ts";

const rule = "unhealthy-coverage";

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  ["violated/endpoint-missing", "violated", "111122223333/eu-west-1/payments", "GuardDuty does not get runtime events from `111122223333/eu-west-1/payments`: VPC endpoint creation failed", "\"UNHEALTHY\""],
  ["violated/one-issue-of-many", "violated", "111122223333/eu-west-1/payments", "GuardDuty does not get runtime events from 2 clusters, of which one is `111122223333/eu-west-1/payments`: InsufficientNumberOfReplicas", "\"UNHEALTHY\""],
  ["violated/one-issue-of-many", "violated", "444455556666/eu-west-1/sandbox", "GuardDuty does not get runtime events from 2 clusters, of which one is `111122223333/eu-west-1/payments`: InsufficientNumberOfReplicas", "\"UNHEALTHY\""],
  ["violated/one-issue-of-many", "satisfied", "444455556666/eu-west-1/tools", undefined, "\"HEALTHY\""],
  ["violated/one-issue-of-many", "violated", "444455556666/eu-west-1/web", "GuardDuty does not get runtime events from `444455556666/eu-west-1/web`: it does not say why", "\"UNHEALTHY\""],
  ["violated/response", "violated", "111122223333/payments", "GuardDuty does not get runtime events from `111122223333/payments`: Add-on is not compatible", "\"UNHEALTHY\""],
  ["satisfied/healthy", "satisfied", "111122223333/eu-west-1/payments", undefined, "\"HEALTHY\""],
  ["undetermined/status-not-told", "undetermined", "111122223333/eu-west-1/payments", "Cannot tell, because GuardDuty does not say whether the cluster is covered", "{ \"ResourceId\": \"arn:aws:eks:eu-west-1:111122223333:cluster/\u2026"],
  ["undetermined/unread", "undetermined", "777788889999/eu-west-1/coverage", "Cannot tell, because `guardduty:ListCoverage` could not be read: access denied", "{ \"call\": \"guardduty list-coverage\", \"of\": \"d1\", \"unread\": {\u2026"],
];

describe(rule, () => {
  holdsFixtures(rule, table, 0);
});
