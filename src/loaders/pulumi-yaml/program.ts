import type { Place } from "../../model/place.ts";
import type { MapValue, Reference, UnknownValue, Value } from "../../model/value.ts";
import { absentAt, entryOf, itemsOf, textOf, unknownAt } from "../plain-value.ts";
import { terraformName } from "../typescript/pulumi/types.ts";
import { partsOf, type Part } from "./expression.ts";
import { KeyedMap, type KeyedEntry } from "./keyed-map.ts";

/** Values inside values, variables gone through on the way included. */
const deepest = 60;

/** How the keys of an object are to be read. */
export type Spelling = "terraform" | "as-written";

/** What an address and the properties of a resource are. */
export interface Named {
  readonly address: string;
  readonly properties: Value;
  readonly spelling: Spelling;
}

/** Properties whose keys are somebody else's. */
const verbatim: ReadonlySet<string> = new Set([
  "tags",
  "policy",
  "content",
  "configurationValues",
  "assumeRolePolicy",
]);

/**
 * A Pulumi program in YAML, whose values are worked out when they are asked for.
 * https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */
export class Program {
  readonly #root: MapValue;
  readonly #resources: ReadonlyMap<string, Named>;
  readonly #inWork = new Set<string>();

  /** @param resources - the resources by their names in the program */
  constructor(root: MapValue, resources: ReadonlyMap<string, Named>) {
    this.#root = root;
    this.#resources = resources;
  }

  /** A value for a resource: parts of it may be unknown. */
  resolve(value: Value, address: string | undefined, spelling: Spelling, depth = 0): Value {
    const place: Place = { ...value.place, address };
    if (depth > deepest) return unknownAt("too-large", "it goes too deep", place);
    switch (value.kind) {
      case "scalar":
        return typeof value.value === "string"
          ? this.#text(partsOf(value.text), { ...value, place }, depth)
          : { ...value, place };
      case "list":
        return {
          ...value,
          items: value.items.map((item) => this.resolve(item, address, spelling, depth + 1)),
          place,
        };
      case "map":
        return this.#map(value, address, spelling, depth);
      default:
        return { ...value, place };
    }
  }

