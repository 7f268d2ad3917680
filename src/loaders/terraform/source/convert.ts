import {
  bool,
  failure,
  number,
  text,
  type BoolDatum,
  type Datum,
  type NumberDatum,
  type Open,
  type TextDatum,
} from "./datum.ts";
import { numberIn, numberText } from "./number-text.ts";

/**
 * A value as a text: numbers and booleans are written out.
 *
 * @returns unknown where it is, or where it is none of these
 */
export function asText(value: Datum): TextDatum | Open {
  switch (value.kind) {
    case "text":
    case "open":
      return value;
    case "number":
      return text(numberText(value.value), value.at, value.sensitive);
    case "bool":
      return text(String(value.value), value.at, value.sensitive);
    default:
      return failure(value.at, `a text was expected here, and this is ${nameOf(value)}`);
  }
}

/** A value as a number. */
export function asNumber(value: Datum): NumberDatum | Open {
  if (value.kind === "number" || value.kind === "open") return value;
  const read = value.kind === "text" ? numberIn(value.text) : undefined;
  if (read === undefined) {
    return failure(value.at, `a number was expected here, and this is ${nameOf(value)}`);
  }
  return number(read, value.at, value.sensitive);
}

/** A value as a boolean. */
export function asBool(value: Datum): BoolDatum | Open {
  if (value.kind === "bool" || value.kind === "open") return value;
  if (value.kind === "text" && (value.text === "true" || value.text === "false")) {
    return bool(value.text === "true", value.at, value.sensitive);
  }
  return failure(value.at, `\`true\` or \`false\` was expected here, and this is ${nameOf(value)}`);
}

/** What a value is, in a sentence. */
export function nameOf(value: Datum): string {
  switch (value.kind) {
    case "text":
      return "a text";
    case "number":
      return "a number";
    case "bool":
      return "a boolean";
    case "null":
      return "null";
    case "list":
      return value.set ? "a set" : "a list";
    case "map":
      return "an object";
    case "open":
      return "not known";
    case "lazy":
      return "a collection of names";
  }
}
