import { numberIn } from "../number-text.ts";
import { isList, type Plain } from "../plain.ts";
import { ofKnown, Refusal, textIn, type Implementation } from "./call.ts";

/** https://developer.hashicorp.com/terraform/language/functions#numeric-functions */
export const numberFunctions: readonly (readonly [string, Implementation])[] = [
  ["abs", ofNumber(Math.abs)],
  ["ceil", ofNumber(Math.ceil)],
  ["floor", ofNumber(Math.floor)],
  ["signum", ofNumber(Math.sign)],
  ["max", ofNumbers((numbers) => Math.max(...numbers))],
  ["min", ofNumbers((numbers) => Math.min(...numbers))],
  [
    "pow",
    ofKnown(2, 2, (args) => {
      const read = numbersIn(args);
      if (read instanceof Refusal) return read;
      return finite((read[0] ?? 0) ** (read[1] ?? 0));
    }),
  ],
  [
    "parseint",
    ofKnown(2, 2, ([digits, base]) => {
      const written = textIn(digits);
      const radix = numberOf(base);
      if (written instanceof Refusal || radix === undefined) return new Refusal("it is no number");
      return parsed(written, radix);
    }),
  ],
  [
    "sum",
    ofKnown(1, 1, ([items]) => {
      const read = items !== undefined && isList(items) ? numbersIn(items) : new Refusal("no list");
      if (read instanceof Refusal) return read;
      if (read.length === 0) return new Refusal("there is nothing to add up");
      return finite(read.reduce((sum, value) => sum + value, 0));
    }),
  ],
];

function ofNumber(make: (value: number) => number): Implementation {
  return ofKnown(1, 1, (args) => {
    const read = numbersIn(args);
    return read instanceof Refusal ? read : finite(make(read[0] ?? 0));
  });
}

function ofNumbers(make: (values: readonly number[]) => number): Implementation {
  return ofKnown(1, 10_000, (args) => {
    const read = numbersIn(args);
    return read instanceof Refusal ? read : finite(make(read));
  });
}

function finite(value: number): number | Refusal {
  return Number.isFinite(value) ? value : new Refusal("it is no number");
}

function numbersIn(args: readonly Plain[]): readonly number[] | Refusal {
  const numbers: number[] = [];
  for (const arg of args) {
    const read = numberOf(arg);
    if (read === undefined) return new Refusal("a number was expected as an argument");
    numbers.push(read);
  }
  return numbers;
}

/** An argument as a number. */
export function numberOf(arg: Plain | undefined): number | undefined {
  if (typeof arg === "number") return arg;
  return typeof arg === "string" ? numberIn(arg) : undefined;
}

function parsed(digits: string, base: number): number | Refusal {
  if (!Number.isInteger(base) || base < 2 || base > 36) return new Refusal("there is no such base");
  const sign = digits.startsWith("-") ? -1 : 1;
  const plain = digits.replace(/^[+-]/, "").toLowerCase();
  let value = 0;
  for (const character of plain) {
    const digit = "0123456789abcdefghijklmnopqrstuvwxyz".indexOf(character);
    if (digit < 0 || digit >= base) return new Refusal("it is no number in that base");
    value = value * base + digit;
  }
  if (plain === "" || !Number.isSafeInteger(value)) return new Refusal("it is no number");
  return sign * value;
}
