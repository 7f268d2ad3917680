/** A decimal number, exactly: `digits` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Longer numbers are none that AWS takes. */
const longest = 100;

/** @returns the number, or undefined where the text is no plain decimal number */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (match === null || text.length > longest) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign === "-" ? -digits : digits, scale: fraction.length };
}

/** @returns negative, zero or positive, as `left` is less than, equal to or greater than `right` */
export function compareDecimals(left: Decimal, right: Decimal): number {
  const scale = Math.max(left.scale, right.scale);
  const a = left.digits * 10n ** BigInt(scale - left.scale);
  const b = right.digits * 10n ** BigInt(scale - right.scale);
  return a < b ? -1 : a > b ? 1 : 0;
}
