import type { Resource } from "../../../model/resource.ts";
import type { Value } from "../../../model/value.ts";
import { because, MapDatum, type Datum, type Spot } from "../datum.ts";
import { ofMaybe } from "../library.ts";
import { placeOf, valueOf } from "../value.ts";
import { tagsOf } from "./tags.ts";
import type { Construct, Made, Tree } from "./tree.ts";

/** The resources of all constructs, once nothing changes them any more. */
export function resourcesOf(tree: Tree): readonly Resource[] {
  // What escapes may make resources that stand for what is not known.
  touch(tree.roots);
  return tree.made.map((made) => new CdkResource(made));
}

/** What changes all that stands in a scope changes each construct in it. */
function touch(roots: readonly Construct[]): void {
  const waiting = roots.map((construct) => ({ construct, cause: construct.touched }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { construct } = next;
    const cause = next.cause ?? construct.touched;
    if (cause !== undefined) construct.onEscape?.(cause);
    for (const child of construct.children) waiting.push({ construct: child, cause });
  }
}

class CdkResource implements Resource {
  readonly ecosystem: Resource["ecosystem"];
  readonly type: string;
  readonly address: string;
  readonly #made: Made;
  #body: Value | undefined;

  constructor(made: Made) {
    this.ecosystem = made.ecosystem;
    this.type = made.type;
    this.address = made.address;
    this.#made = made;
  }

  get body(): Value {
    this.#body ??= valueOf(this.#properties(), this.address);
    return this.#body;
  }

  get account(): Value {
    return this.#told((construct) => construct.ownStack?.stack?.account);
  }

  get region(): Value {
    return this.#told((construct) => construct.ownStack?.stack?.region);
  }

  get place(): Resource["place"] {
    return placeOf(this.#made.at, this.address);
  }

  #properties(): Datum {
    const { properties, maybe, taggable, at } = this.#made;
    if (maybe !== undefined) return ofMaybe(this.type, properties, because(at, maybe));
    if (!taggable) return properties;
    const { own, all } = tagsOf(this.#made);
    const entries = new Map(properties.entries);
    entries.delete("Tags");
    if (own !== undefined) entries.set("Tags", { key: keyOf(properties, own.at), value: own });
    if (all !== undefined) entries.set("AllTags", { key: keyOf(properties, all.at), value: all });
    return new MapDatum(entries, properties.at, properties.rest);
  }

  #told(read: (construct: Construct) => Datum | undefined): Value {
    const { construct, at } = this.#made;
    const datum = read(construct);
    if (datum === undefined) {
      return { kind: "absent", place: placeOf(at, this.address), sensitive: false };
    }
    return valueOf(datum, this.address);
  }
}

function keyOf(properties: MapDatum, or: Spot): Spot {
  return properties.entries.get("Tags")?.key ?? or;
}
