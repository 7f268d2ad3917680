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

/** Lines longer than this are broken. */
const longestLine = 80;

/** Every text in quotation marks, keys in order; what would be broken into lines is not worked out. */
function yamlencode(value: Plain): string | Refusal {
  const isEmpty = (isMap(value) && value.size === 0) || (isList(value) && value.length === 0);
  const isScalar = typeof value !== "object" || value === null;
  const lines = linesOf(value);
  if (lines.some((line) => line.length > longestLine || !/^[\t -~]*$/.test(line))) {
    return new Refusal("texts that YAML breaks into lines are not written", false);
  }
  // A text in quotation marks ends where it ends; another scalar needs a mark behind it.
  const end = isScalar && !isEmpty && typeof value !== "string" ? "...\n" : "";
  return `${lines.join("\n")}\n${end}`;
}

function linesOf(value: Plain): readonly string[] {
  if (value === null) return ["null"];
  if (typeof value === "string") return [quotedText(value)];
  if (typeof value === "number") return [numberText(value)];
  if (typeof value === "boolean") return [String(value)];
  if (isMap(value)) {
    if (value.size === 0) return ["{}"];
    return [...value]
      .sort(([one], [other]) => compare(one, other))
      .flatMap(([key, item]) => {
        const inner = linesOf(item);
        return isBlock(item)
          ? [`${quotedText(key)}:`, ...(isMap(item) ? inner.map((line) => `  ${line}`) : inner)]
          : [`${quotedText(key)}: ${inner.join("")}`];
      });
  }
  if (value.length === 0) return ["[]"];
  return value.flatMap((item) =>
    linesOf(item).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
  );
}

function isBlock(value: Plain): boolean {
  if (isMap(value)) return value.size > 0;
  return isList(value) && value.length > 0;
}

function quotedText(content: string): string {
  return `"${content.replace(/["\\]/g, (sign) => `\\${sign}`)}"`;
}
