import type { Hop, Path, Place, Route, Source } from "../../model/place.ts";
import type {
  AbsentValue,
  ListValue,
  MapValue,
  ScalarValue,
  UnknownValue,
  Value,
} from "../../model/value.ts";
import { isObject, ownMember, type JsonObject } from "./object.ts";
import { findDuplicateKeys, type DuplicateKey } from "./scan.ts";
import { findSyntaxError } from "./syntax-error.ts";

/** Containers below this are not read: no document of ours comes near it. */
export const deepestJson = 200;

/** Where parsed JSON comes from. */
export interface JsonOrigin {
  readonly source: Source;
  /** Leads to the string that holds the JSON text; undefined where it is the source's own text. */
  readonly inside?: Route | undefined;
  /** Leads from the root of that text to the value. */
  readonly path: Path | undefined;
  readonly address?: string | undefined;
  readonly via?: readonly Hop[];
  /** Everything below is sensitive. */
  readonly sensitive?: boolean;
}

/** A JSON text as a value, or what is wrong with it. */
export type JsonOutcome =
  | { readonly ok: true; readonly value: Value; readonly raw: unknown }
  | { readonly ok: false; readonly message: string; readonly place: Place };

/** The duplicate keys of one object, and of the objects and lists in it. */
interface Duplicates {
  readonly here: DuplicateKey[];
  readonly below: Map<string | number, Duplicates>;
}

/** The JSON text that values are views of; its duplicate keys are looked for when asked for. */
class JsonText {
  readonly #text: string;
  readonly #from: number;
  #duplicates: Duplicates | undefined;

  constructor(text: string, from: number) {
    this.#text = text;
    this.#from = from;
  }

  duplicatesIn(path: Path | undefined): readonly DuplicateKey[] {
    this.#duplicates ??= byContainer(findDuplicateKeys(this.#text, this.#from));
    let node: Duplicates | undefined = this.#duplicates;
    for (const step of stepsOf(path)) node = node?.below.get(step);
    return node?.here ?? [];
  }
}

function byContainer(duplicates: readonly DuplicateKey[]): Duplicates {
  const root: Duplicates = { here: [], below: new Map() };
  // All keys of one object share its path, so that a path is walked once.
  const known = new Map<Path | undefined, Duplicates>([[undefined, root]]);
  for (const duplicate of duplicates) {
    const steps: Path[] = [];
    let step = duplicate.container;
    for (; step !== undefined && !known.has(step); step = step.parent) steps.push(step);
    let node = known.get(step) ?? root;
    for (const path of steps.reverse()) {
      node = memberOf(node, path.step);
      known.set(path, node);
    }
    node.here.push(duplicate);
  }
  return root;
}

function memberOf(node: Duplicates, step: string | number): Duplicates {
  const known = node.below.get(step);
  if (known !== undefined) return known;
  const made: Duplicates = { here: [], below: new Map() };
  node.below.set(step, made);
  return made;
}

/**
 * Reads a whole source as JSON.
 *
 * @param source - a source of syntax `json`
 * @returns its value, or the first syntax error with its place
 */
export function jsonDocument(source: Source): JsonOutcome {
  const parsed = parse(source.text);
  if (parsed.ok) {
    const origin = { source, path: undefined };
    const text = new JsonText(source.text, 0);
    return { ok: true, raw: parsed.raw, value: view(parsed.raw, origin, text) };
  }
  const span = { start: parsed.offset, end: Math.min(parsed.offset + 1, source.text.length) };
  const route: Route = { kind: "span", span };
  return {
    ok: false,
    message: parsed.message,
    place: { source, route, address: undefined, via: [] },
  };
}

/**
 * Reads the JSON text that a string holds, as policies stand inside plans and responses.
 *
 * @param scalar - the string
 * @returns its value, whose places lead inside the string; or what is wrong, at the string's place
 */
export function embeddedJson(scalar: ScalarValue): JsonOutcome {
  const text = scalar.text;
  const parsed = parse(text);
  if (!parsed.ok) return { ok: false, message: parsed.message, place: scalar.place };
  const { source, route, address, via } = scalar.place;
  const { sensitive } = scalar;
  const origin = { source, inside: route, path: undefined, address, via, sensitive };
  return {
    ok: true,
    raw: parsed.raw,
    value: view(parsed.raw, origin, new JsonText(text, 0)),
  };
}

/**
 * A value over JSON that is parsed already. Entries are made when they are asked for, so that the
 * parts of a large document that nobody reads cost nothing.
 *
 * @param raw - what `JSON.parse` returned, or a part of it
 * @param origin - where that part stands
 */
