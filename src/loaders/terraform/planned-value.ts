import type { Hop, Path, Place, Source } from "../../model/place.ts";
import type {
  AbsentValue,
  ListValue,
  MapValue,
  Reference,
  ScalarValue,
  UnknownValue,
  Value,
} from "../../model/value.ts";
import { configuredItem, configuredKey, type Configured } from "./configured.ts";
import { isObject, itemsIn, member } from "./parsed-json.ts";
import { holdsTrue } from "./trace.ts";

/** Containers below this are not read: no resource of ours comes near it. */
const deepestValue = 200;

/** What the attributes of one resource have in common. */
export interface Setting {
  readonly source: Source;
  readonly address: string;
  readonly via: readonly Hop[];
  /** Leads to the resource as a whole. */
  readonly path: Path;
  /** Leads to the attributes, and to the marks of what is unknown among them, if there are any. */
  readonly valuesPath: Path;
  readonly unknownPath: Path | undefined;
  /** Whether what is missing may be unknown all the same. */
  readonly missingMayBeUnknown: boolean;
  /**
   * Makes the value of an attribute that is not known.
   *
   * @param absence - stands for it if it turns out that nothing set it
   * @param attribute - the name of the nearest attribute around
   * @param references - what this part refers to, where that is known more exactly than from
   *   `configured`
   */
  unknown(
    place: Place,
    sensitive: boolean,
    configured: Configured,
    attribute: string,
    references: readonly Reference[] | undefined,
    absence: () => Value,
  ): Value;
  /** References for the unknown items of a list, if each has its own. */
  positions(configured: Configured, unknownItems: number): readonly Reference[] | undefined;
}

/** One part of a resource: the trees that mirror each other, read side by side. */
export interface Part {
  readonly raw: unknown;
  readonly unknown: unknown;
  /** Several trees may mark a part as sensitive. */
  readonly sensitive: readonly unknown[];
  readonly configured: Configured;
  readonly path: Path;
  readonly depth: number;
  /** The nearest attribute name. */
  readonly attribute: string;
  readonly references?: readonly Reference[];
  /** An expression covers this part and nothing around it. */
  readonly whole: boolean;
}

/**
 * A view of a part of a resource as it will be. Entries are made when they are asked for.
 *
 * @param part - the part
 * @param setting - the resource
 * @returns unknown where it is known only after apply; absent where nothing is set
 */
export function plannedValue(part: Part, setting: Setting): Value {
  const sensitive = part.sensitive.some((marks) => marks === true);
  const { raw } = part;
  const missing = raw === null || raw === undefined;
  const open = raw === undefined && setting.missingMayBeUnknown;
  if (part.unknown === true || (missing && (open || holdsTrue(part.unknown)))) {
    const { configured, attribute, references } = part;
    const place = placeOfUnknown(part, setting, sensitive);
    return setting.unknown(place, sensitive, configured, attribute, references, () =>
      raw === null
        ? new PlannedAbsence(part.path, setting, sensitive)
        : absenceIn(part.path.parent, part.depth - 1, setting, sensitive),
    );
  }
  if (missing) return new PlannedAbsence(part.path, setting, sensitive);
  switch (typeof raw) {
    case "string":
    case "number":
    case "boolean":
      return new PlannedScalar(raw, part.path, setting, sensitive);
    default:
      break;
  }
  if (part.depth >= deepestValue) {
    return tooDeep(placeOf(part.path, setting, sensitive), sensitive);
  }
  return Array.isArray(raw)
    ? new PlannedList(raw, part, setting, sensitive)
    : new PlannedMap(part, setting, sensitive);
}

/** The place of a part of a plan or state. */
export function placeOf(
  path: Path,
  { source, address, via }: Pick<Setting, "source" | "address" | "via">,
  masked = false,
  part: "value" | "key" = "value",
): Place {
  const route = { kind: "path", inside: undefined, path, part } as const;
  return { source, route, address, via, ...(masked ? { masked } : {}) };
}

/**
 * What `after` lacks stands in `after_unknown` by its key, which is where it is pointed at; where
 * there is none, the block or the resource around it is.
 */
function placeOfUnknown(part: Part, setting: Setting, masked: boolean): Place {
  if (part.raw !== undefined) return placeOf(part.path, setting, masked);
  const { unknownPath, valuesPath } = setting;
  if (part.unknown !== true || unknownPath === undefined) {
    return absenceIn(part.path.parent, part.depth - 1, setting, masked).place;
  }
  const steps: (string | number)[] = [];
  for (
    let path: Path | undefined = part.path;
    path !== undefined && path !== valuesPath;
    path = path.parent
  ) {
    steps.push(path.step);
  }
  let path = unknownPath;
  for (const step of steps.reverse()) path = { parent: path, step };
  return placeOf(path, setting, masked, "key");
}

/** Nothing stands here: the place is the block, or the resource, to which it would be added. */
function absenceIn(
  container: Path | undefined,
  depth: number,
  setting: Setting,
  sensitive: boolean,
): AbsentValue {
  const path = depth <= 0 || container === undefined ? setting.path : container;
  return new PlannedAbsence(path, setting, sensitive);
}

