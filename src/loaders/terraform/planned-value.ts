import type { Path, Place } from "../../model/place.ts";
import type {
  AbsentValue,
  ListValue,
  MapValue,
  ScalarValue,
  UnknownValue,
  Value,
} from "../../model/value.ts";
import { configuredItem, configuredKey } from "./configured.ts";
import { entry, isObject, itemsIn } from "./parsed-json.ts";
import { containerPath, marksBelow, placeOf, type Part, type Setting } from "./planned-part.ts";
import { PlannedUnknown } from "./planned-unknown.ts";
import { holdsTrue } from "./trace.ts";

/** Containers below this are not read: no resource of ours comes near it. */
const deepestValue = 200;

/**
 * A view of a part of a resource as it will be. Entries are made when they are asked for.
 *
 * @param part - the part
 * @param setting - the resource
 * @returns unknown where it is known only after apply; absent where nothing is set
 */
export function plannedValue(part: Part, setting: Setting): Value {
  const sensitive = part.sensitive.includes(true);
  const { raw } = part;
  const missing = raw === null || raw === undefined;
  const open = raw === undefined && setting.missingMayBeUnknown;
  if (part.unknown === true || (missing && (open || holdsTrue(part.unknown)))) {
    const told = setting.told(part, sensitive);
    if (told.kind === "value") return told.value;
    if (told.kind === "unknown") return new PlannedUnknown(part, setting, told.trace, sensitive);
    return raw === null
      ? new PlannedAbsence(part.path, setting, sensitive, true)
      : absenceIn(part.path.parent, part.depth - 1, setting, sensitive, true);
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

/** Nothing stands here: the place is the block, or the resource, to which it would be added. */
function absenceIn(
  container: Path | undefined,
  depth: number,
  setting: Setting,
  sensitive: boolean,
  inferred = false,
): AbsentValue {
  return new PlannedAbsence(containerPath(container, depth, setting), setting, sensitive, inferred);
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

/** Nothing is set. */
export class PlannedAbsence extends Planned implements AbsentValue {
  readonly kind = "absent";
  /** The value is not known, and it follows from the plan's configuration that nothing set it. */
  readonly inferred: boolean;

  constructor(path: Path, setting: Setting, sensitive: boolean, inferred = false) {
    super(path, setting, sensitive);
    this.inferred = inferred;
  }
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
        references: own === undefined ? undefined : [own],
        whole: false,
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
      ? Object.keys(unknown).filter((key) => holdsTrue(entry(unknown, key)))
      : [];
    return [...new Set([...stated, ...open])];
  }

  keyPlace(key: string): Place {
    const { path } = this.#part;
    return placeOf({ parent: path, step: key }, this.#setting, this.sensitive, "key");
  }

  get(key: string): Value {
    const { raw, unknown, path, depth, configured } = this.#part;
    const own = entry(raw, key);
    const mark = entry(unknown, key);
    const missing = own === undefined && (mark === undefined || mark === false);
    const attributes = depth === 0 || configured.kind === "block";
    if (missing && !(this.#setting.missingMayBeUnknown && attributes)) {
      return absenceIn(path, depth, this.#setting, this.sensitive);
    }
    const sensitive = marksBelow(this.#part.sensitive, key);
    // The provider stores "" for a text that nobody set. Keys of maps such as `tags` may hold it.
    // https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-types
    if (own === "" && (depth === 0 || typeof path.step === "number")) {
      const masked = sensitive.includes(true);
      return new PlannedAbsence({ parent: path, step: key }, this.#setting, masked);
    }
    // The provider copies `tags` there, and loses the marks on the way.
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
    const copied = depth === 0 && key === "tags_all";
    const part: Part = {
      raw: own,
      unknown: mark,
      sensitive: copied ? [...sensitive, ...marksBelow(this.#part.sensitive, "tags")] : sensitive,
      configured: configuredKey(configured, key),
      path: { parent: path, step: key },
      depth: depth + 1,
      attribute: configured.kind === "expression" ? this.#part.attribute : key,
      references: undefined,
      whole: configured.kind !== "expression",
    };
    return plannedValue(part, this.#setting);
  }
}
