/**
 * How many columns of a terminal a text takes.
 *
 * @param text - printable text without colour codes
 */
export function columns(text: string): number {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  // Made here, since V8 takes long over sets of Unicode, and most texts have no use for them.
  const zero = /[\p{Mn}\p{Me}]/u;
  // https://www.unicode.org/reports/tr11/
  const wide =
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;
  let total = 0;
  for (const character of text) {
    if (zero.test(character)) continue;
    total += wide.test(character) ? 2 : 1;
  }
  return total;
}
