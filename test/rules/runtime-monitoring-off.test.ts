import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-deploy-security-agent.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-coverage.html
  ["violated/agent-configuration-without-it", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` has Runtime Monitoring disabled, and its automated agent configuration is enabled all the same, which does nothing", "\"DISABLED\""],
  ["violated/detector-disabled", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` is disabled, and the cluster `aws_eks_cluster.main` is tagged to be monitored", "false"],
  ["violated/feature-disabled", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` has Runtime Monitoring disabled, and the cluster `aws_eks_cluster.main` is tagged to be monitored", "\"DISABLED\""],
  ["violated/nothing-enables-it", "violated", "aws_guardduty_detector.main", "Nothing enables Runtime Monitoring of the detector `aws_guardduty_detector.main`, and the cluster `aws_eks_cluster.main` has the agent's add-on", "resource \"aws_guardduty_detector\" \"main\""],
  ["violated/response", "violated", "fixtures/rules/runtime-monitoring-off/violated/response/get-detector.json", "The detector `fixtures/rules/runtime-monitoring-off/violated/response/get-detector.json` has Runtime Monitoring disabled, and the cluster `payments` is tagged to be monitored", "\"DISABLED\""],
  ["satisfied/by-the-old-name", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/enabled", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/response", "satisfied", "fixtures/rules/runtime-monitoring-off/satisfied/response/get-detector.json", fine, "{ \"CreatedAt\": \"2026-01-01T00:00:00Z\", \"FindingPublishingFre…"],
  ["undetermined/organization-may-enable-it", "undetermined", "aws_guardduty_detector.main", cannotTell("the organisation's configuration aws_guardduty_organization_configuration_feature.audit may enable it for the account"), "resource \"aws_guardduty_detector\" \"main\""],
  ["undetermined/status-of-a-variable", "undetermined", "aws_guardduty_detector.main", cannotTell("the variable `status` is given no value"), "var.status"],
];

describe("runtime-monitoring-off", () => {
  holdsFixtures("runtime-monitoring-off", table, mostUndetermined);
});
