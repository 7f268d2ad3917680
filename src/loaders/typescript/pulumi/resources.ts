import { isAccountId } from "../../../aws/account-id.ts";
import type { IgnoredChange, Resource } from "../../../model/resource.ts";
import type { Value } from "../../../model/value.ts";
import { because, MapDatum, open, type Datum, type Open } from "../datum.ts";
import { placeOf, valueOf } from "../value.ts";
import { itemsIn, ofMaybe, Props } from "../library.ts";
import type { PulumiResource, Stack } from "./state.ts";
import { ignoredAttribute } from "./types.ts";

/** Whether the configuration of a stack, beside the program, adds tags to all resources. */
export type HasDefaultTags = (path: string) => boolean;

/** The resources of all programs, once nothing changes them any more. */
export function resourcesOf(stack: Stack, hasDefaultTags: HasDefaultTags): readonly Resource[] {
  return stack.resources.map((made) => new MadeResource(made, stack, hasDefaultTags));
}

class MadeResource implements Resource {
  readonly ecosystem: Resource["ecosystem"];
  readonly type: string;
  readonly address: string;
  readonly #made: PulumiResource;
  readonly #stack: Stack;
  readonly #hasDefaultTags: HasDefaultTags;
  #body: Value | undefined;

  constructor(made: PulumiResource, stack: Stack, hasDefaultTags: HasDefaultTags) {
    this.ecosystem = made.ecosystem;
    this.type = made.type;
    this.address = made.address;
    this.#made = made;
    this.#stack = stack;
    this.#hasDefaultTags = hasDefaultTags;
  }

  get body(): Value {
    this.#body ??= valueOf(this.#properties(), this.address);
    return this.#body;
  }

  get account(): Value {
    return this.#told((provider) => {
      const arn = new Props(provider.get("assumeRole"), this.#made.at).get("roleArn");
      const account = arn?.kind === "text" ? (arn.text.split(":")[4] ?? "") : "";
      return arn?.kind === "text" && isAccountId(account) ? { ...arn, text: account } : undefined;
    });
  }

  get region(): Value {
    return this.#told((provider) => provider.get("region"));
  }

  get place(): Resource["place"] {
    return placeOf(this.#made.at, this.address);
  }

  get ignoredChanges(): readonly IgnoredChange[] {
    return itemsIn(this.#made.ignored).items.flatMap((item): readonly IgnoredChange[] =>
      item.kind === "text"
        ? [{ attribute: ignoredAttribute(item.text), place: placeOf(item.at, this.address) }]
        : [],
    );
  }

  #properties(): Datum {
    const { properties, maybe, at, ecosystem, lookedUp } = this.#made;
    if (maybe !== undefined) return ofMaybe(this.type, properties, because(at, maybe.because));
    if (ecosystem !== "terraform" || lookedUp) return properties;
    const all = this.#allTags(properties.entries.get("tags")?.value);
    if (all === undefined) return properties;
    const entries = new Map(properties.entries);
    entries.set("tags_all", { key: properties.entries.get("tags")?.key ?? at, value: all });
    return new MapDatum(entries, properties.at, properties.rest);
  }

  /** The tags with those that the provider and transformations add. */
  #allTags(own: Datum | undefined): Datum | undefined {
    const { added, rest } = this.#added();
    if (own?.kind === "open") return own;
    if (added === undefined && rest === undefined) return own;
    const map = new MapDatum(added?.entries ?? [], own?.at ?? this.#made.at, rest ?? added?.rest);
    if (own?.kind === "map") {
      for (const [key, entry] of own.entries) map.entries.set(key, entry);
      map.rest ??= own.rest;
    }
    return map;
  }

  #added(): { readonly added: MapDatum | undefined; readonly rest: Open | undefined } {
    const { provider, at } = this.#made;
    const { transformed } = this.#stack;
    switch (provider.kind) {
      case "unknown":
        return { added: undefined, rest: provider.because };
      case "default": {
        const detail = "the configuration of the stack adds tags to all resources";
        const configured = this.#hasDefaultTags(at.source.path)
          ? open(at, detail, { code: "not-in-input" })
          : undefined;
        return { added: undefined, rest: transformed ?? configured };
      }
      case "made": {
        const args = new Props(provider.object.fields.get("#args"), provider.object.at);
        const tags = new Props(args.get("defaultTags"), at).get("tags");
        if (tags?.kind === "map") return { added: tags, rest: transformed };
        const unknown = tags?.kind === "open" ? tags : undefined;
        return { added: undefined, rest: transformed ?? unknown };
      }
    }
  }

  #told(read: (provider: Props) => Datum | undefined): Value {
    const { provider, at } = this.#made;
    const absent: Value = { kind: "absent", place: placeOf(at, this.address), sensitive: false };
    if (provider.kind === "unknown") return valueOf(provider.because, this.address);
    if (provider.kind === "default") return absent;
    const datum = read(new Props(provider.object.fields.get("#args"), provider.object.at));
    return datum === undefined ? absent : valueOf(datum, this.address);
  }
}
