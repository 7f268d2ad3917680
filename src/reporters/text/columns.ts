/** Characters that add nothing to the width: combining and enclosing marks. */
const zero = /[\p{Mn}\p{Me}]/u;

/** Characters that take two columns of a terminal. https://www.unicode.org/reports/tr11/ */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/**
 * How many columns of a terminal a text takes.
 *
 * @param text - printable text without colour codes
 */
export function columns(text: string): number {
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  let total = 0;
  for (const character of text) {
    if (zero.test(character)) continue;
    total += wide.test(character) ? 2 : 1;
  }
  return total;
}
