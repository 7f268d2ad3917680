import type { Place } from "./place.ts";
import type { Reason } from "./value.ts";

/**
 * A policy document as written, with the place of every part; parts that are not known stay in.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  readonly place: Place;
  /** `2008-10-17` where the document names none; policy variables are literal text there. */
  readonly version: "2012-10-17" | "2008-10-17";
  readonly statements: readonly Statement[];
  /** There may be further statements that are not known. */
  readonly rest: Reason | undefined;
}

/** One string of a policy, or the reason why it is not known. */
export type Text =
  | { readonly kind: "text"; readonly text: string; readonly place: Place }
  | { readonly kind: "unknown"; readonly reason: Reason; readonly place: Place };

/** A list of patterns, of which some may not be known. */
export interface Patterns {
  readonly items: readonly Text[];
  /** There may be further items that are not known. */
  readonly rest: Reason | undefined;
  readonly place: Place;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Element extends Patterns {
  readonly negated: boolean;
}

/** Who a statement of a resource, trust or endpoint policy speaks of. */
export type PrincipalKind = "AWS" | "Service" | "Federated" | "CanonicalUser";

/** `Principal` or `NotPrincipal`. `"*"` is everyone. */
export interface PrincipalElement {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly groups: readonly { readonly kind: PrincipalKind; readonly patterns: Patterns }[];
  /** There may be further principals that are not known. */
  readonly rest: Reason | undefined;
  readonly place: Place;
}

/** One `operator: { key: values }` of a `Condition`. */
export interface Condition {
  /** As written: `ForAnyValue:StringEqualsIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: Patterns;
  readonly place: Place;
}

/** One statement. */
export interface Statement {
  /** 0-based position in the document. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect:
    | { readonly kind: "known"; readonly value: "Allow" | "Deny"; readonly place: Place }
    | { readonly kind: "unknown"; readonly reason: Reason; readonly place: Place };
  readonly principal: PrincipalElement | undefined;
  readonly action: Element;
  /** Trust policies have none. */
  readonly resource: Element | undefined;
  readonly conditions: readonly Condition[];
  /** The condition block, or a part of it, is not known. */
  readonly conditionsRest: Reason | undefined;
  readonly place: Place;
}

/** The layers of a decision. */
export type PolicyType =
  "identity" | "scp" | "rcp" | "permissions-boundary" | "session" | "resource" | "vpc-endpoint";

/** Something in a policy document that AWS would refuse. */
export interface PolicyProblem {
  /** Lower case, no final period. */
  readonly message: string;
  readonly place: Place;
}

/** A policy that a principal holds, among very many: it is read when somebody asks for it. */
export interface HeldPolicy {
  /** Its text, where it stands as one: enough to see that it cannot concern a question. */
  readonly text: string | undefined;
  readonly fact: PolicyFact;
}

/** A policy as far as the input tells it. */
export type PolicyFact =
  | {
      readonly state: "known";
      readonly document: PolicyDocument;
      /** Characters, where it stands as a text. */
      readonly length?: number;
      readonly place: Place;
    }
  | { readonly state: "unknown"; readonly reason: Reason; readonly place: Place }
  | {
      readonly state: "malformed";
      readonly problems: readonly PolicyProblem[];
      readonly place: Place;
    }
  /** None was given: the service's default applies. The place is where it would be given. */
  | { readonly state: "absent"; readonly place: Place };
