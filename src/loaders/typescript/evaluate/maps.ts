import { bool, native, type Datum, type MapDatum, type Spot } from "../datum.ts";
import { textOf, unknownOf } from "./operators.ts";

/** A method that every object has; undefined where it is none of those. */
export function mapMember(of: MapDatum, name: string, at: Spot): Datum | undefined {
  if (name !== "hasOwnProperty") return undefined;
  return native(name, at, ({ args }) => {
    const [first] = args;
    const key = first === undefined ? undefined : textOf(first);
    if (key === undefined || of.rest !== undefined) return unknownOf(args, at);
    return bool(of.entries.has(key), at);
  });
}
