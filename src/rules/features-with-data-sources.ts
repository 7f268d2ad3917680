import { defineRule } from "../model/rule.ts";

/** Flags detectors whose features are stated in two ways. */
export const featuresWithDataSources = defineRule<"both">({
  id: "features-with-data-sources",
  meta: {
    summary: "A detector states both features and the data sources that they have replaced",
    why: "Only one of the two can be given: AWS CloudFormation refuses a detector with both, and what either says is not switched on.",
    fix: "Remove the data sources, and state what they did as features.",
    confidence: "high",
    status: "stable",
    severity: 5,
    tags: ["guardduty", "coverage"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      both: "The detector {detector} states data sources beside features, which have replaced them",
    },
    references: [
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-guardduty-detector.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html",
    ],
  },
  check(estate, context) {
    for (const detector of estate.detectors) {
      const { subject, place, features, dataSources, rest } = detector;
      const [feature] = features;
      if (feature === undefined && rest === undefined) continue;
      const open = [rest, dataSources.state === "unknown" ? dataSources.reason : undefined];
      const because = open.filter((reason) => reason !== undefined);
      const at = dataSources.place;
      if (dataSources.state === "known" && dataSources.value && feature !== undefined) {
        const data = { detector: `\`${subject}\`` };
        const related = [{ message: "a feature", place: feature.place }];
        context.report({ subject, at, message: "both", data, related });
      } else if (dataSources.state !== "unknown" && feature !== undefined) {
        context.satisfied({ subject, at: place });
      } else if (dataSources.state !== "absent") {
        context.undetermined({ subject, at, because });
      }
    }
  },
});
