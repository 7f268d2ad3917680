const pattern =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[Tt](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?)?$/;

const nanosecond = 1n;
const second = 1_000_000_000n * nanosecond;
/** Seconds since 1970 must fit 64 bits. */
const farthest = 2n ** 63n;

/**
 * Reads a date as the condition language writes them: W3C's profile of ISO 8601, or seconds since
 * 1970. What is left out is the beginning (midnight of the first day), and no time zone is UTC.
 * https://www.w3.org/TR/NOTE-datetime
 *
 * @returns nanoseconds since 1970; undefined where the text is no date, or four digits, which may
 *   be a year or seconds
 */
export function parseDate(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (/^[+-]?\d{1,20}$/.test(trimmed) && !/^\d{4}$/.test(trimmed)) {
    const seconds = BigInt(trimmed.replace(/^\+/, ""));
    return seconds < farthest && seconds >= -farthest ? seconds * second : undefined;
  }
  const match = pattern.exec(trimmed);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, secondsText, fraction, zone] = match;
  const numbers = {
    year: Number(year),
    month: Number(month),
    day: Number(day ?? "1"),
    hour: Number(hour ?? "0"),
    minute: Number(minute ?? "0"),
    second: Number(secondsText ?? "0"),
  };
  const offset = zoneMinutes(zone ?? "Z");
  if (
    numbers.month < 1 ||
    numbers.month > 12 ||
    numbers.day < 1 ||
    numbers.day > daysOf(numbers.year, numbers.month) ||
    numbers.hour > 24 ||
    numbers.minute > 59 ||
    numbers.second > 60 ||
    offset === undefined
  ) {
    return undefined;
  }
  const midnight = new Date(0);
  midnight.setUTCFullYear(numbers.year, numbers.month - 1, numbers.day);
  const milliseconds =
    midnight.getTime() +
    ((numbers.hour * 60 + numbers.minute - offset) * 60 + numbers.second) * 1000;
  return BigInt(milliseconds) * 1_000_000n + BigInt((fraction ?? "").padEnd(9, "0"));
}

function daysOf(year: number, month: number): number {
  const last = new Date(0);
  last.setUTCFullYear(year, month, 0);
  return last.getUTCDate();
}

function zoneMinutes(zone: string): number | undefined {
  if (zone === "Z" || zone === "z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", "") || "0");
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}
