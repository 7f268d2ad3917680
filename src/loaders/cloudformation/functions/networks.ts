import type { Value } from "../../../model/value.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { listAt, placed, textAt, unknown, unknownFor } from "../values.ts";

/**
 * `Fn::Cidr`: equal parts of an IPv4 range.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function cidr(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const parts = inner.kind === "list" ? inner.items.map((item) => resolve(item, env)) : [];
  const open = parts.find((part) => part.kind === "unknown");
  if (open?.kind === "unknown") return listAt([], place, unknownFor(place, open));
  const [block, count, bits] = parts.map((part) => (part.kind === "scalar" ? part.text : ""));
  const range = rangeOf(block ?? "");
  const number = wholeNumber(count ?? "", 1, 256);
  const hostBits = wholeNumber(bits ?? "", 1, 31);
  if (range === undefined || number === undefined || hostBits === undefined) {
    const detail = "`Fn::Cidr` is worked out for an IPv4 range, a number of parts and their bits";
    return listAt([], place, unknown(place, "unsupported-expression", detail));
  }
  const size = 2 ** hostBits;
  if (number * size > 2 ** (32 - range.prefix)) {
    return unknown(place, "malformed", "the range has no room for so many parts");
  }
  const items = Array.from({ length: number }, (_, index) =>
    textAt(`${addressText(range.address + index * size)}/${String(32 - hostBits)}`, place),
  );
  return listAt(items, place);
}

function rangeOf(text: string): { readonly address: number; readonly prefix: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const [, ...numbers] = match.map(Number);
  const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = numbers;
  if ([a, b, c, d].some((part) => part > 255) || prefix > 32) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { address: address - (address % 2 ** (32 - prefix)), prefix };
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,3}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((bits) => String(Math.floor(address / 2 ** bits) % 256)).join(".");
}
