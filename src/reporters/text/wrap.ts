import { columns } from "./columns.ts";

/**
 * Breaks prose into lines at spaces. A word that is longer than a line, such as an ARN, stays
 * whole, so that it can be copied.
 *
 * @param text - printable text without line ends
 * @param width - columns of a whole line
 * @param first - what stands before the first line; its columns count
 * @param indent - spaces before every further line
 * @returns at least one line, the first with `first` before it
 */
export function wrap(text: string, width: number, first: string, indent: number): string[] {
  const lines: string[] = [];
  const further = " ".repeat(indent);
  let line = first;
  let used = columns(first);
  let empty = true;
  for (const word of text.split(" ")) {
    const size = columns(word);
    if (!empty && used + 1 + size > width) {
      lines.push(line.trimEnd());
      line = further;
      used = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    used += size + (empty ? 0 : 1);
    empty = false;
  }
  lines.push(line.trimEnd());
  return lines;
}
