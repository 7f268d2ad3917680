import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/kubernetes-protection.html
  // https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html
  ["violated/disabled", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` has Runtime Monitoring on and `EKS_AUDIT_LOGS` off", "\"DISABLED\""],
  ["violated/response", "violated", "fixtures/rules/audit-logs-off/violated/response/get-detector.json", "The detector `fixtures/rules/audit-logs-off/violated/response/get-detector.json` has Runtime Monitoring on and `EKS_AUDIT_LOGS` off", "\"DISABLED\""],
  ["satisfied/enabled", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/response", "satisfied", "fixtures/rules/audit-logs-off/satisfied/response/get-detector.json", fine, "{ \"CreatedAt\": \"2026-01-01T00:00:00Z\", \"FindingPublishingFre…"],
  ["undetermined/not-stated", "undetermined", "aws_guardduty_detector.main", cannotTell("nothing tells whether the detector's `EKS_AUDIT_LOGS` is on"), "resource \"aws_guardduty_detector\" \"main\""],
  ["undetermined/status-of-a-variable", "undetermined", "aws_guardduty_detector.main", cannotTell("the variable `status` is given no value"), "var.status"],
];

describe("audit-logs-off", () => {
  holdsFixtures("audit-logs-off", table, mostUndetermined);
});
