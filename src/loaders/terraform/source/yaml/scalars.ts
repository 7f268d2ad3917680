/** What a scalar without quotation marks is; undefined where it is not worked out. */
export type PlainScalar = { readonly value: string | number | boolean | null } | undefined;

const nulls: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const truths: ReadonlySet<string> = new Set(
  ["y", "Y", "on", "On", "ON"].concat(["yes", "Yes", "YES", "true", "True", "TRUE"]),
);
const lies: ReadonlySet<string> = new Set(
  ["n", "N", "off", "Off", "OFF"].concat(["no", "No", "NO", "false", "False", "FALSE"]),
);

/**
 * Reads a scalar without quotation marks as `yamldecode` does: with the booleans of YAML 1.1, the
 * numbers of YAML 1.2, of which a decimal one may begin with zeros, and dates as texts with a time.
 * https://developer.hashicorp.com/terraform/language/functions/yamldecode
 */
export function plainScalar(text: string): PlainScalar {
  if (nulls.has(text)) return { value: null };
  if (truths.has(text)) return { value: true };
  if (lies.has(text)) return { value: false };
  if (/^0o[0-7]+$/.test(text) || /^0x[0-9a-fA-F]+$/.test(text)) return exact(Number(text));
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return exact(Number(text));
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text) || /^\.(?:nan|NaN|NAN)$/.test(text)) return undefined;
  const [, year, month, day, time] = /^(\d{4})-(\d\d?)-(\d\d?)([Tt\s].*)?$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return { value: text };
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  if (!isDate(date)) return { value: text };
  return time === undefined ? { value: `${date}T00:00:00Z` } : undefined;
}

function exact(value: number): PlainScalar {
  const isHeld = !Number.isInteger(value) || Number.isSafeInteger(value);
  return Number.isFinite(value) && isHeld && !Object.is(value, -0) ? { value } : undefined;
}

function isDate(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}
