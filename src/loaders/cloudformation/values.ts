import type { Hop, Place } from "../../model/place.ts";
import type { ListValue, Reason, Reference, UnknownValue, Value } from "../../model/value.ts";

/** What something is read for: the resource, and the nested stacks that lead to it. */
export interface Frame {
  readonly address: string | undefined;
  readonly via: readonly Hop[];
}

/** A place under the address that it is read for. */
export function placed(place: Place, frame: Frame): Place {
  const { source, route, masked } = place;
  const via = place.via.length === 0 ? frame.via : [...frame.via, ...place.via];
  const made = { source, route, address: frame.address, via };
  return masked === true ? { ...made, masked } : made;
}

/**
 * A value that another part of the template tells, read for a resource.
 *
 * @param hop - the reference that led to it
 */
export function reached(value: Value, frame: Frame, hop?: Hop): Value {
  const { source, route, masked, via } = value.place;
  const way = hop === undefined ? via : [...via, hop];
  const known = way.slice(0, frame.via.length).every((step, index) => step === frame.via[index]);
  const place: Place = {
    source,
    route,
    address: frame.address,
    via: known ? way : [...frame.via, ...way],
    ...(masked === true ? { masked } : {}),
  };
  switch (value.kind) {
    case "map":
      return value;
    case "list":
      return {
        ...listOf(value),
        items: value.items.map((item) => reached(item, frame, hop)),
        place,
      };
    default:
      return { ...value, place };
  }
}

function listOf({ items, rest, place, sensitive }: ListValue): ListValue {
  return { kind: "list", items, rest, place, sensitive };
}

/** The place of a secret: it may be pointed at, never quoted. */
export function masked(value: Value): Value {
  if (value.kind === "map") return value;
  return { ...value, sensitive: true, place: { ...value.place, masked: true } };
}

/** Something that is not known. */
export function unknown(
  place: Place,
  code: Reason["code"],
  detail: string,
  references: readonly Reference[] = [],
): UnknownValue {
  return {
    kind: "unknown",
    reason: { code, detail, place },
    references,
    place,
    sensitive: place.masked === true,
  };
}

/** What is made of something unknown: unknown for the same reason. */
export function unknownFor(place: Place, cause: UnknownValue): UnknownValue {
  const { reason, references, sensitive } = cause;
  return { kind: "unknown", reason, references, place, sensitive };
}

/** A text that stands at a place. */
export function textAt(text: string, place: Place, sensitive = false): Value {
  return { kind: "scalar", value: text, text, place, sensitive };
}

/** A list all of whose items are known to be there. */
export function listAt(items: readonly Value[], place: Place, rest?: UnknownValue): ListValue {
  return { kind: "list", items, rest, place, sensitive: place.masked === true };
}

/** The only key of a map, and what stands under it; undefined for every other value. */
export function onlyEntry(value: Value): readonly [key: string, value: Value] | undefined {
  if (value.kind !== "map") return undefined;
  const [key, second] = value.keys();
  return key === undefined || second !== undefined ? undefined : [key, value.get(key)];
}

/** A name in a message, cut where it is long. */
export function shown(name: string): string {
  return name.length > 80 ? `${name.slice(0, 80)}…` : name;
}
