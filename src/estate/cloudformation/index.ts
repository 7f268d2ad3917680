import type { Adapters } from "../adapter.ts";
import { eksAdapters, guarddutyAdapters } from "./eks.ts";
import { iamAdapters } from "./iam.ts";
import { networkAdapters } from "./network.ts";
import { organizationsAdapters } from "./organizations.ts";

/**
 * Resource types of CloudFormation, by their properties.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const cloudFormationAdapters: Adapters = new Map([
  ...networkAdapters,
  ...eksAdapters,
  ...guarddutyAdapters,
  ...organizationsAdapters,
  ...iamAdapters,
]);
