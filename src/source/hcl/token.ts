import type { BinaryOperator } from "./syntax.ts";

/** What a token is; symbols stand for themselves. */
export type TokenKind =
  | BinaryOperator
  | "("
  | ")"
  | "["
  | "]"
  | "{"
  | "}"
  | "."
  | ","
  | "="
  | "!"
  | "?"
  | ":"
  | "::"
  | "..."
  | "=>"
  | "name"
  | "number"
  | "newline"
  /** The end of the text. */
  | "end"
  /** The quotation mark that opens a string. */
  | "quote"
  /** The quotation mark that closes a string. */
  | "unquote"
  /** `<<NAME` or `<<-NAME`, with its line end. */
  | "heredoc"
  /** The line that closes a heredoc, without its line end. */
  | "heredoc-end"
  /** Text of a template: in a string up to what ends it, elsewhere one line at most. */
  | "text"
  /** `${` or `${~`. */
  | "${"
  /** `%{` or `%{~`. */
  | "%{"
  /** `}` or `~}` where it closes one of these. */
  | "sequence-end"
  /** Where a string or a heredoc would have to end and does not. */
  | "unterminated"
  /** What has no meaning where it stands. */
  | "invalid";
