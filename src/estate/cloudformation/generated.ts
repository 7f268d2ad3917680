import type { Value } from "../../model/value.ts";
import type { Subject } from "../adapter.ts";

/**
 * A property that CloudFormation makes up where the template leaves it out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 *
 * @returns what the template says; unknown where it says nothing
 */
export function orGenerated(subject: Subject, key: string): Value {
  const value = subject.get(key);
  if (value.kind !== "absent") return value;
  const { place } = subject.origin.resource;
  return {
    kind: "unknown",
    reason: {
      code: "known-after-apply",
      detail: `the template leaves out \`${key}\`, so CloudFormation makes it up`,
      place,
    },
    references: [],
    place,
    sensitive: false,
  };
}
