const short: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Makes text from the input safe to show on one line of a terminal, a log or a web page: without
 * control characters, invisible format characters (bidirectional overrides among them), line and
 * paragraph separators, and surrogates without their other half. Shown raw they could move the
 * cursor, hide text or make it read in another order.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 *
 * @param text - any string
 * @returns the same text with every unprintable character as `\n`, `\t`, `\r`, `\u001b` or `\u{e0001}`
 */
export function printable(text: string): string {
  // V8 takes long over sets of Unicode, and most texts have no use for them.
  if (/^[\u0020-\u007e]*$/.test(text)) return text;
  const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  return text.replace(unprintable, (character) => short.get(character) ?? escaped(character));
}

/**
 * Like {@link printable} for text that may have several lines.
 *
 * @param text - any string
 * @returns its lines, each printable; tabs are two spaces
 */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r\n|\n/).map((line) => printable(line.replaceAll("\t", "  ")));
}

function escaped(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
}
