/** What a scalar on one line is. */
export interface PlainScalar {
  /** Offset after its last character or its closing quotation mark. */
  readonly end: number;
  /** What it says: without quotation marks, escapes resolved. */
  readonly text: string;
  readonly quoted: boolean;
}

/** Where a scalar stands: inside brackets more characters end it. */
export type Surroundings = "block" | "flow";

/**
 * Reads a scalar that stands on one line.
 *
 * @param line - the text up to the end of the line
 * @param start - offset of its first character
 * @param surroundings - where it stands
 * @returns undefined where it is none, or one whose reading takes more than this
 */
export function plainScalar(
  line: string,
  start: number,
  surroundings: Surroundings,
): PlainScalar | undefined {
  const first = line.charAt(start);
  if (first === '"') return doubleQuoted(line, start);
  if (first === "'") return singleQuoted(line, start);
  const ends = surroundings === "block" ? blockEnd : flowEnd;
  const begins = surroundings === "block" ? blockStart : flowStart;
  begins.lastIndex = start;
  if (!begins.test(line)) return undefined;
  ends.lastIndex = start;
  const found = ends.exec(line);
  let end = found?.index ?? line.length;
  while (line.charAt(end - 1) === " ") end -= 1;
  return { end, text: line.slice(start, end), quoted: false };
}

/** Letters, digits, and the signs that neither are indicators of YAML nor can be taken for one. */
const blockStart = /[\w./$~(^+<=\\]|-(?=[\w-])|[^\0-\x7f]/y;
const flowStart = /[\w./$~(^+<=\\]|-(?=\w)|[^\0-\x7f]/y;
const blockEnd = /:(?= |$)| #/g;
const flowEnd = /:(?=[ ,[\]{}]|$)| #|[,[\]{}]/g;

function singleQuoted(line: string, start: number): PlainScalar | undefined {
  let end = line.indexOf("'", start + 1);
  while (end !== -1 && line.charAt(end + 1) === "'") end = line.indexOf("'", end + 2);
  if (end === -1) return undefined;
  const text = line.slice(start + 1, end).replaceAll("''", "'");
  return { end: end + 1, text, quoted: true };
}

/** The escapes of JSON mean the same in YAML, which has more. */
function doubleQuoted(line: string, start: number): PlainScalar | undefined {
  let end = start + 1;
  let escapes = false;
  for (; line.charAt(end) !== '"'; end += 1) {
    if (end >= line.length) return undefined;
    if (line.charAt(end) !== "\\") continue;
    escapes = true;
    end += 1;
    if (!'"\\/bfnrtu'.includes(line.charAt(end) || " ")) return undefined;
    if (line.charAt(end) === "u" && !/^[\da-fA-F]{4}$/.test(line.slice(end + 1, end + 5))) {
      return undefined;
    }
  }
  const inside = line.slice(start + 1, end);
  const text: unknown = escapes ? JSON.parse(`"${inside}"`) : inside;
  return typeof text === "string" ? { end: end + 1, text, quoted: true } : undefined;
}

/**
 * What an unquoted scalar stands for in YAML's core schema.
 * https://yaml.org/spec/1.2.2/#1032-tag-resolution
 *
 * @param text - the scalar
 * @returns undefined where its reading takes more than this
 */
export function coreValue(text: string): string | number | boolean | null | undefined {
  if (/^(?:~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (!/^[-+.\d]/.test(text)) return text;
  if (/^[-+]?(?:0[ox]|\.[iInN])/.test(text)) return undefined;
  if (!/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
