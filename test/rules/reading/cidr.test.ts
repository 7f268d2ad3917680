import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coversEverything, parseCidr, type AddressRange } from "../../../src/rules/reading/cidr.ts";

const last4 = 2n ** 32n - 1n;
const last6 = 2n ** 128n - 1n;

// https://www.rfc-editor.org/rfc/rfc4632#section-3.1 https://www.rfc-editor.org/rfc/rfc4291#section-2.2
describe("a CIDR block", () => {
  it.each([
    ["0.0.0.0/0", 4, 0n, last4],
    ["10.0.0.0/8", 4, 0x0a000000n, 0x0affffffn],
    ["192.0.2.7/32", 4, 0xc0000207n, 0xc0000207n],
    ["255.255.255.255/32", 4, last4, last4],
    ["128.0.0.0/1", 4, 0x80000000n, last4],
    // EC2 passes over the bits of the host part.
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
    ["100.68.0.18/18", 4, 0x64440000n, 0x64443fffn],
    ["10.20.30.40/0", 4, 0n, last4],
    [" 10.0.0.0/8 ", 4, 0x0a000000n, 0x0affffffn],
    ["::/0", 6, 0n, last6],
    ["0:0:0:0:0:0:0:0/0", 6, 0n, last6],
    ["8000::/1", 6, 2n ** 127n, last6],
    ["::1/128", 6, 1n, 1n],
    ["2001:db8::/32", 6, 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    [
      "2001:DB8:0:0:1::/80",
      6,
      0x20010db8000000000001n << 48n,
      (0x20010db8000000000002n << 48n) - 1n,
    ],
    [
      "1:2:3:4:5:6:7::/112",
      6,
      0x0001000200030004000500060007n << 16n,
      (0x0001000200030004000500060008n << 16n) - 1n,
    ],
    ["::ffff:192.0.2.1/128", 6, 0xffffc0000201n, 0xffffc0000201n],
  ] as const)("%s", (text, family, first, last) => {
    expect(parseCidr(text)).toEqual({ family, first, last });
  });

  it.each([
    "",
    "/",
    "0.0.0.0",
    "0.0.0.0/",
    "0.0.0.0/33",
    "0.0.0.0/-1",
    "0.0.0.0/0/0",
    "0.0.0/0",
    "0.0.0.0.0/0",
    "256.0.0.0/8",
    "0x0.0.0.0/0",
    "10.0.0.0/8.0",
    "::/129",
    ":/0",
    ":::/0",
    "1::2::3/64",
    "1:2:3:4:5:6:7/64",
    "1:2:3:4:5:6:7:8:9/64",
    "1:2:3:4:5:6:7:8::/64",
    "12345::/16",
    "g::/16",
    "::256.0.0.1/128",
    "pl-0a1b2c3d",
    "0.0.0.0/999999999999999999999",
  ])("is not %j", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it("is not a text of any length either", () => {
    expect(parseCidr(`${"1:".repeat(100_000)}/64`)).toBeUndefined();
    expect(parseCidr(`0.0.0.0/${"0".repeat(100_000)}`)).toBeUndefined();
  });
});

describe("ranges that together are every address", () => {
  it.each([
    [[], undefined],
    [["0.0.0.0/0"], 4],
    [["::/0"], 6],
    [["0.0.0.0/1", "128.0.0.0/1"], 4],
    [["128.0.0.0/1", "0.0.0.0/1"], 4],
    [["8000::/1", "::/1"], 6],
    [["0.0.0.0/2", "10.0.0.0/8", "64.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"], 4],
    [["0.0.0.0/1"], undefined],
    [["128.0.0.0/1"], undefined],
    [["0.0.0.0/2", "128.0.0.0/1"], undefined],
    [["0.0.0.0/1", "8000::/1"], undefined],
    [["::ffff:0.0.0.0/96"], undefined],
    [["10.0.0.0/8", "::/1", "8000::/1"], 6],
  ] as const)("%j", (cidrs, family) => {
    expect(coversEverything(cidrs.flatMap((cidr) => parseCidr(cidr) ?? []))).toBe(family);
  });
});

/** A range cut into pieces, as a person splits `0.0.0.0/0` to get by a text search. */
function cut(range: AddressRange, cuts: readonly bigint[]): readonly AddressRange[] {
  const inside = [...new Set(cuts)].filter((at) => at > range.first && at <= range.last);
  const starts = [range.first, ...inside.sort((a, b) => (a < b ? -1 : 1))];
  return starts.map((first, index) => ({
    ...range,
    first,
    last: (starts[index + 1] ?? range.last + 1n) - 1n,
  }));
}

const everything = fc.constantFrom<AddressRange>(
  { family: 4, first: 0n, last: last4 },
  { family: 6, first: 0n, last: last6 },
);
const cuts = fc.array(fc.bigInt({ min: 0n, max: last6 }), { maxLength: 20 });

describe("the laws of ranges", () => {
  it("pieces of everything are everything, in any order", () => {
    const pieces = fc
      .tuple(everything, cuts)
      .chain(([whole, at]) =>
        fc.shuffledSubarray([...cut(whole, at)], { minLength: cut(whole, at).length }),
      );
    fc.assert(
      fc.property(pieces, (ranges) => {
        expect(coversEverything(ranges)).toBe(ranges[0]?.family);
      }),
    );
  });

  it("one address less is not everything", () => {
    const short = fc
      .tuple(everything, cuts, fc.bigInt({ min: 0n, max: last6 }))
      .map(([whole, at, missing]) => {
        const gap = missing % (whole.last + 1n);
        return cut(whole, [...at, gap, gap + 1n]).filter(({ first }) => first !== gap);
      });
    fc.assert(
      fc.property(short, (ranges) => {
        expect(coversEverything(ranges)).toBeUndefined();
      }),
    );
  });

  it("a range more never makes less of it", () => {
    const range = fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(32))
      .map(([a, b, bits]) => parseCidr(`${String(a)}.${String(b)}.0.0/${String(bits)}`));
    fc.assert(
      fc.property(fc.array(range), range, (some, more) => {
        const ranges = some.flatMap((one) => one ?? []);
        const wider = [...ranges, ...(more === undefined ? [] : [more])];
        if (coversEverything(ranges) === 4) expect(coversEverything(wider)).toBe(4);
      }),
    );
  });
});
