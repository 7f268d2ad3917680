import { partitionOf } from "../../aws/partitions.ts";
import type { Place } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { absentAt } from "../plain-value.ts";
import type { Stack } from "./stack.ts";
import { shown, textAt, unknown } from "./values.ts";

/**
 * What a pseudo parameter stands for, where the input tells account, Region and name of the stack.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 *
 * @param name - `AWS::Region`
 * @param place - the reference
 */
export function pseudoParameter(name: string, place: Place, stack: Stack): Value {
  const { account, region, stackName } = stack.whereabouts;
  switch (name) {
    case "AWS::NoValue":
      return absentAt(place);
    case "AWS::AccountId":
      return told(account, "in which account the stack is deployed", place);
    case "AWS::Region":
      return told(region, "in which Region the stack is deployed", place);
    case "AWS::Partition":
      return told(
        region === undefined ? undefined : partitionOf(region),
        "in which partition the stack is deployed",
        place,
      );
    case "AWS::URLSuffix":
      return told(
        region === undefined ? undefined : suffixOf(region),
        "in which partition the stack is deployed",
        place,
      );
    case "AWS::StackName":
      return told(stackName, "how the stack is called", place);
    default:
      return unknown(
        place,
        "known-after-apply",
        `\`${shown(name)}\` is not known before the stack is deployed`,
      );
  }
}

function told(text: string | undefined, what: string, place: Place): Value {
  return text === undefined
    ? unknown(place, "not-in-input", `the input does not tell ${what}`)
    : textAt(text, place);
}

function suffixOf(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
