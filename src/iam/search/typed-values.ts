import { parseDate } from "../conditions/date.ts";
import { compareDecimals, parseDecimal, type Decimal } from "../conditions/decimal.ts";
import { parseIpRange, type IpRange } from "../conditions/ip-range.ts";
import type { OperatorFamily } from "../conditions/operator.ts";

/**
 * Values that stand for all of their kind: conditions compare with few values only, and nothing
 * tells two values apart that lie between the same of those.
 *
 * @param family - what kind of values the conditions compare
 * @param values - what they compare with
 * @returns undefined where a kind has no such values
 */
export function typedValues(
  family: OperatorFamily,
  values: Iterable<string>,
): readonly string[] | undefined {
  const list = [...values];
  switch (family) {
    case "bool":
      return ["true", "false"];
    case "numeric":
      return numbersAround(list);
    case "date":
      return datesAround(list);
    case "ip":
      return addressesAround(list);
    case "binary":
      return [...new Set([...list, "AA==", longerThan(list)])];
    case "string":
    case "arn":
    case "null":
      return undefined;
  }
}

function longerThan(list: readonly string[]): string {
  const longest = list.reduce((most, text) => Math.max(most, text.length), 0);
  return "AAAA".repeat(Math.ceil(longest / 4) + 1);
}

function numbersAround(list: readonly string[]): readonly string[] {
  const numbers = list
    .flatMap((text) => parseDecimal(text) ?? [])
    .sort(compareDecimals)
    .filter((number, at, all) => {
      const before = all[at - 1];
      return before === undefined || compareDecimals(before, number) !== 0;
    });
  const scale = numbers.reduce((most, number) => Math.max(most, number.scale), 0) + 1;
  const scaled = numbers.map(({ digits, scale: own }) => digits * 10n ** BigInt(scale - own));
  return around(scaled, 10n ** BigInt(scale)).map((digits) => decimalText({ digits, scale }));
}

/** Each of the values, one between every two, and one beyond each end. */
function around(sorted: readonly bigint[], apart: bigint): readonly bigint[] {
  const [first, ...others] = sorted;
  if (first === undefined) return [0n];
  const found = [first - apart, first];
  let before = first;
  for (const value of others) {
    found.push((before + value) / 2n, value);
    before = value;
  }
  found.push(before + apart);
  return [...new Set(found)];
}

function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? "-" : "";
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const fraction = text.slice(text.length - scale).replace(/0+$/, "");
  const whole = text.slice(0, text.length - scale);
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction}`;
}

const day = 86_400_000_000_000n;

function datesAround(list: readonly string[]): readonly string[] {
  const dates = [...new Set(list.flatMap((text) => parseDate(text) ?? []))];
  dates.sort((left, right) => (left < right ? -1 : 1));
  const found = dates.length === 0 ? [0n] : around(dates, day);
  return found.flatMap((nanoseconds) => dateText(nanoseconds) ?? []);
}

function dateText(nanoseconds: bigint): string | undefined {
  const inMillisecond = ((nanoseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((nanoseconds - inMillisecond) / 1_000_000n));
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  const fraction = text.slice(20, 23) + String(inMillisecond).padStart(6, "0");
  const written = `${text.slice(0, 19)}.${fraction}Z`.replace(/\.0+Z$/, "Z");
  return parseDate(written) === nanoseconds ? written : undefined;
}

/** Documented for examples. https://www.rfc-editor.org/rfc/rfc5737 and .../rfc3849 */
const examples = ["198.51.100.7", "2001:db8::7"];

function addressesAround(list: readonly string[]): readonly string[] {
  const ranges = list.flatMap((text) => parseIpRange(text) ?? []);
  const found = new Set(examples);
  for (const range of ranges) {
    const width = range.version === 4 ? 32n : 128n;
    const size = 1n << (width - BigInt(range.prefix));
    const first = (range.bits / size) * size;
    found.add(addressText(first, range.version));
    if (first + size < 1n << width) found.add(addressText(first + size, range.version));
  }
  for (const version of [4, 6] as const) found.add(addressText(0n, version));
  return [...found];
}

function addressText(bits: bigint, version: IpRange["version"]): string {
  if (version === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join(".");
  }
  const groups = Array.from({ length: 8 }, (_, at) => (bits >> BigInt(112 - 16 * at)) & 0xffffn);
  return groups.map((group) => group.toString(16)).join(":");
}
