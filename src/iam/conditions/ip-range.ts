/** A range of addresses: those whose first `prefix` bits are the same. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly bits: bigint;
  readonly prefix: number;
}

/** @returns an address, or a range in CIDR notation; undefined where the text is neither */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = "", prefixText, ...others] = text.trim().split("/");
  if (others.length > 0) return undefined;
  const version = address.includes(":") ? 6 : 4;
  const bits = version === 6 ? parseV6(address) : parseV4(address);
  if (bits === undefined) return undefined;
  const width = widthOf(version);
  if (prefixText === undefined) return { version, bits, prefix: width };
  if (!/^\d{1,3}$/.test(prefixText) || Number(prefixText) > width) return undefined;
  return { version, bits, prefix: Number(prefixText) };
}

/** @returns whether every address of `inner` is one of `outer` */
export function containsRange(outer: IpRange, inner: IpRange): boolean {
  if (outer.version !== inner.version || inner.prefix < outer.prefix) return false;
  const shift = BigInt(widthOf(outer.version) - outer.prefix);
  return outer.bits >> shift === inner.bits >> shift;
}

function widthOf(version: 4 | 6): number {
  return version === 6 ? 128 : 32;
}

function parseV4(text: string): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  let bits = 0n;
  for (const octet of octets) {
    if (!/^\d{1,3}$/.test(octet) || Number(octet) > 255) return undefined;
    bits = (bits << 8n) | BigInt(octet);
  }
  return bits;
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head = "", tail] = halves;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (left === undefined || right === undefined) return undefined;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...new Array<bigint>(missing).fill(0n), ...right];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

function groupsOf(text: string): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const words = text.split(":");
  for (const [index, word] of words.entries()) {
    if (word.includes(".") && index === words.length - 1) {
      const v4 = parseV4(word);
      if (v4 === undefined) return undefined;
      groups.push(v4 >> 16n, v4 & 0xffffn);
    } else if (/^[0-9A-Fa-f]{1,4}$/.test(word)) {
      groups.push(BigInt(`0x${word}`));
    } else {
      return undefined;
    }
  }
  return groups.length <= 8 ? groups : undefined;
}
