import type { BinaryOperator } from "../../../source/hcl/syntax.ts";
import { asBool, asNumber } from "./convert.ts";
import { bool, failure, number, open, settled, type Datum, type Spot } from "./datum.ts";
import { openIn } from "./plain.ts";
import { isEqual, unknownBecause, unknownLike } from "./unknown.ts";

/** `left operator right`. */
export function binary(operator: BinaryOperator, left: Datum, right: Datum, at: Spot): Datum {
  switch (operator) {
    case "||":
    case "&&":
      return logical(operator, left, right, at);
    case "==":
    case "!=":
      return equality(operator, settled(left), settled(right), at);
    default:
      return arithmetic(operator, left, right, at);
  }
}

/** `-operand` and `!operand`. */
export function unary(operator: "-" | "!", operand: Datum, at: Spot): Datum {
  const value = settled(operand);
  if (operator === "!") {
    const read = asBool(value);
    if (read.kind === "open") return unknownBecause(at, [read]) ?? read;
    return bool(!read.value, at, read.sensitive);
  }
  const read = asNumber(value);
  if (read.kind === "open") return unknownBecause(at, [read]) ?? read;
  return number(-read.value, at, read.sensitive);
}

function logical(operator: "||" | "&&", left: Datum, right: Datum, at: Spot): Datum {
  const operands = [asBool(settled(left)), asBool(settled(right))];
  const decisive = operator === "||";
  const sensitive = operands.some((operand) => operand.sensitive);
  if (operands.some((operand) => operand.kind === "bool" && operand.value === decisive)) {
    const refused = operands.find((operand) => operand.kind === "open" && operand.error);
    return refused ?? bool(decisive, at, sensitive);
  }
  return unknownBecause(at, operands) ?? bool(!decisive, at, sensitive);
}

function equality(operator: "==" | "!=", left: Datum, right: Datum, at: Spot): Datum {
  const equal = isEqual(left, right);
  const unknown = unknownBecause(at, [left, right]);
  const sensitive = left.sensitive || right.sensitive;
  if (equal === undefined) {
    if (unknown !== undefined) return unknown;
    const part = openIn([left, right]);
    if (part !== undefined) return unknownLike(at, part);
    return open(at, {
      code: "unsupported-expression",
      detail: "whether the two are equal is not worked out here",
    });
  }
  if (equal && (left.kind === "list" || left.kind === "map")) {
    // A list never equals a tuple, nor a map an object, whatever they hold.
    const detail = "whether two collections are equal depends on their types too";
    return { ...failure(at, detail), code: "unsupported-expression", error: false };
  }
  return bool(operator === "==" ? equal : !equal, at, sensitive);
}

function arithmetic(
  operator: Exclude<BinaryOperator, "||" | "&&" | "==" | "!=">,
  left: Datum,
  right: Datum,
  at: Spot,
): Datum {
  const one = asNumber(settled(left));
  const other = asNumber(settled(right));
  if (one.kind === "open" || other.kind === "open") {
    return unknownBecause(at, [one, other]) ?? failure(at, "it cannot be worked out");
  }
  const sensitive = one.sensitive || other.sensitive;
  const [a, b] = [one.value, other.value];
  switch (operator) {
    case "<":
      return bool(a < b, at, sensitive);
    case "<=":
      return bool(a <= b, at, sensitive);
    case ">":
      return bool(a > b, at, sensitive);
    case ">=":
      return bool(a >= b, at, sensitive);
    case "+":
      return finite(a + b, at, sensitive);
    case "-":
      return finite(a - b, at, sensitive);
    case "*":
      return finite(a * b, at, sensitive);
    case "/":
      return finite(a / b, at, sensitive);
    case "%":
      // As Terraform has it.
      return finite(b === 0 ? a : a % b, at, sensitive);
  }
}

function finite(value: number, at: Spot, sensitive: boolean): Datum {
  if (!Number.isFinite(value)) return failure(at, "it is no number");
  // Terraform computes in decimals: 0.1 + 0.2 is 0.3.
  const rounded = Number.isInteger(value) ? value : Number(value.toPrecision(15));
  return exactNumber(rounded, at, sensitive);
}

/** A number, unless it is one that cannot be held exactly. */
export function exactNumber(value: number, at: Spot, sensitive = false): Datum {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return number(value, at, sensitive);
  return open(at, { code: "unsupported-expression", detail: "the number has too many digits" });
}
