import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DetectorFeatureConfiguration.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/migrating-from-eksrunmon-to-runtime-monitoring.html
  ["violated/both-enabled", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` enables both `RUNTIME_MONITORING` and `EKS_RUNTIME_MONITORING`, of which it can have one", "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
  ["violated/response", "violated", "fixtures/rules/duplicate-runtime-feature/violated/response/get-detector.json", "The detector `fixtures/rules/duplicate-runtime-feature/violated/response/get-detector.json` enables both `RUNTIME_MONITORING` and `EKS_RUNTIME_MONITORING`, of which it can have one", "{ \"Name\": \"EKS_RUNTIME_MONITORING\", \"Status\": \"ENABLED\" }"],
  ["satisfied/one", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/other-disabled", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/response", "satisfied", "fixtures/rules/duplicate-runtime-feature/satisfied/response/get-detector.json", fine, "{ \"CreatedAt\": \"2026-01-01T00:00:00Z\", \"FindingPublishingFre…"],
  ["undetermined/status-of-a-variable", "undetermined", "aws_guardduty_detector.main", cannotTell("the variable `status` is given no value"), "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
];

describe("duplicate-runtime-feature", () => {
  holdsFixtures("duplicate-runtime-feature", table, mostUndetermined);
});
