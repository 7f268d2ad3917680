/** A range of addresses of one family, both ends included. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bits = { 4: 32n, 6: 128n } as const;

/**
 * Reads a CIDR block.
 *
 * @param text - `10.0.0.0/8` or `2001:db8::/32`; bits of the host part are passed over, as EC2
 *   does. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 * @returns undefined where the text is no CIDR block
 */
export function parseCidr(text: string): AddressRange | undefined {
  const [address, prefix, more] = text.trim().split("/");
  if (address === undefined || prefix === undefined || more !== undefined) return undefined;
  const family = address.includes(":") ? 6 : 4;
  const value = family === 4 ? parseIpv4(address) : parseIpv6(address);
  if (value === undefined || !/^\d{1,3}$/.test(prefix)) return undefined;
  const host = bits[family] - BigInt(prefix);
  if (host < 0n) return undefined;
  const first = (value >> host) << host;
  return { family, first, last: first + (1n << host) - 1n };
}

/**
 * Whether ranges together are every address of a family.
 *
 * @param ranges - in any order, overlapping or not, of either family
 * @returns the family that is covered whole, or undefined
 */
export function coversEverything(ranges: readonly AddressRange[]): 4 | 6 | undefined {
  for (const family of [4, 6] as const) {
    const own = ranges.filter((range) => range.family === family);
    let next = 0n;
    for (const { first, last } of own.sort((a, b) => (a.first < b.first ? -1 : 1))) {
      if (first > next) break;
      if (last >= next) next = last + 1n;
    }
    if (next === 1n << bits[family]) return family;
  }
  return undefined;
}

/**
 * Whether ranges together hold every address of one.
 *
 * @param ranges - in any order, overlapping or not, of either family
 */
export function coversRange(ranges: readonly AddressRange[], range: AddressRange): boolean {
  let next = range.first;
  const own = ranges.filter(({ family }) => family === range.family);
  for (const { first, last } of own.sort((a, b) => (a.first < b.first ? -1 : 1))) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
    if (next > range.last) return true;
  }
  return next > range.last;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return value;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : groupsOf(half)));
  if (head === undefined) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const zeros: readonly string[] = Array.from({ length: Math.max(missing, 0) }, () => "0");
  let value = 0n;
  for (const group of [...head, ...zeros, ...(tail ?? [])]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return value;
}

/** The last group may be an IPv4 address: `::ffff:192.0.2.1`. */
function groupsOf(half: string): readonly string[] {
  const groups = half.split(":");
  const last = groups.at(-1) ?? "";
  const ipv4 = last.includes(".") ? parseIpv4(last) : undefined;
  if (ipv4 === undefined) return groups;
  return [...groups.slice(0, -1), (ipv4 >> 16n).toString(16), (ipv4 & 0xffffn).toString(16)];
}
