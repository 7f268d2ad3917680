import { base64, unbase64, utf8 } from "./base64.ts";
import { failure, type Datum, type Document, type TextDatum } from "../datum.ts";
import { tooLarge } from "../env.ts";
import { jsonIn, jsonLength } from "../json-text.ts";
import { numberText } from "../number-text.ts";
import { isSensitive, jsonText, plainJson, plainOf, datumOf } from "../plain.ts";
import { unknownLike } from "../unknown.ts";
import { valueOf } from "../value.ts";
import {
  countedWrong,
  ofKnown,
  ofText,
  Refusal,
  textIn,
  type Call,
  type Implementation,
} from "./call.ts";

/** https://developer.hashicorp.com/terraform/language/functions#encoding-functions */
export const encodingFunctions: readonly (readonly [string, Implementation])[] = [
  ["jsonencode", jsonencode],
  ["jsondecode", jsondecode],
  ["base64encode", ofText((content) => base64(utf8(content)))],
  [
    "base64decode",
    ofKnown(1, 1, ([content]) => {
      const read = textIn(content);
      return read instanceof Refusal ? read : unbase64(read);
    }),
  ],
  [
    "urlencode",
    ofText((content) =>
      [...utf8(content)]
        .map((byte) => {
          const character = String.fromCharCode(byte);
          if (/[A-Za-z0-9._~-]/.test(character)) return character;
          return byte === 32 ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
        })
        .join(""),
    ),
  ],
];

/** The text is known only as a whole; what it says is known for each part. */
function jsonencode(args: readonly Datum[], call: Call): Datum {
  const refused = countedWrong(args, 1, 1, call);
  const [value] = args;
  if (refused !== undefined || value === undefined) return refused ?? failure(call.at, "no value");
  if (!call.env.work.goesThrough([value])) return tooLarge(call.at);
  const document: Document = { datum: value, view: (frame) => valueOf(value, frame) };
  const sensitive = isSensitive(value);
  const plain = plainOf(value);
  if ("kind" in plain) return { ...unknownLike(call.at, plain), document, sensitive };
  const text = jsonText(plain.plain, numberText);
  if (!call.env.work.characters(text.length)) return tooLarge(call.at);
  const made: TextDatum = {
    kind: "text",
    text,
    pieces: undefined,
    document,
    at: call.at,
    sensitive,
  };
  return made;
}

function jsondecode(args: readonly Datum[], call: Call): Datum {
  const refused = countedWrong(args, 1, 1, call);
  const [value] = args;
  if (refused !== undefined || value === undefined) return refused ?? failure(call.at, "no value");
  if (value.kind !== "text" && value.kind !== "open")
    return failure(call.at, "a text was expected");
  if (!call.env.work.steps(jsonLength(value))) return tooLarge(call.at);
  const known = jsonIn(value);
  if (known !== undefined) return known;
  if (value.kind === "open") return unknownLike(call.at, value);
  try {
    const plain = plainJson(JSON.parse(value.text));
    return plain === undefined ? tooLarge(call.at) : datumOf(plain, value.at, value.sensitive);
  } catch {
    return failure(call.at, "the text is not JSON");
  }
}
