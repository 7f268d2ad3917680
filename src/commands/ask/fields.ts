import type { PolicyProblem } from "../../model/policy.ts";
import type { MapValue, Value } from "../../model/value.ts";
import type { KeyFamily } from "../../iam/search/question.ts";
import { didYouMean } from "../../source/did-you-mean.ts";

/** Reads the members of an object of a question file; what is wrong with them is collected. */
export class Fields {
  readonly #map: MapValue;
  readonly #problems: PolicyProblem[];

  /**
   * @param map - the object
   * @param what - it is, for messages: "a question of the kind `change-tag`"
   * @param names - of the members that it may have
   * @param problems - takes what is wrong
   */
  constructor(map: MapValue, what: string, names: readonly string[], problems: PolicyProblem[]) {
    this.#map = map;
    this.#problems = problems;
    for (const { key, place } of map.duplicates) {
      problems.push({ message: `\`${key}\` is stated twice`, place });
    }
    for (const key of map.keys()) {
      if (names.includes(key)) continue;
      const meant = didYouMean(key, names);
      const hint =
        meant === undefined ? `there are \`${names.join("`, `")}\`` : `did you mean \`${meant}\`?`;
      problems.push({
        message: `\`${key}\` is no part of ${what}; ${hint}`,
        place: map.keyPlace(key),
      });
    }
  }

  /** Whether the member is stated, be it as `null`. */
  states(name: string): boolean {
    return this.#map.keys().includes(name);
  }

  /** Tells what is wrong with a member, or with its absence. */
  refuse(name: string, message: string): void {
    this.#problems.push({ message, place: this.#map.get(name).place });
  }

  /** @returns undefined where the member is not there, or is no text */
  text(name: string): string | undefined {
    const value = this.#map.get(name);
    if (value.kind === "absent") return undefined;
    if (value.kind === "scalar" && value.text !== "") return value.text;
    this.refuse(name, `\`${name}\` is a text`);
    return undefined;
  }

  /**
   * @param problemOf - what is wrong with an item
   * @returns undefined where the member is not there; only items that nothing is wrong with
   */
  texts(
    name: string,
    problemOf?: (text: string) => string | undefined,
  ): readonly string[] | undefined {
    const value = this.#map.get(name);
    if (value.kind === "absent") return undefined;
    if (value.kind !== "list") {
      this.refuse(name, `\`${name}\` is a list of texts`);
      return undefined;
    }
    return value.items.flatMap((item) => {
      const text = item.kind === "scalar" ? item.text : "";
      const message = text === "" ? `\`${name}\` is a list of texts` : problemOf?.(text);
      if (message === undefined) return [text];
      this.#problems.push({ message, place: item.place });
      return [];
    });
  }

  /** @returns the members of an object; undefined where the member is not there, or is none */
  fields(name: string, what: string, names: readonly string[]): Fields | undefined {
    const value = this.#map.get(name);
    if (value.kind === "absent") return undefined;
    if (value.kind === "map") return new Fields(value, what, names, this.#problems);
    this.refuse(name, `\`${name}\` is an object with \`${names.join("`, `")}\``);
    return undefined;
  }

  /** @returns names with texts; undefined where the member is not there */
  textsByName(name: string): ReadonlyMap<string, string> | undefined {
    const value = this.#map.get(name);
    if (value.kind === "absent") return undefined;
    if (value.kind !== "map") {
      this.refuse(name, `\`${name}\` is an object of texts`);
      return undefined;
    }
    for (const { key, place } of value.duplicates) {
      this.#problems.push({ message: `\`${key}\` is stated twice`, place });
    }
    return new Map(
      value.keys().flatMap((key): readonly (readonly [string, string])[] => {
        const item = value.get(key);
        if (item.kind === "scalar") return [[key, item.text]];
        this.#problems.push({ message: `\`${key}\` is a text`, place: item.place });
        return [];
      }),
    );
  }

  /**
   * Condition keys with what they are fixed to: a text, a list of texts, or `null` for a key that
   * requests do not have.
   *
   * @param problemOf - what is wrong with fixing a key, by its name
   */
  conditionKeys(
    name: string,
    problemOf: (key: string) => string | undefined,
  ): Readonly<Record<string, KeyFamily>> {
    const value = this.#map.get(name);
    if (value.kind === "absent") return {};
    if (value.kind !== "map") {
      this.refuse(name, `\`${name}\` is an object of condition keys`);
      return {};
    }
    for (const { key, place } of value.duplicates) {
      this.#problems.push({ message: `the condition key \`${key}\` is stated twice`, place });
    }
    const known = new Set<string>();
    return Object.fromEntries(
      value.keys().flatMap((key): readonly (readonly [string, KeyFamily])[] => {
        const again = known.has(key.toLowerCase())
          ? `the condition key \`${key}\` is given twice: their names have no case`
          : problemOf(key);
        known.add(key.toLowerCase());
        const family = keyFamily(value.get(key));
        const message =
          again ??
          (family === undefined
            ? `the condition key \`${key}\` has a text, a list of texts, or null where requests do not have it`
            : undefined);
        if (message === undefined && family !== undefined) return [[key, family]];
        this.#problems.push({ message: message ?? "", place: value.keyPlace(key) });
        return [];
      }),
    );
  }
}

function keyFamily(value: Value): KeyFamily | undefined {
  if (value.kind === "absent") return { kind: "absent" };
  if (value.kind === "scalar") return { kind: "is", values: value.text };
  if (value.kind !== "list") return undefined;
  if (value.items.length === 0) return { kind: "absent" };
  const texts = value.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
  return texts.length === value.items.length ? { kind: "is", values: texts } : undefined;
}
