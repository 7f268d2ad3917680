/** An object of parsed JSON; only own properties count, so that no key is special. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether parsed JSON is an object. */
export function isObject(raw: unknown): raw is JsonObject {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/**
 * A member of parsed JSON.
 *
 * @param raw - anything
 * @param steps - keys and indexes that lead down to it
 * @returns undefined where the way leads nowhere
 */
export function member(raw: unknown, ...steps: readonly (string | number)[]): unknown {
  let here = raw;
  for (const step of steps) here = entry(here, step);
  return here;
}

/** As {@link member}, for one step. */
export function entry(raw: unknown, step: string | number): unknown {
  if (Array.isArray(raw)) {
    const list: readonly unknown[] = raw;
    return typeof step === "number" ? list[step] : undefined;
  }
  if (!isObject(raw)) return undefined;
  // A look-up alone is several times as fast as one that asks for own properties.
  return inherited.has(step) && !Object.hasOwn(raw, step) ? undefined : raw[step];
}

const inherited: ReadonlySet<string | number> = new Set(
  Object.getOwnPropertyNames(Object.prototype),
);

/** The items of a list; none where it is no list. */
export function itemsIn(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

/** A member that has to be a text; undefined where it is none. */
export function textAt(raw: unknown, ...steps: readonly (string | number)[]): string | undefined {
  const found = member(raw, ...steps);
  return typeof found === "string" ? found : undefined;
}
