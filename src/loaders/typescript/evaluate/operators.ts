import type { TSESTree } from "@typescript-eslint/types";
import { bool, excerpt, number, open, text, type Datum, type Open, type Spot } from "../datum.ts";
import { same, truth } from "./either.ts";
import type { Work } from "./work.ts";

/** Parts of a text that are kept apart: a longer one is not known as a whole. */
const mostParts = 64;

/** The result of `one OP other`. */
export function binary(
  operator: TSESTree.BinaryExpression["operator"],
  one: Datum,
  other: Datum,
  at: Spot,
  work: Work,
): Datum {
  switch (operator) {
    case "+":
      return one.kind === "number" && other.kind === "number"
        ? number(one.value + other.value, at)
        : joined([one, other], at, work);
    case "===":
    case "==":
      return equality(one, other, operator === "==", at);
    case "!==":
    case "!=": {
      const equal = equality(one, other, operator === "!=", at);
      return equal.kind === "bool" ? bool(!equal.value, at) : equal;
    }
    case "instanceof":
    case "in":
      return open(at, `${excerpt(at)} is not worked out`);
    default:
      return arithmetic(operator, one, other, at);
  }
}

function arithmetic(
  operator: TSESTree.BinaryExpression["operator"],
  one: Datum,
  other: Datum,
  at: Spot,
): Datum {
  const left = comparable(one);
  const right = comparable(other);
  if (left !== undefined && right !== undefined && typeof left === typeof right) {
    if (operator === "<") return bool(left < right, at);
    if (operator === ">") return bool(left > right, at);
    if (operator === "<=") return bool(left <= right, at);
    if (operator === ">=") return bool(left >= right, at);
  }
  if (typeof left === "number" && typeof right === "number") {
    if (operator === "-") return number(left - right, at);
    if (operator === "*") return number(left * right, at);
    if (operator === "/") return number(left / right, at);
    if (operator === "%") return number(left % right, at);
    if (operator === "**") return number(left ** right, at);
  }
  return unknownOf([one, other], at);
}

function comparable(value: Datum): string | number | undefined {
  if (value.kind === "number") return value.value;
  return value.kind === "text" ? value.text : undefined;
}

function equality(one: Datum, other: Datum, loose: boolean, at: Spot): Datum {
  if (one.kind === "open" || other.kind === "open") return unknownOf([one, other], at);
  if (loose && one.kind === "nothing" && other.kind === "nothing") return bool(true, at);
  if (one.kind === "json" || other.kind === "json") return unknownOf([one, other], at);
  return bool(same(one, other), at);
}

/** The result of a prefix operator. */
export function unary(
  operator: TSESTree.UnaryExpression["operator"],
  value: Datum,
  at: Spot,
): Datum {
  switch (operator) {
    case "!": {
      const known = truth(value);
      return known === undefined ? unknownOf([value], at) : bool(!known, at);
    }
    case "-":
      return value.kind === "number" ? number(-value.value, at) : unknownOf([value], at);
    case "+":
      return numberOf(value, at);
    case "typeof":
      return typeName(value, at);
    default:
      return open(at, `${excerpt(at)} is not worked out`);
  }
}

/** `Number(value)` */
export function numberOf(value: Datum, at: Spot): Datum {
  if (value.kind === "number") return number(value.value, at);
  if (value.kind === "text") return number(Number(value.text), at);
  return unknownOf([value], at);
}

function typeName(value: Datum, at: Spot): Datum {
  switch (value.kind) {
    case "text":
    case "json":
      return text("string", at);
    case "number":
      return text("number", at);
    case "bool":
      return text("boolean", at);
    case "nothing":
      return text(value.is === "null" ? "object" : "undefined", at);
    case "function":
    case "class":
      return text("function", at);
    case "open":
      return unknownOf([value], at);
    default:
      return text("object", at);
  }
}

/** A text put together from values, of which what is known is kept. */
export function joined(parts: readonly Datum[], at: Spot, work: Work): Datum {
  const pieces: (string | Open)[] = [];
  const add = (piece: string | Open): void => {
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string")
      pieces[pieces.length - 1] = last + piece;
    else if (piece !== "") pieces.push(piece);
  };
  for (const part of parts) {
    const known = textOf(part);
    if (known !== undefined) add(known);
    else if (part.kind === "open" && part.pieces !== undefined)
      for (const piece of part.pieces) add(piece);
    else if (part.kind === "open") add(part);
    else add(open(part.at, `${excerpt(part.at)} is no text`));
  }
  const length = pieces.reduce(
    (sum, piece) => sum + (typeof piece === "string" ? piece.length : 0),
    0,
  );
  if (!work.characters(length))
    return open(at, "the texts that it makes are too long", { code: "too-large" });
  const [only, second] = pieces;
  if (only === undefined) return text("", at);
  if (second === undefined) {
    return typeof only === "string" ? text(only, at) : { ...only, at, pieces: only.pieces };
  }
  const opens = pieces.filter((piece): piece is Open => typeof piece !== "string");
  const [first] = opens;
  const references = opens.flatMap((one) => one.references);
  return open(at, first?.detail ?? "a part of it is not known", {
    code: first?.code ?? "unsupported-expression",
    references: references.length > mostParts ? [] : references,
    ...(pieces.length > mostParts ? {} : { pieces }),
    there: true,
  });
}

/** A value as `String(value)` writes it; undefined where that is not known. */
export function textOf(value: Datum): string | undefined {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
    case "bool":
      return String(value.value);
    case "nothing":
      return value.is;
    default:
      return undefined;
  }
}

/** Unknown for the reason of the first part that is not known. */
export function unknownOf(parts: readonly Datum[], at: Spot): Open {
  const cause = parts.find((part): part is Open => part.kind === "open");
  return cause === undefined
    ? open(at, `${excerpt(at)} is not worked out`)
    : open(at, cause.detail, { code: cause.code });
}