  #map(map: MapValue, address: string | undefined, spelling: Spelling, depth: number): Value {
    const [only, second] = map.keys();
    if (only !== undefined && second === undefined && only.startsWith("fn::")) {
      return this.#call(only, map.get(only), { ...map.place, address }, depth);
    }
    const entries = map.keys().map((key): readonly [string, KeyedEntry] => {
      const inner = verbatim.has(key) ? "as-written" : spelling;
      const value = this.resolve(map.get(key), address, inner, depth + 1);
      const name = spelling === "terraform" ? terraformName(key) : key;
      return [name, { key: { ...map.keyPlace(key), address }, value }];
    });
    return new KeyedMap(new Map(entries), { ...map.place, address });
  }

  /** https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/#built-in-functions */
  #call(name: string, argument: Value, place: Place, depth: number): Value {
    const given = this.resolve(argument, place.address, "as-written", depth + 1);
    switch (name) {
      // Who reads a document reads it as an object as well as from a text.
      case "fn::toJSON":
        return given;
      case "fn::secret":
        return given.kind === "map"
          ? given
          : { ...given, sensitive: true, place: { ...given.place, masked: true } };
      case "fn::join": {
        const [delimiter, list] = itemsOf(given);
        const between = textOf(delimiter ?? given);
        if (list?.kind !== "list" || between === undefined) break;
        const parts = list.items.flatMap((item, index) =>
          index === 0 || between === "" ? [item] : [textAt(between, place), item],
        );
        return composed(list.rest === undefined ? parts : [...parts, list.rest], place);
      }
      case "fn::select": {
        const [index, list] = itemsOf(given);
        const item = itemsOf(list ?? given)[Number(textOf(index ?? given))];
        if (item !== undefined) return item;
        break;
      }
      case "fn::split": {
        const [delimiter, text] = itemsOf(given).map(textOf);
        if (delimiter === undefined || text === undefined || delimiter === "") break;
        const items = text.split(delimiter).map((piece) => textAt(piece, place));
        return { kind: "list", items, rest: undefined, place, sensitive: false };
      }
      default:
        break;
    }
    return unknownAt(
      "unsupported-expression",
      `what \`${name.slice(0, 60)}\` gives is not known`,
      place,
    );
  }

  #text(parts: readonly Part[], whole: Value, depth: number): Value {
    const [only, second] = parts;
    const { place } = whole;
    if (only !== undefined && second === undefined) {
      return only.kind === "text"
        ? { ...textAt(only.text, place), sensitive: whole.sensitive }
        : this.#referred(only.name, only.steps, place, depth);
    }
    const values = parts.map((part) =>
      part.kind === "text"
        ? textAt(part.text, place)
        : this.#referred(part.name, part.steps, place, depth),
    );
    return composed(values, place);
  }

  #referred(name: string, steps: readonly string[], place: Place, depth: number): Value {
    const resource = this.#resources.get(name);
    if (resource !== undefined) return this.#attribute(resource, steps, place, depth);
    const variable = entryOf(this.#root.get("variables"), name);
    if (variable.kind !== "absent") return this.#variable(name, variable, steps, place, depth);
    const shown = `\`${name.slice(0, 60)}\``;
    for (const section of ["config", "configuration"]) {
      const declared = entryOf(this.#root.get(section), name);
      if (declared.kind === "absent") continue;
      const stated = declared.kind === "map" ? declared.get("default") : declared;
      const given = declared.kind === "map" ? declared.get("value") : stated;
      const value = given.kind === "absent" ? stated : given;
      return value.kind === "absent"
        ? unknownAt("not-in-input", `the configuration ${shown} has no value here`, place)
        : { ...value, place: { ...value.place, address: place.address } };
    }
    return unknownAt("not-in-input", `${shown} is not known before it is deployed`, place);
  }

  #variable(
    name: string,
    variable: Value,
    steps: readonly string[],
    place: Place,
    depth: number,
  ): Value {
    if (this.#inWork.has(name)) {
      return unknownAt("malformed", `the variable \`${name.slice(0, 60)}\` needs itself`, place);
    }
    this.#inWork.add(name);
    const value = this.resolve(variable, place.address, "as-written", depth + 1);
    this.#inWork.delete(name);
    return steps.reduce<Value>((here, step) => stepInto(here, step, place), value);
  }

  #attribute(resource: Named, steps: readonly string[], place: Place, depth: number): Value {
    const [first, ...more] = steps;
    const reference: Reference = {
      address: resource.address,
      attribute: first === undefined ? undefined : this.#spelled(first, resource),
    };
    const stated = first === undefined ? undefined : entryOf(resource.properties, first);
    const key = `${resource.address}.${first ?? ""}`;
    if (stated !== undefined && stated.kind !== "absent" && !this.#inWork.has(key)) {
      this.#inWork.add(key);
      const value = this.resolve(stated, place.address, "as-written", depth + 1);
      this.#inWork.delete(key);
      const told = more.reduce<Value>((here, step) => stepInto(here, step, place), value);
      if (told.kind === "scalar") return told;
    }
    const detail = `\`${key}\` is not known before it is deployed`;
    return { ...unknownAt("known-after-apply", detail, place), references: [reference] };
  }

  #spelled(name: string, { spelling }: Named): string {
    return spelling === "terraform"
      ? terraformName(name)
      : name.charAt(0).toUpperCase() + name.slice(1);
  }
}

function stepInto(value: Value, step: string, place: Place): Value {
  if (value.kind === "list" && /^\d+$/.test(step)) {
    return value.items[Number(step)] ?? value.rest ?? absentAt(place);
  }
  if (value.kind === "map") return value.get(step);
  return value.kind === "unknown" ? value : absentAt(place);
}

function textAt(text: string, place: Place): Value {
  return { kind: "scalar", value: text, text, place, sensitive: place.masked === true };
}

/** A text put together; unknown where a part is, with what is known of it. */
function composed(values: readonly Value[], place: Place): Value {
  const parts = values.map((value) => (value.kind === "scalar" ? value.text : undefined));
  const open = values.filter((value): value is UnknownValue => value.kind === "unknown");
  const sensitive = values.some((value) => value.sensitive);
  const [first] = open;
  if (first === undefined && !parts.includes(undefined)) {
    return { ...textAt(parts.join(""), place), sensitive };
  }
  const cause = first ?? unknownAt("malformed", "a text was expected here", place);
  const references = open.flatMap((value) => value.references).slice(0, 100);
  return {
    ...cause,
    place,
    references: references.length < 100 ? references : [],
    parts,
    sensitive,
  };
}
