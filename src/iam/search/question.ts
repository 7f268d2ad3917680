import type { Statement, PolicyType } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import type { Decision } from "../decide.ts";
import type { Layers } from "../layers.ts";
import type { RequestInput } from "../request.ts";
import type { Budget } from "./budget.ts";

/** Whether any request of some families gets through some policies. */
export interface Question<F extends RequestFamily = RequestFamily> {
  readonly layers: Layers;
  /** Asked one after the other, until a request gets through. */
  readonly families: readonly F[];
  readonly budget: Budget;
}

/** Requests that are alike in what is fixed, and any in what is not. */
export interface RequestFamily {
  /** `service:Name`, without wildcards. */
  readonly action: string;
  readonly principal: PrincipalFamily;
  /** ARNs as patterns, of which the resource fits one; `*` alone for an action without resource. */
  readonly resource: readonly string[];
  /** The organisation of the principal's account. */
  readonly organization: OrganizationFamily;
  /**
   * By the condition key's name, or by the beginning of names and a `*`; the longest that fits
   * counts. A key that nothing here speaks of is free where the action carries it.
   */
  readonly context: Readonly<Record<string, KeyFamily>>;
  /**
   * Why AWS may judge a request otherwise than it is written here: where one gets through, the
   * answer is open, and a proof has to hold for all of them.
   */
  readonly doubt?: Reason;
}

/** What kind of principal of an account makes a request. */
export type CallerKind = "role" | "user" | "federated-user" | "root";

/** Who may make the request. */
export type PrincipalFamily =
  /** As in a request file. */
  | { readonly kind: "one"; readonly principal: string }
  | {
      readonly kind: "any";
      readonly kinds: readonly CallerKind[];
      readonly partition: string;
      /** Patterns of `aws:PrincipalArn`, of which it fits one. */
      readonly among: readonly string[];
      /** Further patterns of `aws:PrincipalArn`, of which it fits one as well. */
      readonly within?: readonly string[];
      /** Patterns of `aws:PrincipalArn`, of which it fits none. */
      readonly except: readonly string[];
      /** Tried first. */
      readonly preferred: readonly string[];
      /** Accounts that it is not of. */
      readonly exceptAccounts: readonly string[];
    };

/** Where the principal's account stands. */
export type OrganizationFamily =
  /** Any organisation, or none. */
  | { readonly kind: "any" }
  | { readonly kind: "none" }
  /** Some organisation other than these. */
  | { readonly kind: "other"; readonly than: readonly string[] }
  /** This one; at one of these paths, as AWS writes them (`o-1/r-1/ou-1/`), or anywhere in it. */
  | {
      readonly kind: "member";
      readonly id: string;
      readonly paths: readonly string[] | undefined;
    };

/** What a condition key can be. */
export type KeyFamily =
  | { readonly kind: "absent" }
  /** This value, or these. */
  | { readonly kind: "is"; readonly values: string | readonly string[] }
  /** Any value; patterns of which it fits one (any, where there are none) or none. */
  | {
      readonly kind: "any";
      readonly optional: boolean;
      readonly like?: readonly string[];
      readonly unlike?: readonly string[];
      /** Tried first, where a value is needed. */
      readonly preferred?: readonly string[];
    }
  /** AWS does not say what it is, or whether it is there. */
  | { readonly kind: "unknown"; readonly reason: Reason }
  /** Several values, these among them. */
  | { readonly kind: "including"; readonly values: readonly string[] };

/** What a proof rests on. */
export type Ground =
  /** A statement that denies. */
  | {
      readonly kind: "deny";
      readonly layer: PolicyType;
      readonly level: number | undefined;
      readonly statement: Statement;
    }
  /** A layer or level that allows none of the requests that nothing denies. */
  | {
      readonly kind: "not-allowed";
      readonly layer: PolicyType | undefined;
      readonly level: number | undefined;
    };

/** The answer for all requests of the families. */
export type Answer<F extends RequestFamily = RequestFamily> =
  | {
      readonly answer: "yes";
      readonly family: F;
      /** One that gets through. */
      readonly request: RequestInput;
      readonly decision: Decision;
    }
  | {
      readonly answer: "no";
      /** What is enough for the proof. */
      readonly grounds: readonly Ground[];
      /** Whether the answer would be another without any of them; to find out can take too much. */
      readonly least: boolean;
    }
  | {
      readonly answer: "cannot-tell";
      readonly reasons: readonly Reason[];
      /** A request of which the policies leave open whether it gets through. */
      readonly request: RequestInput | undefined;
    };
