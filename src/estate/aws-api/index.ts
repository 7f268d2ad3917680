import type { Adapters } from "../adapter.ts";
import { eksAdapters } from "./eks.ts";
import { iamAdapters } from "./iam.ts";
import { networkAdapters } from "./network.ts";
import { organizationsAdapters } from "./organizations.ts";

/** Entities of AWS's APIs, as responses print them. */
export const awsAdapters: Adapters = new Map([
  ...networkAdapters,
  ...eksAdapters,
  ...organizationsAdapters,
  ...iamAdapters,
]);
