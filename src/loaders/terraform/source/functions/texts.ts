import { charactersOf } from "./characters.ts";
import { isList, type Plain } from "../plain.ts";
import { ofKnown, ofText, Refusal, textIn, textsIn, type Implementation } from "./call.ts";
import { formatted, isLong, tooLong } from "./format.ts";
import { numberOf } from "./numbers.ts";
import type { Work } from "../work.ts";
import { captured, regexOf, replaced } from "./regex.ts";

/** https://developer.hashicorp.com/terraform/language/functions#string-functions */
export const textFunctions: readonly (readonly [string, Implementation])[] = [
  ["lower", ofText((content) => content.toLowerCase())],
  ["upper", ofText((content) => content.toUpperCase())],
  ["title", ofText(titled)],
  ["trimspace", ofText((content) => content.replace(/^[\s\u0085]+/, "").trimEnd())],
  ["chomp", ofText((content) => content.replace(/[\r\n]{1,100000}$/, ""))],
  ["strrev", ofText((content) => charactersOf(content).toReversed().join(""))],
  ["trim", ofTexts(2, ([content = "", cut = ""]) => trimmed(content, cut, true, true))],
  ["trimprefix", ofTexts(2, ([content = "", start = ""]) => without(content, start, "start"))],
  ["trimsuffix", ofTexts(2, ([content = "", end = ""]) => without(content, end, "end"))],
  ["startswith", ofTexts(2, ([content = "", start = ""]) => content.startsWith(start))],
  ["endswith", ofTexts(2, ([content = "", end = ""]) => content.endsWith(end))],
  ["strcontains", ofTexts(2, ([content = "", part = ""]) => content.includes(part))],
  ["split", ofTexts(2, ([separator = "", content = ""]) => split(separator, content))],
  ["join", ofKnown(2, 1000, joined)],
  ["indent", ofKnown(2, 2, indented)],
  ["substr", ofKnown(3, 3, part)],
  [
    "replace",
    ofTexts(3, ([content = "", old = "", next = ""], work) => replace(content, old, next, work)),
  ],
  ["regex", ofTexts(2, ([pattern = "", content = ""], work) => first(pattern, content, work))],
  ["regexall", ofTexts(2, ([pattern = "", content = ""], work) => all(pattern, content, work))],
  [
    "format",
    ofKnown(1, 1000, ([spec, ...args]) => {
      const read = textIn(spec);
      return read instanceof Refusal ? read : formatted(read, args);
    }),
  ],
  ["formatlist", ofKnown(1, 1000, formattedList)],
];

function ofTexts(
  count: number,
  make: (texts: readonly string[], work: Work) => Plain | Refusal,
): Implementation {
  return ofKnown(count, count, (args, work) => {
    const read = textsIn(args);
    return read instanceof Refusal ? read : make(read, work);
  });
}

function titled(content: string): string {
  let result = "";
  let inside = false;
  for (const character of content) {
    const letter = /[\p{L}\p{N}_]/u.test(character);
    result += letter && !inside ? character.toUpperCase() : character;
    inside = letter;
  }
  return result;
}

function trimmed(content: string, cut: string, start: boolean, end: boolean): string {
  const characters = charactersOf(content);
  const out = new Set(cut);
  let from = 0;
  let to = characters.length;
  while (start && from < to && out.has(characters[from] ?? "")) from += 1;
  while (end && to > from && out.has(characters[to - 1] ?? "")) to -= 1;
  return characters.slice(from, to).join("");
}

function without(content: string, part: string, where: "start" | "end"): string {
  if (where === "start") {
    return content.startsWith(part) ? content.slice(part.length) : content;
  }
  return part !== "" && content.endsWith(part) ? content.slice(0, -part.length) : content;
}

function split(separator: string, content: string): readonly string[] {
  if (content === "" && separator !== "") return [""];
  return separator === "" ? charactersOf(content) : content.split(separator);
}

function joined([separator, ...lists]: readonly Plain[]): Plain | Refusal {
  const between = textIn(separator);
  if (between instanceof Refusal) return between;
  const texts: string[] = [];
  for (const items of lists) {
    if (!isList(items)) return new Refusal("a list was expected as an argument");
    const read = textsIn(items);
    if (read instanceof Refusal) return read;
    texts.push(...read);
  }
  return isLong(texts.length * between.length) ? tooLong : texts.join(between);
}

function indented([count, content]: readonly Plain[]): Plain | Refusal {
  const spaces = numberOf(count);
  const read = textIn(content);
  if (spaces === undefined || read instanceof Refusal) return new Refusal("it cannot be indented");
  const lines = read.split("\n");
  const most = 1000;
  if (spaces < 0 || spaces > most || lines.length * spaces > 1_000_000) {
    return new Refusal("it would be indented too far", false);
  }
  return lines.join(`\n${" ".repeat(spaces)}`);
}

/** Positions count characters as people see them, of which those beyond UTF-16 units are rare. */
function part([content, offset, length]: readonly Plain[]): Plain | Refusal {
  const read = textIn(content);
  const from = numberOf(offset);
  const count = numberOf(length);
  const whole = Number.isInteger(from) && Number.isInteger(count);
  if (read instanceof Refusal || from === undefined || count === undefined || !whole) {
    return new Refusal("no part of it can be taken");
  }
  const characters = charactersOf(read);
  const start = from < 0 ? Math.max(0, characters.length + from) : from;
  const all = count < 0 || (count === 0 && from < 0);
  const end = all ? characters.length : start + count;
  return characters.slice(start, end).join("");
}

function replace(content: string, old: string, next: string, work: Work): Plain | Refusal {
  if (old.length > 1 && old.startsWith("/") && old.endsWith("/")) {
    const regex = regexOf(old.slice(1, -1));
    return regex instanceof Refusal ? regex : replaced(regex, content, next, work);
  }
  // Nothing stands before, between and behind all characters.
  const many = old === "" ? ["", ...charactersOf(content), ""] : content.split(old);
  return isLong(many.length * next.length) ? tooLong : many.join(next);
}

function first(pattern: string, content: string, work: Work): Plain | Refusal {
  const regex = regexOf(pattern);
  if (regex instanceof Refusal) return regex;
  const matches = captured(regex, content, 1, work);
  if (matches instanceof Refusal) return matches;
  return matches[0] ?? new Refusal("the pattern matches nothing in the text");
}

function all(pattern: string, content: string, work: Work): Plain | Refusal {
  const regex = regexOf(pattern);
  return regex instanceof Refusal ? regex : captured(regex, content, 100_000, work);
}

function formattedList([spec, ...args]: readonly Plain[]): Plain | Refusal {
  const read = textIn(spec);
  if (read instanceof Refusal) return read;
  const lengths = args.flatMap((arg) => (isList(arg) ? [arg.length] : []));
  const [count = 1, ...others] = lengths;
  if (others.some((other) => other !== count)) return new Refusal("the lists differ in length");
  const made: string[] = [];
  let length = 0;
  for (let index = 0; index < count; index += 1) {
    const row = args.map((arg) => (isList(arg) ? (arg[index] ?? null) : arg));
    const line = formatted(read, row);
    if (line instanceof Refusal) return line;
    length += line.length;
    if (isLong(length)) return tooLong;
    made.push(line);
  }
  return made;
}
