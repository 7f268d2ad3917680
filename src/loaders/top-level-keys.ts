/** How far into a text its outermost keys are looked for: all of ours stand near the start. */
export const furthest = 1 << 20;

/** More outermost keys than any document of ours has. */
const mostKeys = 64;

const BLANK = /[ \t\r\n\ufeff]/;

/** Whether the first thing in a text, after blanks and comments, is an opening brace. */
export function startsObject(text: string): boolean {
  return text.charAt(skipBlank(text, 0, Math.min(text.length, furthest))) === "{";
}

/**
 * The keys of the outermost object of a text that means to be JSON. It need not be JSON: a text
 * that is cut off, has comments or breaks in the middle gives the keys up to there.
 *
 * @param text - any text
 * @returns keys in order, without escapes decoded; none where the text does not start an object
 */
export function jsonTopLevelKeys(text: string): readonly string[] {
  const keys: string[] = [];
  const end = Math.min(text.length, furthest);
  let at = skipBlank(text, 0, end);
  if (text.charAt(at) !== "{") return keys;
  at += 1;
  while (keys.length < mostKeys) {
    at = skipBlank(text, at, end);
    if (text.charAt(at) !== '"') return keys;
    const close = endOfString(text, at, end);
    const key = text.slice(at + 1, close - 1);
    at = skipBlank(text, close, end);
    if (text.charAt(at) !== ":") return keys;
    keys.push(key);
    at = endOfValue(text, at + 1, end);
    if (text.charAt(at) !== ",") return keys;
    at += 1;
  }
  return keys;
}

/**
 * The keys that stand at the start of a line of a YAML text, of all its documents together.
 *
 * @param text - any text
 * @returns keys in order, each once
 */
export function yamlTopLevelKeys(text: string): readonly string[] {
  const keys = new Set<string>();
  const start = text.startsWith("\ufeff") ? text.slice(1, furthest) : text.slice(0, furthest);
  for (const match of start.matchAll(/^["']?([A-Za-z][A-Za-z0-9]{0,60})["']?[ \t]*:(?=\s|$)/gm)) {
    keys.add(match[1] ?? "");
  }
  return [...keys];
}

function skipBlank(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    if (BLANK.test(text.charAt(at))) {
      at += 1;
    } else if (text.startsWith("//", at)) {
      const newline = text.indexOf("\n", at);
      at = newline === -1 ? end : newline;
    } else if (text.startsWith("/*", at)) {
      const close = text.indexOf("*/", at + 2);
      at = close === -1 ? end : close + 2;
    } else {
      break;
    }
  }
  return at;
}

/** From an opening quotation mark to just after the closing one, or to the end. */
function endOfString(text: string, from: number, end: number): number {
  for (let at = from + 1; at < end; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return at + 1;
    if (character === "\\") at += 1;
  }
  return end;
}

/** To the comma or the closing brace after a value, whatever the value looks like. */
function endOfValue(text: string, from: number, end: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    const character = text.charAt(at);
    if (character === '"') {
      at = endOfString(text, at, end);
      continue;
    }
    if (character === "{" || character === "[") depth += 1;
    if (character === "}" || character === "]") {
      if (depth === 0) return at;
      depth -= 1;
    }
    if (character === "," && depth === 0) return at;
    at += 1;
  }
  return end;
}
