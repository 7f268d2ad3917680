import {
  bool,
  list,
  native,
  nothing,
  number,
  text,
  type Call,
  type Datum,
  type JsonDatum,
  type Spot,
  type TextDatum,
} from "../datum.ts";
import { joined, textOf, unknownOf } from "./operators.ts";

/** Methods of texts that make another one of texts alone. */
const makers: ReadonlyMap<string, (own: string, args: readonly string[]) => string> = new Map([
  ["toLowerCase", (own: string) => own.toLowerCase()],
  ["toUpperCase", (own: string) => own.toUpperCase()],
  ["trim", (own: string) => own.trim()],
  ["toString", (own: string) => own],
  [
    "replace",
    (own: string, [from = "", to = ""]: readonly string[]) => own.replace(from, () => to),
  ],
  [
    "replaceAll",
    (own: string, [from = "", to = ""]: readonly string[]) => own.replaceAll(from, () => to),
  ],
]);

const tests: ReadonlyMap<string, (own: string, part: string) => boolean> = new Map([
  ["startsWith", (own: string, part: string) => own.startsWith(part)],
  ["endsWith", (own: string, part: string) => own.endsWith(part)],
  ["includes", (own: string, part: string) => own.includes(part)],
]);

/** Characters that replacing may come to. */
const mostReplaced = 10_000_000;

/** A member of a text; undefined where it is not worked out. */
export function textMember(of: TextDatum | JsonDatum, name: string, at: Spot): Datum | undefined {
  if (of.kind === "json") return undefined;
  if (name === "length") return number(of.text.length, at);
  if (/^\d{1,9}$/.test(name)) return charAt(of, Number(name), at);
  return native(name, at, (call) => method(of, name, call));
}

function charAt(of: TextDatum, index: number, at: Spot): Datum {
  const found = of.text[index];
  return found === undefined ? nothing(at) : text(found, at);
}

function method(of: TextDatum, name: string, call: Call): Datum {
  const { at, args, machine } = call;
  const texts = args.map(textOf);
  const known = texts.filter((one) => one !== undefined);
  const isKnown = known.length === args.length && call.rest === undefined;
  const maker = makers.get(name);
  const longest = known.reduce((most, one) => Math.max(most, one.length + 1), 1);
  if (maker !== undefined && isKnown && of.text.length * longest < mostReplaced) {
    const made = maker(of.text, known);
    return machine.work.characters(made.length) ? text(made, at) : unknownOf(args, at);
  }
  const [first = "", second] = known;
  const test = tests.get(name);
  if (test !== undefined && isKnown) return bool(test(of.text, first), at);
  switch (name) {
    case "concat":
      return joined([of, ...args], at, machine.work);
    case "split":
      if (!isKnown || !machine.work.steps(of.text.length)) break;
      return list(
        of.text.split(first).map((part) => text(part, of.at)),
        at,
      );
    case "slice":
    case "substring":
    case "padStart":
    case "padEnd": {
      const length = Number(first);
      if (!isKnown || Number.isNaN(length) || length > 10_000) break;
      const limit = second === undefined ? undefined : Number(second);
      if (name === "slice") return text(of.text.slice(length, limit), at);
      if (name === "substring") return text(of.text.substring(length, limit), at);
      return text(
        name === "padStart" ? of.text.padStart(length, second) : of.text.padEnd(length, second),
        at,
      );
    }
    default:
  }
  return unknownOf(args, at);
}
