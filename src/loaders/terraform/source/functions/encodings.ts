import { charactersOf } from "./characters.ts";
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

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function utf8(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

function base64(bytes: Uint8Array): string {
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
    const group = (one << 16) | (two << 8) | three;
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((group >> shift) & 63));
    const missing = Math.max(0, at + 3 - bytes.length);
    encoded += digits.slice(0, 4 - missing).join("") + "=".repeat(missing);
  }
  return encoded;
}

function unbase64(content: string): string | Refusal {
  if (content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
    return new Refusal("the text is not base64");
  }
  const bytes: number[] = [];
  for (let at = 0; at < content.length; at += 4) {
    const digits = charactersOf(content.slice(at, at + 4)).map((digit) =>
      Math.max(0, alphabet.indexOf(digit)),
    );
    const group = digits.reduce((sum, digit) => (sum << 6) | digit, 0);
    bytes.push((group >> 16) & 255, (group >> 8) & 255, group & 255);
  }
  const padding = content.endsWith("==") ? 2 : content.endsWith("=") ? 1 : 0;
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(Uint8Array.from(bytes.slice(0, bytes.length - padding)));
  } catch {
    return new Refusal("the content is no text");
  }
}
