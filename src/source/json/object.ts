/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether parsed JSON is an object. */
export function isObject(raw: unknown): raw is JsonObject {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/**
 * A member of an object of parsed JSON. What objects inherit is no member of theirs: it is functions,
 * which JSON has none of, and `__proto__`; to ask only where such a thing is met is several times as
 * fast as to ask for own properties always.
 *
 * @returns undefined where the object has no such member
 */
export function ownMember(object: JsonObject, key: string | number): unknown {
  const found = object[key];
  if (typeof found !== "function" && key !== "__proto__") return found;
  return Object.hasOwn(object, key) ? found : undefined;
}
