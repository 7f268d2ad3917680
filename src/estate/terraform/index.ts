import type { Adapters } from "../adapter.ts";
import { eksAdapters, guarddutyAdapters } from "./eks.ts";
import { iamAdapters } from "./iam.ts";
import { networkAdapters } from "./network.ts";
import { organizationsAdapters } from "./organizations.ts";

/** Resource types of the Terraform AWS provider; data sources carry the prefix `data.`. */
export const terraformAdapters: Adapters = new Map([
  ...networkAdapters,
  ...eksAdapters,
  ...guarddutyAdapters,
  ...organizationsAdapters,
  ...iamAdapters,
]);
