import type { Place, Source } from "./place.ts";
import type { Notification } from "./notification.ts";
import type { WrittenSuppression } from "./suppression.ts";
import type { Reason, Value } from "./value.ts";

/** Which vocabulary a resource's type and attributes are written in. */
export type Ecosystem =
  "terraform" | "cloudformation" | "eksctl" | "kubernetes" | "aws-api" | "inventory" | "policy";

/** One thing that a document declares or describes. */
export interface Resource {
  readonly ecosystem: Ecosystem;
  /** In the ecosystem's own words: `aws_vpc_endpoint`, `AWS::EC2::VPCEndpoint`, `ec2:VpcEndpoint`. */
  readonly type: string;
  /** Unique in its document: `module.a.aws_subnet.x[0]`. */
  readonly address: string;
  /** The attributes; made when first asked for, so that resources nobody needs cost nothing. */
  readonly body: Value;
  /** Account and Region that the provider or the response tells. */
  readonly account: Value;
  readonly region: Value;
  readonly place: Place;
  /**
   * Attributes that are set when it is made and left alone from then on: what is declared of them
   * need not be what is there. Left out where nothing can be said to be ignored.
   */
  readonly ignoredChanges?: readonly IgnoredChange[];
  /** Addresses that the document says it had before, the latest first. */
  readonly formerAddresses?: readonly string[];
}

/** One attribute whose changes are ignored. */
export interface IgnoredChange {
  /** `tags`, `tags["GuardDutyManaged"]`; `all` for every attribute. */
  readonly attribute: string;
  readonly place: Place;
}

/** What a loader made of one text. */
export interface LoadedDocument {
  readonly source: Source;
  /** The loader's name: `terraform-plan`. */
  readonly format: string;
  /**
   * What is declared here wins over what is merely observed when both speak of the same thing:
   * a plan says what will be, a response what was.
   */
  readonly standing: "declared" | "observed";
  readonly resources: readonly Resource[];
  /** Why parts of the document were not read that may make something in its VPCs. */
  readonly unread?: readonly Reason[];
  /** What it says of findings that are accepted. */
  readonly suppressions?: readonly WrittenSuppression[];
  readonly notifications: readonly Notification[];
}
