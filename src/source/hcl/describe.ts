import type { TokenKind } from "./token.ts";

const named: Partial<Record<TokenKind, string>> = {
  name: "a name",
  number: "a number",
  newline: "the end of the line",
  end: "the end of the text",
  quote: "a string",
  unquote: "the end of the string",
  heredoc: "a heredoc",
  "heredoc-end": "the end of the heredoc",
  text: "text",
  "sequence-end": "`}`",
};

const hints: Readonly<Record<string, string>> = {
  "'": "strings stand in double quotation marks",
  "`": "strings stand in double quotation marks",
  "“": "strings stand in straight quotation marks",
  "”": "strings stand in straight quotation marks",
  ";": "line ends separate arguments and blocks, commas separate items",
  "&": "use `&&`",
  "|": "use `||`",
  "/": "the comment does not end",
  "\r": "a carriage return stands only before a line feed",
};

/**
 * Says what a token is, without quoting what it holds.
 *
 * @param kind - the token's kind; a symbol's kind is what it looks like
 */
export function describeToken(kind: TokenKind): string {
  return named[kind] ?? `\`${kind}\``;
}

/**
 * Says what is wrong with a token that can stand nowhere.
 *
 * @param kind - the token's kind
 * @param character - its first character
 * @returns undefined for tokens that can stand somewhere
 */
export function misplaced(kind: TokenKind, character: string): string | undefined {
  if (kind === "unterminated") return "a string does not end on its line";
  if (kind !== "invalid") return undefined;
  const hint = Object.hasOwn(hints, character) ? `: ${hints[character] ?? ""}` : "";
  const shown = /[\x21-\x7e]/.test(character) ? `\`${character}\`` : "this character";
  return `${shown} has no meaning here${hint}`;
}
