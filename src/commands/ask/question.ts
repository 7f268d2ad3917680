import type { RequestInput } from "../../iam/request.ts";
import type { KeyFamily, RequestFamily } from "../../iam/search/question.ts";

/** What `guardlint ask` asks, from a question file or the command line. */
export type AskedQuestion = ChangeTagQuestion | UseEndpointQuestion | AllowedQuestion;

/** The kinds of questions, as people write them. */
export const kinds = ["change-tag", "use-endpoint", "allowed"] as const;

interface Common {
  /** Patterns of `aws:PrincipalArn`, or principals; those that fit none are not asked about. */
  readonly principals: readonly string[];
  /** Patterns of `aws:PrincipalArn`; those that fit one are not asked about. */
  readonly trusted: readonly string[];
  /** Condition keys that are fixed, by name. */
  readonly context: Readonly<Record<string, KeyFamily>>;
}

/** Where an account stands: in an organisation, in none, or nobody says. */
export type Standing =
  { readonly id: string; readonly paths: readonly string[] | undefined } | "none" | undefined;

/** Ways to change the tag. */
export const operations = ["TagResource", "UntagResource", "CreateCluster"] as const;

/** One of {@link operations}. */
export type Operation = (typeof operations)[number];

/** Can anybody untrusted change the tag of a cluster? */
export interface ChangeTagQuestion extends Common {
  readonly kind: "change-tag";
  readonly cluster: {
    /** Undefined for any cluster of the account. */
    readonly name: string | undefined;
    readonly arn: string | undefined;
    readonly account: string;
    /** All of them; undefined where they are not known. */
    readonly tags: ReadonlyMap<string, string> | undefined;
  };
  readonly organization: Standing;
  readonly operations: readonly Operation[];
}

/** Can anybody untrusted send telemetry through an endpoint, and can its owner? */
export interface UseEndpointQuestion extends Common {
  readonly kind: "use-endpoint";
  readonly owner: string;
  readonly partition: string;
  /** The owner's. */
  readonly organization: Standing;
  readonly trustedAccounts: readonly string[];
  /** The id of an organisation of which every account is trusted. */
  readonly trustedOrganization: string | undefined;
}

/** Is any of some requests allowed? */
export interface AllowedQuestion extends Common {
  readonly kind: "allowed";
  readonly actions: readonly string[];
  /** Patterns; `*` stands for every resource, and for none. */
  readonly resources: readonly string[];
  /** Of who asks. */
  readonly organization: Standing;
}

/** Requests to ask about, with words for them. */
export interface AskedFamily extends RequestFamily {
  /** Completes "… can": "set `GuardDutyManaged` to `false` on …". */
  readonly can: (request: RequestInput) => string;
  /** Whose requests they are, where that tells families apart: "an account of no organisation". */
  readonly of: string | undefined;
}

/** What a question comes to. */
export interface Inquiry {
  readonly families: readonly AskedFamily[];
  /** Completes "nobody …": " untrusted in the account 111122223333"; empty for nobody at all. */
  readonly among: string;
  /** Completes "can …": "change `GuardDutyManaged` on the cluster `payments`". */
  readonly wish: string;
  /** Sentences that hold for every answer. */
  readonly assumptions: readonly string[];
  /** Requests of the endpoint's owner, one for each place that its account may have. */
  readonly own: readonly AskedFamily[];
}
