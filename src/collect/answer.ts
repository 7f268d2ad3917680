import type { JsonObject } from "./json.ts";

/** What one call came to: all pages together, or why there is no answer. */
export type Answer = {
  /** The call's name: `ec2 describe-vpcs`. */
  readonly call: string;
  /** What it was asked about; empty where it is about the account. */
  readonly of: string;
} & ({ readonly response: JsonObject } | { readonly unread: Unread });

/** Where an answer belongs: the organisation, an account, or one of its Regions. */
export interface Whose {
  /** Undefined for the organisation as a whole. */
  readonly account: string | undefined;
  /** Undefined for what has no Region. */
  readonly region: string | undefined;
}

/** An answer in its place. */
export type PlacedAnswer = Whose & { readonly answer: Answer };

/** Why there is no answer. */
export interface Unread {
  /** The permission that the call takes. */
  readonly action: string;
  /** Completes "… could not be read: ". */
  readonly because: string;
}
