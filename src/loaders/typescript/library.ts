import {
  because,
  excerpt,
  ListDatum,
  MapDatum,
  native,
  open,
  type Call,
  type ClassDatum,
  type Datum,
  type NamespaceDatum,
  type ObjectDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import { isCertain } from "./evaluate/maybe.ts";
import type { Machine } from "./evaluate/machine.ts";
import { textOf } from "./evaluate/operators.ts";

/** Properties given to a constructor or a function. */
export class Props {
  readonly at: Spot;
  readonly #given: Datum | undefined;

  /** @param given - the argument; undefined where there is none */
  constructor(given: Datum | undefined, at: Spot) {
    this.#given = given?.kind === "nothing" ? undefined : given;
    this.at = given?.kind === "map" ? given.at : at;
  }

  /** A property; undefined where it is not set. */
  get(name: string): Datum | undefined {
    const given = this.#given;
    if (given === undefined) return undefined;
    if (given.kind === "map" || given.kind === "object") {
      const value =
        given.kind === "map" ? given.value(name) : (given.fields.get(name) ?? given.rest);
      return value === undefined || value.kind === "nothing" ? undefined : value;
    }
    if (given.kind === "open") return because(given.at, given);
    return open(given.at, `${excerpt(given.at)} has no properties that can be read`);
  }

  /** Where the name of a property stands. */
  keyAt(name: string): Spot {
    const given = this.#given;
    return (given?.kind === "map" ? given.entries.get(name)?.key : undefined) ?? this.at;
  }

  /** Entries under other names, for those that are set. */
  renamed(names: Readonly<Record<string, string>>): MapDatum {
    const map = new MapDatum([], this.at);
    for (const [from, to] of Object.entries(names)) {
      const value = this.get(from);
      if (value !== undefined) map.entries.set(to, { key: this.keyAt(from), value });
    }
    return map;
  }
}

/** Whether a property that is true unless set to false is; undefined where that is not known. */
export function flag(value: Datum | undefined, unset: boolean): boolean | Open {
  if (value === undefined) return unset;
  if (value.kind === "bool") return value.value;
  return value.kind === "open" ? value : open(value.at, `${excerpt(value.at)} is not worked out`);
}

/** Longer names are cut in what is shown. */
const longestName = 200;

/** A name as it is shown: `*` stands for a part of it that is not known, `?` for all of it. */
export function nameFrom(value: Datum | undefined): string {
  const known = value === undefined ? "?" : textOf(value);
  if (known !== undefined) return known;
  const pieces = value?.kind === "open" ? (value.pieces ?? []) : [];
  const shown = pieces.map((piece) => (typeof piece === "string" ? piece : "*")).join("");
  return /[^*]/.test(shown) ? shown.slice(0, longestName) : "?";
}

/** The items of a value that should be a list. */
export function itemsIn(value: Datum | undefined): {
  readonly items: readonly Datum[];
  readonly rest: Open | undefined;
} {
  if (value === undefined || value.kind === "nothing") return { items: [], rest: undefined };
  if (value.kind === "list") return { items: value.items, rest: value.rest };
  if (value.kind === "open") return { items: [], rest: value };
  return { items: [value], rest: undefined };
}

/** Sets an entry of a resource's properties. */
export function put(map: MapDatum, key: string, value: Datum | undefined, at = value?.at): void {
  if (value !== undefined && at !== undefined) map.entries.set(key, { key: at, value });
}

/** Adds an item to a list; where that may not happen, the list has unknown items. */
export function add(to: ListDatum, item: Datum, machine: Machine): void {
  const why = machine.maybe?.because;
  if (why === undefined || isCertain(to.born, machine.maybe)) to.items.push(item);
  else to.rest ??= because(item.at, why);
}

/** The list under a key, made where there is none. */
export function listAt(map: MapDatum, key: string, at: Spot): ListDatum {
  const known = map.entries.get(key)?.value;
  if (known?.kind === "list") return known;
  const made = new ListDatum(
    known === undefined || known.kind === "open" ? [] : [known],
    at,
    known?.kind === "open" ? known : undefined,
    map.born,
  );
  map.entries.set(key, { key: at, value: made });
  return made;
}

/** Types of endpoints, and what their service is called. */
const services: ReadonlyMap<string, string> = new Map([
  ["AWS::EC2::VPCEndpoint", "ServiceName"],
  ["aws_vpc_endpoint", "service_name"],
]);

/**
 * What is known of a resource that may not be made: nothing, except that an endpoint of another
 * service is none of GuardDuty's in any case.
 *
 * @param cause - why that is not known
 */
export function ofMaybe(type: string, { entries }: MapDatum, cause: Open): MapDatum {
  const service = services.get(type);
  const entry = service === undefined ? undefined : entries.get(service);
  const parts = entry?.value.kind === "open" ? (entry.value.pieces ?? []) : [];
  const last = entry?.value.kind === "text" ? entry.value.text : parts.at(-1);
  const isOther = typeof last === "string" && telemetry.every((one) => endsOtherwise(last, one));
  return new MapDatum(
    service === undefined || entry === undefined || !isOther ? [] : [[service, entry]],
    cause.at,
    cause,
  );
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const telemetry = ["guardduty-data", "guardduty-data-fips"] as const;

function endsOtherwise(end: string, name: string): boolean {
  return !end.endsWith(name) && !name.endsWith(end);
}

/** A namespace of a library. */
export function space(
  name: string,
  at: Spot,
  member: (name: string, at: Spot) => Datum | undefined,
): NamespaceDatum {
  return { kind: "namespace", name, at, member };
}

/** Static functions of a library under their names. */
export function statics(
  table: ReadonlyMap<string, (call: Call) => Datum>,
): (name: string, at: Spot) => Datum | undefined {
  return (name, at) => {
    const found = table.get(name);
    return found === undefined ? undefined : native(name, at, found);
  };
}

/** What a class of a library is made of. */
export interface ClassParts {
  readonly parent?: ClassDatum;
  readonly construct: (object: ObjectDatum, call: Call) => void;
  readonly member?: (object: ObjectDatum, name: string, at: Spot) => Datum | undefined;
  readonly own?: (name: string, at: Spot) => Datum | undefined;
  readonly call?: (call: Call) => Datum;
}

/** A class of a library. */
export function libraryClass(name: string, at: Spot, parts: ClassParts): ClassDatum {
  const { call } = parts;
  return {
    kind: "class",
    name,
    parent: parts.parent,
    at,
    construct: parts.construct,
    member: (object, member, here) => parts.member?.(object, member, here),
    own: (member, here) => parts.own?.(member, here),
    ...(call === undefined ? {} : { call: (given: Call): Datum => call(given) }),
  };
}
