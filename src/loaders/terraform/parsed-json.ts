import { isObject, ownMember, type JsonObject } from "../../source/json/object.ts";

export { isObject, type JsonObject };

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
  return isObject(raw) ? ownMember(raw, step) : undefined;
}

/** The items of a list; none where it is no list. */
export function itemsIn(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

/** A member that has to be a text; undefined where it is none. */
export function textAt(raw: unknown, ...steps: readonly (string | number)[]): string | undefined {
  const found = member(raw, ...steps);
  return typeof found === "string" ? found : undefined;
}
