/**
 * A number as Terraform writes it in a text: in decimals, never with an exponent.
 *
 * @param value - a finite number
 */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return "0";
  const short = String(value);
  if (!short.includes("e")) return short;
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(short);
  if (match === null) return short;
  const [, sign = "", first = "", fraction = "", power = "0"] = match;
  const exponent = Number(power);
  if (exponent > 0) return BigInt(value).toString();
  return `${sign}0.${"0".repeat(-exponent - 1)}${first}${fraction}`;
}

/**
 * Reads a text as Terraform converts it to a number.
 *
 * @returns undefined where it is none
 */
export function numberIn(text: string): number | undefined {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
