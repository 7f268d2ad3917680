import { BlockList, isIP } from "node:net";
import { equalsText, holdsSeveral, likeArn, likeText, readings } from "./pattern.ts";
import type { Given, Read, Truth } from "./pattern.ts";

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
type Test = (value: string, policy: string, read: Read) => Truth;
type Parse = (text: string) => bigint | undefined;

/** A decimal number with twenty places. */
const number: Parse = (text) => {
  const [, sign, whole = "", places = ""] = /^([+-]?)(\d+)(?:\.(\d{1,20}))?$/u.exec(text) ?? [];
  if (whole === "") return undefined;
  return BigInt(whole + places.padEnd(20, "0")) * (sign === "-" ? -1n : 1n);
};

const iso = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d))?$/u;
/** Nanoseconds since 1970. A year alone could be seconds as well. */
const instant: Parse = (text) => {
  if (/^\d{5,12}$/u.test(text)) return BigInt(text) * 1_000_000_000n;
  const [, day = "", hour = "00:00", second = ":00", part = "", zone = "Z"] = iso.exec(text) ?? [];
  const time = Date.parse(`${day}T${hour}${second}${zone}`);
  return Number.isNaN(time) ? undefined : BigInt(time) * 1_000_000n + BigInt(part.padEnd(9, "0"));
};

const within: Test = (value, policy) => {
  const [[inner = "", long], [outer = "", wide]] = [value.split("/"), policy.split("/")];
  const [family, size] = isIP(outer) === 4 ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  const width = isIP(inner) === 4 ? 32 : 128;
  const [prefix, length] = [Number(wide ?? size), Number(long ?? width)];
  if (isIP(inner) === 0 || isIP(outer) === 0 || !(prefix <= size && length <= width)) return 0.5;
  const range = new BlockList();
  range.addSubnet(outer, prefix, family);
  return Number(width === size && length >= prefix && range.check(inner, family));
};

const lower = (text: string): string => text.toLowerCase();
const bool: Test = (value, policy) => {
  const [left, right] = [lower(value), lower(policy)];
  return [left, right].every((text) => /^(true|false)$/u.test(text)) ? Number(left === right) : 0.5;
};

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/u;
const binary: Test = (value, policy) =>
  base64.test(value) && base64.test(policy)
    ? Number(Buffer.from(value, "base64").equals(Buffer.from(policy, "base64")))
    : 0.5;

const ordered =
  (parse: Parse, orders: readonly number[]): Test =>
  (value, policy) => {
    const [left, right] = [parse(value), parse(policy)];
    if (left === undefined || right === undefined) return 0.5;
    return Number(orders.includes(left < right ? -1 : left > right ? 1 : 0));
  };
const comparisons: readonly (readonly [string, readonly number[]])[] = [
  ...[["Equals", [0]] as const, ["LessThan", [-1]] as const, ["LessThanEquals", [-1, 0]] as const],
  ...[["GreaterThan", [1]] as const, ["GreaterThanEquals", [1, 0]] as const],
];
const operators = new Map<string, Test>([
  ["StringEquals", (value, _, read) => equalsText(read, value)],
  ["StringEqualsIgnoreCase", (value, _, read) => equalsText(read, value, lower)],
  ["StringLike", (value, _, read) => likeText(read, value)],
  ["ArnEquals", (value, _, read) => likeArn(read, value)],
  ["ArnLike", (value, _, read) => likeArn(read, value)],
  ["IpAddress", within],
  ["Bool", bool],
  ["BinaryEquals", binary],
  ...comparisons.flatMap(([name, orders]): [string, Test][] => [
    [`Numeric${name}`, ordered(number, orders)],
    [`Date${name}`, ordered(instant, orders)],
  ]),
]);
const negated = /^(?:(?:String|Arn)Not|(?:Numeric|Date)NotEquals$|NotIp)/u;

type Condition = { readonly operator: string; readonly name: string; policies: readonly string[] };
/** One operator with one key: its policy values against what the request has for the key. */
export function conditionHolds({ operator, name, policies }: Condition, given: Given): Truth {
  const { values, list } = given.context.get(name.toLowerCase()) ?? { values: [], list: false };
  const parts = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/u.exec(operator) ?? [];
  const [, set, base = "", ifExists] = parts;
  const not = negated.test(base);
  const matches = operators.get(not ? base.replace("Not", "") : base);
  if (values === undefined) return 0.5;
  if (operator === "Null")
    return Math.max(0, ...policies.map((policy) => bool(String(values.length === 0), policy, [])));
  if (matches === undefined) return 0.5;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  if (values.length === 0)
    return ifExists || set === "ForAllValues" || (set === undefined && not) ? 1 : 0;
  const each = values.map((value) => {
    const met = Math.max(0, ...policies.map((text) => matches(value, text, readings(text, given))));
    return not ? 1 - met : met;
  });
  // "… resolves to a null data set, such as an empty string"
  const nothing = values.every((value) => value === "");
  if (set === "ForAllValues") return nothing ? 1 : Math.min(...each);
  const some = Math.max(...each);
  if (set === "ForAnyValue") return nothing ? 0 : some;
  // Without a set operator the page leaves several values open: any of them, all of them, or never.
  return holdsSeveral(name.toLowerCase(), list, values.length) ? Math.min(some, 0.5) : some;
}
