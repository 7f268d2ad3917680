import { printable } from "../printable.ts";

/**
 * Makes a sentence from the input fit for a SARIF message: printable, never empty, with its final
 * period, and without what a reader would take for an embedded link (`[text](target)`) or a
 * placeholder (`{0}`), which get a space inside.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html#_Toc141790728
 *
 * @param text - any string
 */
export function sentence(text: string): string {
  const plain = plainText(text).trim();
  if (plain === "") return "No message.";
  return /[.!?…]$/.test(plain) ? plain : `${plain}.`;
}

/**
 * The same for a part of a sentence.
 *
 * @param text - any string
 */
export function plainText(text: string): string {
  return printable(text)
    .replaceAll("](", "] (")
    .replace(/\{(?=\d+\})/g, "{ ");
}

/**
 * A link inside a message to a related location of the same result.
 *
 * @param text - what is shown
 * @param id - the related location's id
 */
export function linkTo(text: string, id: number): string {
  return `[${plainText(text).replace(/[\\[\]]/g, "\\$&")}](${id})`;
}

/**
 * Cuts text to a number of UTF-16 code units without cutting a character in two.
 *
 * @param text - any string
 * @param most - how many
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