function tooDeep(place: Place, sensitive: boolean): UnknownValue {
  const detail = `it is nested more than ${String(deepestValue)} levels deep`;
  return {
    kind: "unknown",
    reason: { code: "too-large", detail, place },
    references: [],
    place,
    sensitive,
  };
}

/** `true` for a whole marks what is below it. */
function marksBelow(marks: readonly unknown[], step: string | number): readonly unknown[] {
  return marks.map((mark) => (mark === true ? true : member(mark, step)));
}

/** Places are made when asked for: few values ever stand in a report. */
abstract class Planned {
  readonly sensitive: boolean;
  readonly #path: Path;
  readonly #setting: Setting;
  #place: Place | undefined;

  constructor(path: Path, setting: Setting, sensitive: boolean) {
    this.#path = path;
    this.#setting = setting;
    this.sensitive = sensitive;
  }

  get place(): Place {
    this.#place ??= placeOf(this.#path, this.#setting, this.sensitive);
    return this.#place;
  }
}

class PlannedAbsence extends Planned implements AbsentValue {
  readonly kind = "absent";
}

class PlannedScalar extends Planned implements ScalarValue {
  readonly kind = "scalar";
  readonly value: string | number | boolean;

  constructor(value: string | number | boolean, path: Path, setting: Setting, sensitive: boolean) {
    super(path, setting, sensitive);
    this.value = value;
  }

  get text(): string {
    return String(this.value);
  }
}

class PlannedList extends Planned implements ListValue {
  readonly kind = "list";
  readonly rest = undefined;
  readonly #raw: readonly unknown[];
  readonly #part: Part;
  readonly #setting: Setting;
  #items: readonly Value[] | undefined;

  constructor(raw: readonly unknown[], part: Part, setting: Setting, sensitive: boolean) {
    super(part.path, setting, sensitive);
    this.#raw = raw;
    this.#part = part;
    this.#setting = setting;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#read();
    return this.#items;
  }

  #read(): readonly Value[] {
    const { unknown, configured, depth, path } = this.#part;
    const marks = itemsIn(unknown);
    const count = Math.max(this.#raw.length, marks.length);
    const open = marks.filter((mark) => mark === true).length;
    const positions =
      open > 1 && this.#part.whole ? this.#setting.positions(configured, open) : undefined;
    const items: Value[] = [];
    let position = 0;
    for (let step = 0; step < count; step += 1) {
      const own = marks[step] === true ? positions?.[position++] : undefined;
      const part: Part = {
        raw: this.#raw[step],
        unknown: marks[step],
        sensitive: marksBelow(this.#part.sensitive, step),
        configured: configuredItem(configured, this.#raw[step], step, count),
        path: { parent: path, step },
        depth: depth + 1,
        attribute: this.#part.attribute,
        whole: false,
        ...(own === undefined ? {} : { references: [own] }),
      };
      items.push(plannedValue(part, this.#setting));
    }
    return items;
  }
}

class PlannedMap extends Planned implements MapValue {
  readonly kind = "map";
  readonly rest = undefined;
  readonly #part: Part;
  readonly #setting: Setting;
  readonly #made = new Map<string, Value>();

  constructor(part: Part, setting: Setting, sensitive: boolean) {
    super(part.path, setting, sensitive);
    this.#part = part;
    this.#setting = setting;
  }

  get duplicates(): MapValue["duplicates"] {
    return [];
  }

  keys(): readonly string[] {
    const { raw, unknown } = this.#part;
    const stated = isObject(raw) ? Object.keys(raw) : [];
    const open = isObject(unknown)
      ? Object.keys(unknown).filter((key) => holdsTrue(member(unknown, key)))
      : [];
    return [...new Set([...stated, ...open])];
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.#read(key)));
    return value;
  }

  keyPlace(key: string): Place {
    const { path } = this.#part;
    return placeOf({ parent: path, step: key }, this.#setting, this.sensitive, "key");
  }

  #read(key: string): Value {
    const { raw, unknown, path, depth, configured } = this.#part;
    const own = member(raw, key);
    const mark = member(unknown, key);
    const missing = own === undefined && (mark === undefined || mark === false);
    const attributes = depth === 0 || configured.kind === "block";
    if (missing && !(this.#setting.missingMayBeUnknown && attributes)) {
      return absenceIn(path, depth, this.#setting, this.sensitive);
    }
    const sensitive = marksBelow(this.#part.sensitive, key);
    // The provider stores "" for a text that nobody set. Keys of maps such as `tags` may hold it.
    // https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-types
    if (own === "" && (depth === 0 || typeof path.step === "number")) {
      const masked = sensitive.some((marks) => marks === true);
      return new PlannedAbsence({ parent: path, step: key }, this.#setting, masked);
    }
    // The provider copies `tags` there, and loses the marks on the way.
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
    const copied =
      depth === 0 && key === "tags_all" ? marksBelow(this.#part.sensitive, "tags") : [];
    const part: Part = {
      raw: own,
      unknown: mark,
      sensitive: [...sensitive, ...copied],
      configured: configuredKey(configured, key),
      path: { parent: path, step: key },
      depth: depth + 1,
      attribute: configured.kind === "expression" ? this.#part.attribute : key,
      whole: configured.kind !== "expression",
    };
    return plannedValue(part, this.#setting);
  }
}
