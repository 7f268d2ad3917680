import { compare, failure, open, type Datum } from "../datum.ts";
import { tooLarge } from "../env.ts";
import { numberText } from "../number-text.ts";
import { isList, isMap, type Plain } from "../plain.ts";
import { unknownLike } from "../unknown.ts";
import { WrittenText } from "../written-text.ts";
import { countedWrong, ofKnown, Refusal, type Call, type Implementation } from "./call.ts";

/**
 * https://developer.hashicorp.com/terraform/language/functions/yamldecode
 * https://developer.hashicorp.com/terraform/language/functions/yamlencode
 */
export const yamlFunctions: readonly (readonly [string, Implementation])[] = [
  ["yamldecode", yamldecode],
  ["yamlencode", ofKnown(1, 1, ([value]) => yamlencode(value ?? null))],
];

function yamldecode(args: readonly Datum[], call: Call): Datum {
  const refused = countedWrong(args, 1, 1, call);
  const [value] = args;
  if (refused !== undefined || value === undefined) return refused ?? failure(call.at, "no value");
  if (value.kind === "open") return unknownLike(call.at, value);
  if (value.kind !== "text") return failure(call.at, "a text was expected");
  const { yaml, work } = call.env;
  if (yaml === undefined) {
    const detail = "YAML that only a template decodes is not read";
    return open(call.at, { code: "unsupported-expression", detail });
  }
  if (!work.characters(value.text.length) || !work.steps(value.text.length)) {
    return tooLarge(call.at);
  }
  return yaml(new WrittenText(value), call.at, value.sensitive);
}

/** A text is broken at the first space behind so many characters of its line. */
const longestLine = 80;

/** A key that is longer is written in another way, which is not worked out. */
const longestKey = 128;

/**
 * Every text in quotation marks, keys in order. What other characters do to how a text is written is
 * not worked out. https://github.com/zclconf/go-cty-yaml
 */
function yamlencode(value: Plain): string | Refusal {
  if (!isWritten(value)) {
    return new Refusal("texts of several lines or other characters are not written as YAML", false);
  }
  if (isBlock(value)) return `${blockLines(value, 0).join("\n")}\n`;
  const [first = "", ...rest] = scalarLines(value, 0, indentation.length);
  const lines = [first, ...rest.map((line) => `${indentation}${line}`)];
  // A text in quotation marks ends where it ends, as brackets do; another scalar needs a mark behind it.
  const isClosed = typeof value === "string" || isMap(value) || isList(value);
  return `${lines.join("\n")}\n${isClosed ? "" : "...\n"}`;
}

const indentation = "  ";

function isWritten(value: Plain): boolean {
  if (typeof value === "string") return isPlainText(value);
  if (isMap(value)) {
    return [...value].every(
      ([key, item]) => key.length <= longestKey && isPlainText(key) && isWritten(item),
    );
  }
  return !isList(value) || value.every(isWritten);
}

function isPlainText(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

type Block = Extract<Plain, object>;

function isBlock(value: Plain): value is Block {
  return (isMap(value) && value.size > 0) || (isList(value) && value.length > 0);
}

/**
 * The lines of a map or a list that is not empty.
 *
 * @param indent - the column at which they are to stand
 */
function blockLines(value: Block, indent: number): readonly string[] {
  const inner = indent + indentation.length;
  if (isMap(value)) {
    return [...value]
      .sort(([one], [other]) => compare(one, other))
      .flatMap(([key, item]) => {
        const head = `${quoted(key)}:`;
        // The items of a list stand below the first character of their key.
        if (isBlock(item) && isList(item)) return [head, ...blockLines(item, indent)];
        if (isBlock(item)) return [head, ...indented(blockLines(item, inner))];
        const [first = "", ...rest] = scalarLines(item, indent + head.length + 1, inner);
        return [`${head} ${first}`, ...indented(rest)];
      });
  }
  return value.flatMap((item) => {
    const lines = isBlock(item) ? blockLines(item, inner) : scalarLines(item, inner, inner);
    const [first = "", ...rest] = lines;
    return [`- ${first}`, ...indented(rest)];
  });
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `${indentation}${line}`);
}

/**
 * @param column - at which it starts
 * @param indent - the column at which further lines are to stand
 */
function scalarLines(value: Plain, column: number, indent: number): readonly string[] {
  if (value === null) return ["null"];
  if (typeof value === "string") return broken(quoted(value), column, indent);
  if (typeof value === "number") return [numberText(value)];
  if (typeof value === "boolean") return [String(value)];
  return [isMap(value) ? "{}" : "[]"];
}

/** A space that begins a line is marked, and one at either end of a text breaks none. */
function broken(text: string, column: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let from = 0;
  let start = column;
  let lead = "";
  for (let at = text.indexOf(" "); at !== -1; at = text.indexOf(" ", at + 1)) {
    const follows = text.charAt(at - 1) === " ";
    const isEnd = at === 1 || at === text.length - 2;
    if (follows || isEnd || start + lead.length + at - from <= longestLine) continue;
    lines.push(lead + text.slice(from, at));
    from = at + 1;
    start = indent;
    lead = text.charAt(from) === " " ? "\\" : "";
  }
  return [...lines, lead + text.slice(from)];
}

function quoted(content: string): string {
  return `"${content.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}
