import type { Span } from "../model/place.ts";

/** A part of a text that has a name: a block, an attribute. */
export interface OutlineItem {
  /** As a person would say it, among the items around it: `resource.aws_vpc.main`, `tags`. */
  readonly name: string;
  readonly span: Span;
  readonly items: readonly OutlineItem[];
}

/** A comment. */
export interface OutlineComment {
  /** Without its signs, trimmed. */
  readonly text: string;
  readonly span: Span;
}

/** What stands where in a text, as far as people speak of it. */
export interface Outline {
  /** In the order of the text, none of them inside another. */
  readonly items: readonly OutlineItem[];
  /** In the order of the text. */
  readonly comments: readonly OutlineComment[];
}
