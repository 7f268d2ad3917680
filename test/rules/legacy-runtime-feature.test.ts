import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/guardduty/latest/ug/migrating-from-eksrunmon-to-runtime-monitoring.html
  // https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html
  ["violated/new-feature-disabled", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` uses `EKS_RUNTIME_MONITORING` alone, which `RUNTIME_MONITORING` has replaced", "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
  ["violated/old-feature-alone", "violated", "aws_guardduty_detector.main", "The detector `aws_guardduty_detector.main` uses `EKS_RUNTIME_MONITORING` alone, which `RUNTIME_MONITORING` has replaced", "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
  ["violated/response", "violated", "fixtures/rules/legacy-runtime-feature/violated/response/get-detector.json", "The detector `fixtures/rules/legacy-runtime-feature/violated/response/get-detector.json` uses `EKS_RUNTIME_MONITORING` alone, which `RUNTIME_MONITORING` has replaced", "{ \"Name\": \"EKS_RUNTIME_MONITORING\", \"Status\": \"ENABLED\", \"Ad…"],
  ["satisfied/new-feature", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector\" \"main\""],
  ["satisfied/old-feature-disabled", "satisfied", "aws_guardduty_detector.main", fine, "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
  ["satisfied/response", "satisfied", "fixtures/rules/legacy-runtime-feature/satisfied/response/get-detector.json", fine, "{ \"Name\": \"EKS_RUNTIME_MONITORING\", \"Status\": \"DISABLED\" }"],
  ["undetermined/status-of-a-variable", "undetermined", "aws_guardduty_detector.main", cannotTell("the variable `status` is given no value"), "resource \"aws_guardduty_detector_feature\" \"eks_runtime_monit…"],
];

describe("legacy-runtime-feature", () => {
  holdsFixtures("legacy-runtime-feature", table, mostUndetermined);
});
