import type { RequestFamily } from "../../iam/search/question.ts";

/** Where a call is made. */
export interface CallPlace {
  readonly account: string;
  readonly partition: string;
  /** Undefined for any. */
  readonly region: string | undefined;
}

/** What a call is made with; who makes it and where is asked about beside it. */
export type CallRequest = Pick<RequestFamily, "resource" | "context" | "doubt">;

/** A call that switches off what watches a cluster. */
export interface ProtectedCall {
  /** `service:Name` */
  readonly action: string;
  /** What it is made on, where that matters: "VPC endpoints". */
  readonly on: string | undefined;
  /** Whether only the account of a GuardDuty administrator can make it. */
  readonly byAdministrator: boolean;
  /** Every way to make it. */
  requests(place: CallPlace): readonly CallRequest[];
}

/** A call whose whole harm is in its resource. */
export function callOn(
  action: string,
  resource: (place: CallPlace) => readonly string[],
  context: RequestFamily["context"] = {},
): ProtectedCall {
  return {
    action,
    on: undefined,
    byAdministrator: false,
    requests: (place) => [{ resource: resource(place), context }],
  };
}

/** The ARN of a resource of the account, in its Region or in any, the plain one first. */
export function arnsOf(
  service: string,
  resource: string,
  any: string,
): (place: CallPlace) => readonly string[] {
  return ({ account, partition, region }) => [
    `arn:${partition}:${service}:${region ?? "us-east-1"}:${account}:${resource}`,
    `arn:${partition}:${service}:${region ?? "*"}:${account}:${any}`,
  ];
}
