import type { Reference } from "../../../model/value.ts";
import {
  failure,
  list,
  map,
  open,
  type Datum,
  type Entry,
  type LazyDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import type { Instances } from "./instances.ts";

/** The instances of one resource block or module call. */
export interface Family<T> {
  readonly instances: Instances;
  readonly known: readonly T[];
  readonly further: T | undefined;
}

/** All of them, the one that stands for further instances among them. */
export function members<T>(family: Family<T>): readonly T[] {
  return family.further === undefined ? family.known : [...family.known, family.further];
}

/** What an expression sees: a resource or module call with `count` is a list, with `for_each` a map. */
export function collected<T>(
  family: Family<T>,
  at: Spot,
  datum: (one: T, at: Spot) => Datum,
  references: readonly Reference[],
): Datum {
  const { instances, known, further } = family;
  const [only] = known;
  if (instances.by === "once")
    return only === undefined ? failure(at, "it refers to itself") : datum(only, at);
  const cause = instances.further?.maybe;
  const rest =
    cause === undefined || further === undefined
      ? undefined
      : open(at, {
          code: cause.code,
          detail: cause.detail,
          because: cause.because ?? cause.at,
          references,
        });
  if (rest !== undefined && known.length === 0) return rest;
  const values = known.map((one) => datum(one, at));
  if (instances.by === "count") return list(values, at, rest);
  const entries = instances.known.flatMap(({ key }, index): (readonly [string, Entry])[] => {
    const value = values[index];
    return value === undefined ? [] : [[String(key), { key: at, value }]];
  });
  return map(entries, at, rest);
}

/** Names that are looked up below a name. */
export function namespace(
  at: Spot,
  name: string,
  get: (name: string, here: Spot) => Datum,
): LazyDatum {
  const whole = (): Datum => failure(at, `\`${name}\` is no value`);
  return { kind: "lazy", at, sensitive: false, get, whole };
}

/** What only a run of Terraform tells. */
export function notTold(at: Spot, detail: string): Open {
  return open(at, { code: "not-in-input", detail });
}
