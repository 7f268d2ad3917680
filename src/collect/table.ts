import type { Call, Service } from "./call.ts";
import { ec2 } from "./ec2.ts";
import { eks } from "./eks.ts";
import { guardduty } from "./guardduty.ts";
import { iam } from "./iam.ts";
import { organizations } from "./organizations.ts";
import { sts } from "./sts.ts";

/** The services that are read. */
export const services: readonly Service[] = [organizations, sts, iam, eks, ec2, guardduty];

/** Every call that is ever made, by its name. */
export const calls: ReadonlyMap<string, Call> = new Map(
  services.flatMap((service) => service.calls.map((call) => [call.name, call])),
);