export function jsonView(raw: unknown, origin: JsonOrigin): Value {
  return view(raw, origin, undefined);
}

/**
 * The place of a part of a JSON text.
 *
 * @param origin - the part
 * @param part - the value, or the key that holds it
 */
export function jsonPlace(origin: JsonOrigin, part: "value" | "key" = "value"): Place {
  const { source, inside, path, address, via = [], sensitive: masked } = origin;
  const route: Route = { kind: "path", inside, path, part };
  return masked === true
    ? { source, route, address, via, masked }
    : { source, route, address, via };
}

function parse(
  text: string,
): { ok: true; raw: unknown } | { ok: false; offset: number; message: string } {
  try {
    const raw: unknown = JSON.parse(text.startsWith("\ufeff") ? text.slice(1) : text);
    return { ok: true, raw };
  } catch {
    const error = findSyntaxError(text);
    return { ok: false, offset: error?.offset ?? 0, message: error?.message ?? "not JSON" };
  }
}

function view(raw: unknown, origin: JsonOrigin, text: JsonText | undefined): Value {
  const sensitive = origin.sensitive === true;
  const place = jsonPlace(origin);
  switch (typeof raw) {
    case "string":
    case "number":
    case "boolean":
      return { kind: "scalar", value: raw, text: String(raw), place, sensitive };
    case "object":
      if (raw === null) break;
      if (depthOf(origin.path) >= deepestJson) return tooDeep(place, sensitive);
      if (Array.isArray(raw)) return new JsonList(raw, origin, place, text);
      if (isObject(raw)) return new JsonMap(raw, origin, place, text);
      break;
    default:
  }
  return { kind: "absent", place, sensitive };
}

function tooDeep(place: Place, sensitive: boolean): UnknownValue {
  const detail = `it is nested more than ${String(deepestJson)} levels deep`;
  return {
    kind: "unknown",
    reason: { code: "too-large", detail, place },
    references: [],
    place,
    sensitive,
  };
}

class JsonList implements ListValue {
  readonly kind = "list";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly rest = undefined;
  readonly #raw: readonly unknown[];
  readonly #origin: JsonOrigin;
  readonly #text: JsonText | undefined;
  #items: readonly Value[] | undefined;

  constructor(raw: readonly unknown[], origin: JsonOrigin, place: Place, text?: JsonText) {
    this.#raw = raw;
    this.#origin = origin;
    this.#text = text;
    this.place = place;
    this.sensitive = origin.sensitive === true;
  }

  get items(): readonly Value[] {
    this.#items ??= this.#raw.map((item, step) =>
      view(item, { ...this.#origin, path: { parent: this.#origin.path, step } }, this.#text),
    );
    return this.#items;
  }
}

class JsonMap implements MapValue {
  readonly kind = "map";
  readonly place: Place;
  readonly sensitive: boolean;
  readonly rest = undefined;
  readonly #raw: JsonObject;
  readonly #origin: JsonOrigin;
  readonly #text: JsonText | undefined;

  constructor(raw: JsonObject, origin: JsonOrigin, place: Place, text?: JsonText) {
    this.#raw = raw;
    this.#origin = origin;
    this.#text = text;
    this.place = place;
    this.sensitive = origin.sensitive === true;
  }

  keys(): readonly string[] {
    return Object.keys(this.#raw);
  }

  get(key: string): Value {
    const raw = ownMember(this.#raw, key);
    if (raw === undefined) return this.#absent();
    return view(raw, this.#below(key), this.#text);
  }

  keyPlace(key: string): Place {
    return jsonPlace(this.#below(key), "key");
  }

  get duplicates(): readonly { readonly key: string; readonly place: Place }[] {
    const found = this.#text?.duplicatesIn(this.#origin.path) ?? [];
    return found.map(({ key, span }) => ({
      key,
      place:
        this.#origin.inside === undefined
          ? { ...this.place, route: { kind: "span", span } }
          : this.keyPlace(key),
    }));
  }

  #below(step: string): JsonOrigin {
    return { ...this.#origin, path: { parent: this.#origin.path, step } };
  }

  #absent(): AbsentValue {
    return { kind: "absent", place: this.place, sensitive: this.sensitive };
  }
}

function depthOf(path: Path | undefined): number {
  let depth = 0;
  for (let step = path; step !== undefined; step = step.parent) depth += 1;
  return depth;
}

function stepsOf(path: Path | undefined): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let step = path; step !== undefined; step = step.parent) steps.push(step.step);
  return steps.reverse();
}
