import type { Reference, UnknownValue, Value } from "../../../model/value.ts";
import { embeddedJson } from "../../../source/json/value.ts";
import type { Place } from "../../../model/place.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { ResolvedMap } from "../resolved.ts";
import { listAt, masked, placed, textAt, unknown, unknownFor } from "../values.ts";
import { attributeOf, named } from "./references.ts";

/** Parts of a text, and things that it refers to, that are kept. */
const mostParts = 200;

/**
 * Puts a text together.
 *
 * @returns unknown where a part is: it says what is known of it, and refers to what its parts
 *   refer to
 */
export function composed(parts: readonly Value[], place: Place, env: Env): Value {
  const texts: (string | undefined)[] = [];
  const references: Reference[] = [];
  let cause: UnknownValue | undefined;
  let sensitive = false;
  if (!env.stack.work.characters(lengthOf(parts))) {
    return unknown(place, "too-large", "the texts of the template become too long");
  }
  for (const part of parts) {
    sensitive ||= part.sensitive;
    if (part.kind === "scalar") {
      const last = texts.at(-1);
      if (last === undefined) texts.push(part.text);
      else texts[texts.length - 1] = last + part.text;
      continue;
    }
    if (part.kind === "unknown") {
      cause ??= part;
      for (const reference of part.references.slice(0, mostParts)) references.push(reference);
      for (const text of joint(texts, part.parts ?? [undefined])) texts.push(text);
    } else {
      cause ??= unknown(part.place, "malformed", "a text was expected here");
      texts.push(undefined);
    }
  }
  const made: Value =
    cause === undefined
      ? textAt(texts.join(""), place)
      : openText(place, { ...cause, references }, texts);
  return sensitive ? masked(made) : made;
}

/** What is known of a text, in characters. */
function lengthOf(parts: readonly Value[]): number {
  let length = 0;
  for (const part of parts) {
    if (part.kind === "scalar") length += part.text.length;
    if (part.kind !== "unknown") continue;
    for (const text of part.parts ?? []) length += text?.length ?? 0;
  }
  return length;
}

/** A text of too many parts is not known at all: some of what it refers to would tell the wrong thing. */
function openText(
  place: Place,
  cause: UnknownValue,
  parts: readonly (string | undefined)[],
): UnknownValue {
  const many = parts.length > mostParts || cause.references.length > mostParts;
  return many
    ? unknownFor(place, { ...cause, references: [] })
    : { ...unknownFor(place, cause), parts };
}

/** Parts behind others: two texts that meet are one. */
function joint(
  before: (string | undefined)[],
  parts: readonly (string | undefined)[],
): readonly (string | undefined)[] {
  const [first, ...more] = parts;
  const last = before.at(-1);
  if (first === undefined || last === undefined) return parts;
  before[before.length - 1] = last + first;
  return more;
}

/**
 * `Fn::Sub`: a text with names in it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function sub(inner: Value, value: Value, env: Env): Value {
  const [template, names] = inner.kind === "list" ? inner.items : [inner];
  const place = placed((template ?? value).place, env.frame);
  if (template?.kind !== "scalar") {
    return unknown(place, "malformed", "`Fn::Sub` takes a text");
  }
  const own = names?.kind === "map" ? new ResolvedMap(names, env) : undefined;
  const { text } = template;
  const substituted = (written: string, at: Place): Value =>
    composed(substitutions(written, at, own, env), at, env);
  // Names in a JSON document stand in its strings, so that its parts keep their places.
  if (/^\s*\{/.test(text)) {
    const json = embeddedJson({ ...template, place });
    if (json.ok) return withStrings(json.value, substituted, 0);
  }
  const whole = substituted(text, place);
  return text.includes("{{resolve:") ? masked(unknownFor(place, secret(place))) : whole;
}

function secret(place: Place): UnknownValue {
  return unknown(place, "known-after-apply", "CloudFormation looks it up when it deploys");
}

function substitutions(
  text: string,
  place: Place,
  own: ResolvedMap | undefined,
  env: Env,
): readonly Value[] {
  const parts: Value[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf("${", at);
    const end = start === -1 ? -1 : text.indexOf("}", start);
    if (start === -1 || end === -1) break;
    if (start > at) parts.push(textAt(text.slice(at, start), place));
    const name = text.slice(start + 2, end).trim();
    if (name.startsWith("!")) parts.push(textAt(`\${${name.slice(1)}}`, place));
    else parts.push(substitution(name, place, own, env));
    at = end + 1;
  }
  if (at < text.length || parts.length === 0) parts.push(textAt(text.slice(at), place));
  return parts;
}

function substitution(name: string, place: Place, own: ResolvedMap | undefined, env: Env): Value {
  if (own !== undefined) {
    const given = own.get(name);
    if (given.kind !== "absent") return given;
  }
  const dot = name.indexOf(".");
  return dot === -1
    ? named(name, place, env)
    : attributeOf(name.slice(0, dot), name.slice(dot + 1), place, env);
}

/** A JSON document whose strings are put together from names. */
function withStrings(
  value: Value,
  change: (text: string, at: Place) => Value,
  depth: number,
): Value {
  switch (value.kind) {
    case "scalar":
      return typeof value.value === "string" && value.text.includes("${")
        ? change(value.text, value.place)
        : value;
    case "list":
      return listAt(
        value.items.map((item) => withStrings(item, change, depth + 1)),
        value.place,
        value.rest,
      );
    case "map": {
      return {
        kind: "map",
        place: value.place,
        sensitive: value.sensitive,
        rest: value.rest,
        duplicates: value.duplicates,
        keys: () => value.keys(),
        get: (key) => withStrings(value.get(key), change, depth + 1),
        keyPlace: (key) => value.keyPlace(key),
      };
    }
    default:
      return value;
  }
}

