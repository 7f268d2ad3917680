import { managedTag } from "../../aws/guardduty.ts";
import type { KeyFamily, RequestFamily } from "../../iam/search/question.ts";
import { arnsOf } from "./protected-call.ts";

/** A VPC endpoint, by its ARN. */
export const endpointArns = arnsOf("ec2", "vpc-endpoint/vpce-0123456789abcdef0", "vpc-endpoint/*");

/** A security group, by its ARN. */
export const groupArns = arnsOf("ec2", "security-group/sg-0123456789abcdef0", "security-group/*");

/** What tells of a resource that it carries the tag, by either key that EC2 has for it. */
export function tagged(value: KeyFamily): RequestFamily["context"] {
  return { [`aws:ResourceTag/${managedTag}`]: value, [`ec2:ResourceTag/${managedTag}`]: value };
}

/**
 * What GuardDuty has made, and looks after, carries the tag.
 * https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html
 */
export const madeByGuardDuty: RequestFamily["context"] = tagged({ kind: "is", values: "true" });
