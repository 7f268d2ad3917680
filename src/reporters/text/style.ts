import type { Level } from "../../model/finding.ts";

/** Wraps text in colour codes, or leaves it alone. */
export interface Style {
  level(level: Exclude<Level, "off">, text: string): string;
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
}

/** Select Graphic Rendition parameters: https://ecma-international.org/publications-and-standards/standards/ecma-48/ */
const codes = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  strong: "1",
  faint: "2",
  good: "1;32",
} as const;

/**
 * The style of a report.
 *
 * @param color - whether colour codes are wanted
 */
export function styleFor(color: boolean): Style {
  const paint = (code: string, text: string): string =>
    color && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    level: (level, text) => paint(codes[level], text),
    strong: (text) => paint(codes.strong, text),
    faint: (text) => paint(codes.faint, text),
    good: (text) => paint(codes.good, text),
  };
}
