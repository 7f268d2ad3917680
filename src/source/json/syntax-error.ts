/** What is wrong with a text that is not JSON. */
export interface JsonSyntaxError {
  /** 0-based UTF-16 offset of the first character that cannot stand there. */
  readonly offset: number;
  /** Lower case, no final period. */
  readonly message: string;
}

type Expectation = "value" | "key" | "colon" | "separator" | "end";

type Token =
  | { readonly kind: "punctuation"; readonly text: string; readonly end: number }
  | { readonly kind: "string" | "literal"; readonly end: number }
  | { readonly kind: "invalid"; readonly end: number };

/**
 * Finds where a text stops being JSON (RFC 8259): `JSON.parse` of the supported Node versions
 * names the place only sometimes.
 *
 * @param text - any text; a byte order mark at its start is passed over
 * @returns the first error, or undefined where the text is JSON
 */
export function findSyntaxError(text: string): JsonSyntaxError | undefined {
  const stack: ("{" | "[")[] = [];
  let expected: Expectation = "value";
  // Right after an opening bracket the closing one may follow; after a comma it may not.
  let mayClose = false;
  let at = text.startsWith("\ufeff") ? 1 : 0;

  for (;;) {
    at = skipBlank(text, at);
    const open = stack.at(-1);
    if (at >= text.length && expected === "end") return undefined;
    const token = at < text.length ? tokenAt(text, at) : undefined;
    if (token === undefined || token.kind === "invalid") return wrong(text, at, expected, open);
    const symbol = token.kind === "punctuation" ? token.text : undefined;
    if (symbol === "{" || symbol === "[") {
      if (expected !== "value") return wrong(text, at, expected, open);
      stack.push(symbol);
      expected = symbol === "{" ? "key" : "value";
      mayClose = true;
    } else if (symbol === "}" || symbol === "]") {
      const pair = open === "{" ? "}" : "]";
      const allowed = expected === "separator" || (mayClose && expected !== "colon");
      if (open === undefined || pair !== symbol || !allowed) return wrong(text, at, expected, open);
      stack.pop();
      expected = stack.length === 0 ? "end" : "separator";
      mayClose = false;
    } else if (symbol === ",") {
      if (expected !== "separator") return wrong(text, at, expected, open);
      expected = open === "{" ? "key" : "value";
      mayClose = false;
    } else if (symbol === ":") {
      if (expected !== "colon") return wrong(text, at, expected, open);
      expected = "value";
    } else if (expected === "key" && token.kind === "string") {
      expected = "colon";
      mayClose = false;
    } else {
      if (expected !== "value") return wrong(text, at, expected, open);
      expected = stack.length === 0 ? "end" : "separator";
      mayClose = false;
    }
    at = token.end;
  }
}

function wrong(
  text: string,
  offset: number,
  expected: Expectation,
  open: "{" | "[" | undefined,
): JsonSyntaxError {
  return { offset, message: describe(text, offset, expected, open) };
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function tokenAt(text: string, at: number): Token {
  const character = text.charAt(at);
  if ("{}[],:".includes(character)) return { kind: "punctuation", text: character, end: at + 1 };
  if (character === '"') return stringAt(text, at);
  const literal =
    /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y;
  literal.lastIndex = at;
  const match = literal.exec(text);
  return match === null
    ? { kind: "invalid", end: at }
    : { kind: "literal", end: at + match[0].length };
}

function stringAt(text: string, from: number): Token {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { kind: "string", end: at + 1 };
    if (character < " ") break;
    if (character === "\\") {
      const escaped = text.charAt(at + 1);
      const unicode = escaped === "u" && /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6));
      if (!unicode && (escaped === "" || !'"\\/bfnrt'.includes(escaped))) break;
      at += unicode ? 5 : 1;
    }
  }
  return { kind: "invalid", end: from };
}

function describe(
  text: string,
  offset: number,
  expected: Expectation,
  open: "{" | "[" | undefined,
): string {
  if (offset >= text.length) {
    return open === undefined
      ? "the text is empty"
      : `the text ends inside ${open === "{" ? "an object" : "a list"}`;
  }
  const character = text.charAt(offset);
  if (character === '"' && stringAt(text, offset).kind === "invalid") {
    return "a string does not end or has an escape that JSON does not know";
  }
  const wanted = {
    value: "a value",
    key: "a key in quotation marks",
    colon: "`:` after the key",
    separator: open === "[" ? "`,` or `]`" : "`,` or `}`",
    end: "the end of the text",
  }[expected];
  const found = /[\x21-\x7e]/.test(character) ? `\`${character}\`` : "another character";
  return `expected ${wanted}, found ${found}`;
}
