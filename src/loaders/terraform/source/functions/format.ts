import { charactersOf } from "./characters.ts";
import { numberText } from "../number-text.ts";
import { jsonText, type Plain } from "../plain.ts";
import { Refusal, textIn } from "./call.ts";
import { numberOf } from "./numbers.ts";

/** A verb with its flags: `%-5s`, `%[2]03d`. */
const verb = /%([-+ 0#]{0,5})(?:\[(\d{1,3})\])?(\d{1,3})?(?:\.(\d{1,3}))?([a-zA-Z%])/g;

/** What a function refuses to make. */
export const tooLong = new Refusal("the text would be too long", false);

/** Whether a text of so many characters is one that is not made. */
export function isLong(characters: number): boolean {
  return characters > 10_000_000;
}

/**
 * https://developer.hashicorp.com/terraform/language/functions/format
 *
 * @param spec - a text with verbs
 * @param args - what they stand for
 */
export function formatted(spec: string, args: readonly Plain[]): string | Refusal {
  let next = 0;
  let used = 0;
  let refusal: Refusal | undefined;
  let length = 0;
  const made = spec.replace(
    verb,
    (
      whole: string,
      flags: string,
      position: string | undefined,
      width: string | undefined,
      precision: string | undefined,
      name: string,
    ) => {
      if (name === "%" || isLong(length)) return "%";
      const index = position === undefined ? next : Number(position) - 1;
      next = index + 1;
      used = Math.max(used, next);
      const arg = args[index];
      const content =
        arg === undefined
          ? new Refusal("the text to format has more verbs than values")
          : verbText(name, flags, precision, arg);
      if (content instanceof Refusal) {
        refusal ??= content;
        return whole;
      }
      const shown = padded(content, flags, Number(width ?? 0), name);
      length += shown.length;
      return shown;
    },
  );
  if (refusal !== undefined) return refusal;
  if (isLong(length)) return tooLong;
  if (/%/.test(spec.replace(verb, ""))) return new Refusal("a verb cannot be read", false);
  if (used < args.length) return new Refusal("the text to format has fewer verbs than values");
  return made;
}

function verbText(
  name: string,
  flags: string,
  precision: string | undefined,
  arg: Plain,
): string | Refusal {
  switch (name) {
    case "s":
    case "v": {
      if (typeof arg === "number") return numberText(arg);
      if (name === "v" && (arg === null || typeof arg === "object"))
        return jsonText(arg, numberText);
      const read = textIn(arg);
      if (read instanceof Refusal || precision === undefined) return read;
      return charactersOf(read).slice(0, Number(precision)).join("");
    }
    case "q": {
      const read = textIn(arg);
      return read instanceof Refusal ? read : JSON.stringify(read);
    }
    case "t":
      return arg === true || arg === false || arg === "true" || arg === "false"
        ? String(arg)
        : new Refusal("a boolean was expected");
    case "d":
    case "x":
    case "X":
    case "o":
    case "b": {
      const value = numberOf(arg);
      if (value === undefined || !Number.isInteger(value)) {
        return new Refusal("a whole number was expected");
      }
      const digits = { d: 10, x: 16, X: 16, o: 8, b: 2 }[name];
      const written = name === "d" ? numberText(value) : value.toString(digits);
      const signed = flags.includes("+") && value >= 0 ? `+${written}` : written;
      return name === "X" ? signed.toUpperCase() : signed;
    }
    case "f": {
      const value = numberOf(arg);
      return value === undefined || Math.abs(value) > 1e20
        ? new Refusal("a number was expected")
        : value.toFixed(Math.min(Number(precision ?? 6), 50));
    }
    default:
      return new Refusal(`the verb %${name} is not worked out here`, false);
  }
}

function padded(content: string, flags: string, width: number, name: string): string {
  if (flags.includes("-")) return content.padEnd(width);
  const zero = flags.includes("0") && "dfxXob".includes(name);
  if (!zero) return content.padStart(width);
  const sign = /^[+-]/.test(content) ? content.charAt(0) : "";
  return sign + content.slice(sign.length).padStart(width - sign.length, "0");
}
