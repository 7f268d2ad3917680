import { arePartial, open, together, type Datum, type Open, type Spot } from "./datum.ts";

/**
 * What an expression is of which a part is not known: unknown for the same reason, and refers to
 * whatever its parts refer to.
 *
 * @param at - the expression
 * @param parts - its operands
 * @returns undefined where all of them are known
 */
export function unknownBecause(at: Spot, parts: readonly Datum[]): Open | undefined {
  const opens = parts.filter((part) => part.kind === "open");
  const first = opens.find(({ error }) => error) ?? opens[0];
  if (first === undefined) return undefined;
  return {
    ...open(at, {
      code: first.code,
      detail: first.detail,
      because: first.because ?? first.at,
      references: together(opens),
      sensitive: parts.some(({ sensitive }) => sensitive),
    }),
    isPartial: arePartial(opens),
    error: first.error,
  };
}

/** The same, for an expression that has an unknown part in any case. */
export function unknownLike(at: Spot, cause: Open, others: readonly Datum[] = []): Open {
  return unknownBecause(at, [cause, ...others]) ?? cause;
}

/**
 * One of two values, of which it is not known which: what both agree on is known.
 *
 * @param cause - why it is not known
 */
export function eitherOf(at: Spot, cause: Open, one: Datum, other: Datum, depth = 0): Datum {
  if (same(one, other)) return one;
  if (depth < 8 && one.kind === "map" && other.kind === "map") {
    const rest = one.rest ?? other.rest;
    const entries = [...new Set([...one.entries.keys(), ...other.entries.keys()])].map((key) => {
      const first = one.entries.get(key);
      const second = other.entries.get(key);
      const entry = first ?? second;
      const place = entry?.value.at ?? at;
      const value =
        first !== undefined && second !== undefined
          ? eitherOf(place, cause, first.value, second.value, depth + 1)
          : unknownLike(place, { ...cause, references: [] });
      return [key, { key: entry?.key ?? at, value }] as const;
    });
    const sensitive = one.sensitive || other.sensitive;
    return { kind: "map", entries: new Map(entries), rest, at, sensitive };
  }
  if (one.kind === "list" && other.kind === "list" && !one.set && !other.set) {
    const items: Datum[] = [];
    // Items that both have at the beginning are there in any case.
    for (const [index, item] of one.items.entries()) {
      const second = other.items[index];
      if (second === undefined || !same(item, second)) break;
      items.push(item);
    }
    const rest = unknownOf(at, cause, [...one.items, ...other.items].slice(items.length));
    const sensitive = one.sensitive || other.sensitive;
    return { kind: "list", items, rest, set: false, at, sensitive };
  }
  return unknownOf(at, cause, [one, other]);
}

/** Unknown; refers to what all the values refer to, if each of them is a reference. */
function unknownOf(at: Spot, cause: Open, values: readonly Datum[]): Open {
  const settled = values.flatMap((value) => (value.kind === "lazy" ? [value.whole()] : [value]));
  const referring = settled.every((value) => value.kind === "open" && value.references.length > 0);
  return {
    ...unknownLike(at, cause),
    references: referring ? together(settled) : [],
    isPartial: settled.some((value) => value.kind !== "open" || value.isPartial),
    sensitive: settled.some(({ sensitive }) => sensitive),
  };
}

/** Whether two values are known and the same. */
export function same(one: Datum, other: Datum): boolean {
  if (one === other) return one.kind !== "open" || one.references.length === 1;
  switch (one.kind) {
    case "text":
      return other.kind === "text" && one.text === other.text;
    case "number":
      return other.kind === "number" && one.value === other.value;
    case "bool":
      return other.kind === "bool" && one.value === other.value;
    case "null":
      return other.kind === "null";
    default:
      return isEqual(one, other) === true;
  }
}

/**
 * Whether two values are equal, all the way down.
 *
 * @returns undefined where that depends on what is not known
 */
export function isEqual(one: Datum, other: Datum, depth = 0): boolean | undefined {
  if (depth > 50) return undefined;
  if (one.kind === "open" || other.kind === "open") return undefined;
  if (one.kind === "lazy" || other.kind === "lazy") return undefined;
  if (one.kind !== other.kind) return false;
  if (one.kind === "list" && other.kind === "list") {
    const pairs = one.items.map((item, index) => [item, other.items[index]] as const);
    return allEqual(pairs, one.items.length === other.items.length, one.rest ?? other.rest, depth);
  }
  if (one.kind === "map" && other.kind === "map") {
    const pairs = [...one.entries].map(
      ([key, { value }]) => [value, other.entries.get(key)?.value] as const,
    );
    return allEqual(pairs, one.entries.size === other.entries.size, one.rest ?? other.rest, depth);
  }
  return same(one, other);
}

function allEqual(
  pairs: readonly (readonly [Datum, Datum | undefined])[],
  asMany: boolean,
  rest: Open | undefined,
  depth: number,
): boolean | undefined {
  if (rest !== undefined) return undefined;
  if (!asMany) return false;
  let unsure = false;
  for (const [one, other] of pairs) {
    const equal = other === undefined ? false : isEqual(one, other, depth + 1);
    if (equal === false) return false;
    if (equal === undefined) unsure = true;
  }
  return unsure ? undefined : true;
}
