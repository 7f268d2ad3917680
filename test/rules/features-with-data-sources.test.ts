import { describe } from "vitest";
import type { Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

// prettier-ignore
const table: readonly Row[] = [
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html
  // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
  ["violated/both", "violated", "Detector", "The detector `Detector` states data sources beside features, which have replaced them", "S3Logs: { Enable: true }"],
  ["violated/json", "violated", "Detector", "The detector `Detector` states data sources beside features, which have replaced them", "{ \"S3Logs\": { \"Enable\": true } }"],
  ["violated/under-a-condition", "violated", "Detector", "The detector `Detector` states data sources beside features, which have replaced them", "{ S3Logs: { Enable: true } }"],
  ["satisfied/features-alone", "satisfied", "Detector", fine, "Detector"],
  ["satisfied/response-prints-both", "satisfied", "fixtures/rules/features-with-data-sources/satisfied/response-prints-both/get-detector.json", fine, "{ \"CreatedAt\": \"2026-01-01T00:00:00Z\", \"FindingPublishingFre…"],
  ["undetermined/of-a-custom-resource", "undetermined", "Detector", cannotTell("`Settings.DataSources` is not known before it is deployed"), "Settings.DataSources"],
];

describe("features-with-data-sources", () => {
  holdsFixtures("features-with-data-sources", table, mostUndetermined);
});
