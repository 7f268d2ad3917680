import type { Place } from "../../model/place.ts";
import type { ListValue, MapValue, UnknownValue, Value } from "../../model/value.ts";
import { absentAt } from "../plain-value.ts";
import type { Env } from "./env.ts";
import { expandedEntries, type Expanded } from "./functions/for-each.ts";
import { chosenItems, type Chosen } from "./functions/if.ts";
import { resolve } from "./resolve.ts";
import { placed, unknown } from "./values.ts";

/** An object of a template, each entry worked out when it is asked for. */
export class ResolvedMap implements MapValue {
  readonly kind = "map";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly #map: MapValue;
  readonly #env: Env;
  readonly #made = new Map<string, Value>();
  #entries: Expanded | undefined;

  constructor(map: MapValue, env: Env) {
    this.#map = map;
    this.#env = env;
    this.place = placed(map.place, env.frame);
    this.sensitive = map.sensitive;
  }

  get rest(): UnknownValue | undefined {
    return this.#expanded.rest;
  }

  get duplicates(): MapValue["duplicates"] {
    return this.#map.duplicates;
  }

  keys(): readonly string[] {
    return [...this.#expanded.entries.keys()].filter((key) => this.get(key).kind !== "absent");
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) {
      const inWork = unknown(this.keyPlace(key), "malformed", `\`${key}\` refers to itself`);
      this.#made.set(key, inWork);
      this.#made.set(key, (value = this.#read(key)));
    }
    return value;
  }

  keyPlace(key: string): Place {
    const entry = this.#expanded.entries.get(key);
    return entry === undefined ? this.place : placed(entry.key, this.#env.frame);
  }

  #read(key: string): Value {
    const entry = this.#expanded.entries.get(key);
    if (entry === undefined) return this.rest ?? absentAt(this.place);
    return resolve(entry.value, { ...this.#env, bound: entry.bound });
  }

  get #expanded(): Expanded {
    this.#entries ??= expandedEntries(this.#map, this.#env);
    return this.#entries;
  }
}

/** A list of a template; what comes to nothing (`AWS::NoValue`) is left out of it. */
export class ResolvedList implements ListValue {
  readonly kind = "list";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly #list: ListValue;
  readonly #env: Env;
  #made: Chosen | undefined;

  constructor(list: ListValue, env: Env) {
    this.#list = list;
    this.#env = env;
    this.place = placed(list.place, env.frame);
    this.sensitive = list.sensitive;
  }

  get items(): readonly Value[] {
    return this.#resolved.items;
  }

  get rest(): UnknownValue | undefined {
    return this.#resolved.rest;
  }

  get #resolved(): Chosen {
    this.#made ??= chosenItems(this.#list, this.#env);
    return this.#made;
  }
}
