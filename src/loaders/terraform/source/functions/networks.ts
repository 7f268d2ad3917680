import { isList, type Plain } from "../plain.ts";
import { ofKnown, Refusal, textIn, type Implementation } from "./call.ts";
import { numberOf } from "./numbers.ts";

/** An address range. */
interface Range {
  readonly bits: 32 | 128;
  readonly address: bigint;
  readonly prefix: number;
}

/** https://developer.hashicorp.com/terraform/language/functions#ip-network-functions */
export const networkFunctions: readonly (readonly [string, Implementation])[] = [
  [
    "cidrsubnet",
    ofKnown(3, 3, ([prefix, added, number]) => {
      const range = rangeIn(prefix);
      const newBits = numberOf(added);
      const position = numberOf(number);
      if (range instanceof Refusal) return range;
      if (newBits === undefined || position === undefined) return new Refusal("no number");
      const subnet = subnetOf(range, newBits, position);
      return subnet instanceof Refusal ? subnet : written(subnet);
    }),
  ],
  ["cidrsubnets", ofKnown(1, 1000, subnets)],
  [
    "cidrhost",
    ofKnown(2, 2, ([prefix, number]) => {
      const range = rangeIn(prefix);
      const host = numberOf(number);
      if (range instanceof Refusal) return range;
      if (host === undefined || !Number.isInteger(host)) return new Refusal("no number");
      const size = 1n << BigInt(range.bits - range.prefix);
      const offset = host < 0 ? size + BigInt(host) : BigInt(host);
      if (offset < 0n || offset >= size) return new Refusal("the network has no such host");
      return addressText(range.address + offset, range.bits);
    }),
  ],
  [
    "cidrnetmask",
    ofKnown(1, 1, ([prefix]) => {
      const range = rangeIn(prefix);
      if (range instanceof Refusal || range.bits === 128) return new Refusal("it has no netmask");
      return addressText(maskOf(range.bits, range.prefix), 32);
    }),
  ],
];

function subnetOf(range: Range, added: number, position: number): Range | Refusal {
  const prefix = range.prefix + added;
  const whole = Number.isInteger(added) && Number.isInteger(position);
  if (whole && added < 0) return new Refusal("the network is wider than the one it is in", false);
  if (!whole || prefix > range.bits || added > 64) return new Refusal("the network has no room");
  const index = BigInt(position);
  // Terraform gives a network for a negative number, though not one that anybody wants.
  if (index < 0n) return new Refusal("the number of the network is negative", false);
  if (index >= 1n << BigInt(added)) return new Refusal("the network has no such part");
  const address = range.address + (index << BigInt(range.bits - prefix));
  return { ...range, address, prefix };
}

function subnets([prefix, ...added]: readonly Plain[]): Plain | Refusal {
  const range = rangeIn(prefix);
  if (range instanceof Refusal) return range;
  const end = range.address + (1n << BigInt(range.bits - range.prefix));
  let next = range.address;
  const made: string[] = [];
  for (const one of added) {
    const bits = numberOf(one);
    if (bits === undefined || bits < 1 || !Number.isInteger(bits)) return new Refusal("no number");
    if (range.prefix + bits > range.bits) return new Refusal("the network has no room");
    const size = 1n << BigInt(range.bits - range.prefix - bits);
    const address = ((next + size - 1n) / size) * size;
    if (address + size > end) return new Refusal("the network has no room");
    made.push(written({ bits: range.bits, address, prefix: range.prefix + bits }));
    next = address + size;
  }
  return made;
}

function rangeIn(plain: Plain | undefined): Range | Refusal {
  const read = plain === undefined || isList(plain) ? new Refusal("no range") : textIn(plain);
  if (read instanceof Refusal) return read;
  const [text = "", length = "", further] = read.split("/");
  const bits = text.includes(":") ? 128 : 32;
  const address = bits === 32 ? version4(text) : version6(text);
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : 999;
  if (address === undefined || prefix > bits || further !== undefined) {
    return new Refusal("it is no address range");
  }
  return { bits, address: address & maskOf(bits, prefix), prefix };
}

function maskOf(bits: 32 | 128, prefix: number): bigint {
  const all = (1n << BigInt(bits)) - 1n;
  return all ^ ((1n << BigInt(bits - prefix)) - 1n);
}

function written(range: Range): string {
  return `${addressText(range.address, range.bits)}/${String(range.prefix)}`;
}

function addressText(address: bigint, bits: 32 | 128): string {
  const part = bits === 32 ? 8n : 16n;
  const count = bits === 32 ? 4 : 8;
  const parts = Array.from({ length: count }, (_, index) =>
    Number((address >> (part * BigInt(count - 1 - index))) & ((1n << part) - 1n)),
  );
  if (bits === 32) return parts.join(".");
  return shortened(parts.map((one) => one.toString(16)));
}

/** https://www.rfc-editor.org/rfc/rfc5952#section-4 */
function shortened(parts: readonly string[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < parts.length; start += 1) {
    let length = 0;
    while (parts[start + length] === "0") length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.start === -1) return parts.join(":");
  return `${parts.slice(0, best.start).join(":")}::${parts.slice(best.start + best.length).join(":")}`;
}

function version4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

function version6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const [first = [], second = []] = groups;
  const missing = 8 - first.length - second.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [
    ...first,
    ...Array.from({ length: halves.length === 1 ? 0 : missing }, () => "0"),
    ...second,
  ];
  let address = 0n;
  for (const group of all) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    address = (address << 16n) | BigInt(`0x${group}`);
  }
  return address;
}
