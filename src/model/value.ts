import type { Place, Source } from "./place.ts";

/** Why a value is not known. Never a pass and never a violation: it is told. */
export interface Reason<P = Place> {
  readonly code:
    | "known-after-apply"
    | "unresolved-reference"
    | "ambiguous-reference"
    | "not-in-input"
    | "missing-file"
    | "unsupported-expression"
    | "unspecified-by-aws"
    | "sensitive"
    | "unreadable"
    | "too-large"
    | "malformed";
  /** Completes the sentence "cannot tell, because …"; lower case, no final period. */
  readonly detail: string;
  readonly place: P | undefined;
}

/** What an expression refers to, so that linking can go through a value that is not known yet. */
export interface Reference {
  /**
   * Absolute address of the resource in its own document; without the last index when the
   * expression names the whole collection (`aws_subnet.private`).
   */
  readonly address: string;
  /** The attribute referred to (`id`); undefined when the expression names the resource itself. */
  readonly attribute: string | undefined;
  /** The source of the document that the resource stands in, where that is another one. */
  readonly source?: Source | undefined;
}

interface Common {
  readonly place: Place;
  /** The value must not reach a message, a report or a log. */
  readonly sensitive: boolean;
}

/** A string, number or boolean. */
export interface ScalarValue extends Common {
  readonly kind: "scalar";
  readonly value: string | number | boolean;
  /** As the source spells it: `012345678901` even where the syntax reads a number. */
  readonly text: string;
}

/** A list or set. */
export interface ListValue extends Common {
  readonly kind: "list";
  readonly items: readonly Value[];
  /** There are, or may be, further items that are not known. */
  readonly rest: UnknownValue | undefined;
}

/** An object or map. Views over large documents make entries when they are asked for. */
export interface MapValue extends Common {
  readonly kind: "map";
  keys(): readonly string[];
  /** The value of a key; {@link AbsentValue} where the map has none, unknown where it may have. */
  get(key: string): Value;
  /** Where the key itself stands, for findings about keys. */
  keyPlace(key: string): Place;
  /** There are, or may be, further keys that are not known. */
  readonly rest: UnknownValue | undefined;
  /** Keys that the text states more than once. */
  readonly duplicates: readonly { readonly key: string; readonly place: Place }[];
}

/** A value that exists but is not known here. */
export interface UnknownValue extends Common {
  readonly kind: "unknown";
  readonly reason: Reason;
  readonly references: readonly Reference[];
  /** It may be made of something that is no reference as well. */
  readonly isPartial?: boolean | undefined;
  /**
   * What is known of a text, in order: `undefined` stands for each part that is not known.
   * `com.amazonaws.${AWS::Region}.s3` is `["com.amazonaws.", undefined, ".s3"]`.
   */
  readonly parts?: readonly (string | undefined)[] | undefined;
}

/** Nothing was set; the place is where it would be set. */
export interface AbsentValue extends Common {
  readonly kind: "absent";
}

/** What a document says about one thing; unknown is kept for each leaf. */
export type Value = ScalarValue | ListValue | MapValue | UnknownValue | AbsentValue;

/** A typed reading of a value. */
export type Fact<T> =
  | {
      readonly state: "known";
      readonly value: T;
      readonly place: Place;
      readonly sensitive: boolean;
    }
  | { readonly state: "unknown"; readonly reason: Reason; readonly place: Place }
  | { readonly state: "absent"; readonly place: Place };
