/** What `JSON.stringify` leaves raw inside strings although it is not printable. */
const raw = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A build log would take these for commands; inside JSON they can only stand in strings. */
const command = /##(?=\[|vso\[)/gi;

/**
 * An escaped backslash, or half a surrogate pair: `JSON.stringify` escapes a surrogate only where
 * its other half is missing. https://tc39.es/ecma262/#sec-quotejsonstring
 */
const half = /\\(?:\\|ud[89a-f][0-9a-f]{2})/g;

/**
 * Writes data as JSON that is safe to print: every unprintable character is escaped, so that a
 * parser reads the same strings. Surrogates without their other half, which many parsers refuse,
 * become U+FFFD.
 *
 * @param data - data without cycles
 * @param indent - blanks a level; 0 puts everything on one line
 * @returns JSON with a final line end
 */
export function jsonText(data: object, indent = 2): string {
  const text = `${JSON.stringify(data, null, indent)}\n`;
  const whole = text.includes("\\ud")
    ? text.replace(half, (match) => (match === "\\\\" ? match : "\\ufffd"))
    : text;
  return whole.replace(raw, escapes).replace(command, "#\\u0023");
}

function escapes(character: string): string {
  let escape = "";
  for (let at = 0; at < character.length; at += 1) {
    escape += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }
  return escape;
}
