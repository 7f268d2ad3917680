/** A value of JSON. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, Json>>;

/**
 * What an SDK returned as JSON: moments as texts, nothing where a field is not set, and no field of
 * the SDK's own (`$metadata`).
 *
 * @param value - a response, or a part of it
 */
export function jsonOf(value: unknown): Json {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "object":
      if (value === null) return null;
      if (value instanceof Date) return value.toISOString();
      if (Array.isArray(value)) return value.map(jsonOf);
      return objectOf(value);
    default:
      return null;
  }
}

/** @returns the fields of an object that are set */
export function objectOf(value: object): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, field]) => field !== undefined && !key.startsWith("$"))
      .map(([key, field]): [string, Json] => [key, jsonOf(field)]),
  );
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object, and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The items of a list; none for every other value. */
export function itemsOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** A field that is a text. */
export function textIn(value: Json | undefined, key: string): string | undefined {
  const field = isObject(value) ? value[key] : undefined;
  return typeof field === "string" ? field : undefined;
}

/** The texts of a list, or those that a field of each of its entries holds. */
export function textsIn(value: Json | undefined, key?: string): readonly string[] {
  return itemsOf(value).flatMap((item) => {
    const text = key === undefined ? item : textIn(item, key);
    return typeof text === "string" ? [text] : [];
  });
}

/** Fields whose order is the author's: a policy is read by people. */
const documents: ReadonlySet<string> = new Set([
  "Content",
  "Document",
  "PolicyDocument",
  "AssumeRolePolicyDocument",
]);

/**
 * The same value in an order of its own, so that two snapshots differ where AWS does: keys by their
 * names, lists by their content, since none of AWS's lists here has an order.
 */
export function ordered(value: Json): Json {
  if (isList(value)) {
    return value
      .map((item) => ordered(item))
      .map((item) => ({ item, text: JSON.stringify(item) }))
      .sort((a, b) => compare(a.text, b.text))
      .map(({ item }) => item);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, field]) => [key, documents.has(key) ? policyOf(field) : ordered(field)]),
  );
}

/**
 * A policy as an object, so that a change of it is a change of its lines; what is no JSON stays as
 * it is. IAM sends policies URL-encoded.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html
 */
function policyOf(value: Json): Json {
  if (typeof value !== "string") return value;
  try {
    const text = /^\s*%7B/i.test(value) ? decodeURIComponent(value.replaceAll("+", " ")) : value;
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? jsonOf(parsed) : value;
  } catch {
    return value;
  }
}

/** By code units, which is the same everywhere. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