/**
 * `Fn::Join`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html
 */
export function join(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const [delimiter, list] =
    inner.kind === "list" ? inner.items.map((one) => resolve(one, env)) : [];
  if (delimiter?.kind !== "scalar" || list === undefined) {
    return unknown(place, "malformed", "`Fn::Join` takes a delimiter and a list");
  }
  if (list.kind === "unknown") return unknownFor(place, list);
  if (list.kind !== "list") return unknown(place, "malformed", "`Fn::Join` takes a list");
  const items = list.rest === undefined ? list.items : [...list.items, list.rest];
  if (!env.stack.work.steps(items.length))
    return unknown(place, "too-large", "the list is too long");
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [delimiter, item]));
  return parts.length === 0 ? textAt("", place) : composed(parts, place, env);
}

/**
 * `Fn::Split`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html
 */
export function split(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const [delimiter, text] =
    inner.kind === "list" ? inner.items.map((one) => resolve(one, env)) : [];
  if (delimiter?.kind !== "scalar" || delimiter.text === "" || text === undefined) {
    return unknown(place, "malformed", "`Fn::Split` takes a delimiter and a text");
  }
  if (text.kind === "unknown") return listAt([], place, unknownFor(place, text));
  if (text.kind !== "scalar") return unknown(place, "malformed", "`Fn::Split` takes a text");
  const pieces = text.text.split(delimiter.text);
  if (!env.stack.work.steps(pieces.length))
    return unknown(place, "too-large", "the list is too long");
  return listAt(
    pieces.map((piece) => ({ ...textAt(piece, text.place), sensitive: text.sensitive })),
    place,
  );
}

/**
 * `Fn::Select`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html
 */
export function select(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const [index, list] = inner.kind === "list" ? inner.items.map((one) => resolve(one, env)) : [];
  if (index === undefined || list === undefined) {
    return unknown(place, "malformed", "`Fn::Select` takes an index and a list");
  }
  if (index.kind === "unknown") return unknownFor(place, { ...index, references: [] });
  if (list.kind === "unknown") return unknownFor(place, list);
  const position =
    index.kind === "scalar" && /^\d{1,6}$/.test(index.text) ? Number(index.text) : -1;
  if (list.kind !== "list" || position < 0) {
    return unknown(place, "malformed", "`Fn::Select` takes an index and a list");
  }
  const item = list.items[position];
  if (item !== undefined) return item;
  if (list.rest !== undefined) return unknownFor(place, list.rest);
  return unknown(place, "malformed", `the list has no item ${String(position)}`);
}

/**
 * `Fn::Base64`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html
 */
export function base64(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const text = resolve(inner, env);
  if (text.kind === "unknown") return unknownFor(place, text);
  if (text.kind !== "scalar") return unknown(place, "malformed", "`Fn::Base64` takes a text");
  if (!env.stack.work.characters(text.text.length * 2)) {
    return unknown(place, "too-large", "the texts of the template become too long");
  }
  const bytes = new TextEncoder().encode(text.text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { ...textAt(btoa(binary), place), sensitive: text.sensitive };
}

/**
 * `Fn::Length`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html
 */
export function length(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const list = resolve(inner, env);
  if (list.kind === "unknown") return unknownFor(place, { ...list, references: [] });
  if (list.kind !== "list") return unknown(place, "malformed", "`Fn::Length` takes a list");
  if (list.rest !== undefined) return unknownFor(place, { ...list.rest, references: [] });
  return textAt(String(list.items.length), place);
}
