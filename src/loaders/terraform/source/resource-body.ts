import type { Place } from "../../../model/place.ts";
import type { MapValue, UnknownValue, Value } from "../../../model/value.ts";
import { documentAttributes, generatedAttributes } from "../attributes.ts";
import { hasOnlyStated } from "./data-sources.ts";
import { open, type Frame } from "./datum.ts";
import { tooLarge } from "./env.ts";
import { jsonLength } from "./json-text.ts";
import type { ResourceInstance } from "./resource.ts";
import { tagsOf } from "./tags.ts";
import { placeOf, unknownValue, valueOf } from "./value.ts";

/**
 * Where a resource would stand is told although it may not exist: a cluster has subnets, so that one
 * of those that it may be given exists.
 */
const toldInAnyCase: ReadonlyMap<string, string> = new Map([["aws_subnet", "vpc_id"]]);

/** The attributes of a resource as a document's value. */
export class ResourceBody implements MapValue {
  readonly kind = "map";
  readonly sensitive = false;
  readonly duplicates = [];
  readonly rest: UnknownValue | undefined;
  readonly place: Place;
  readonly #resource: ResourceInstance;
  readonly #frame: Frame;
  readonly #made = new Map<string, Value>();

  constructor(resource: ResourceInstance, frame: Frame) {
    this.#resource = resource;
    this.#frame = frame;
    this.place = placeOf(resource.spot, frame, false);
    this.rest = resource.maybe === undefined ? undefined : unknownValue(resource.maybe, frame);
  }

  keys(): readonly string[] {
    return this.rest === undefined ? this.#resource.names : [];
  }

  get(key: string): Value {
    let value = this.#made.get(key);
    if (value === undefined) this.#made.set(key, (value = this.#read(key)));
    return value;
  }

  keyPlace(key: string): Place {
    return placeOf(this.#resource.keySpot(key), this.#frame, false);
  }

  #read(key: string): Value {
    const resource = this.#resource;
    if (this.rest !== undefined && toldInAnyCase.get(resource.type) !== key) return this.rest;
    const datum =
      resource.told(key) ?? (key === "tags_all" ? tagsOf(resource) : resource.configured(key));
    if (datum !== undefined) {
      const document = documentAttributes.has(key);
      const { work } = resource.module.root;
      const given = work.gives(datum, document ? jsonLength(datum) : 0)
        ? datum
        : tooLarge(datum.at);
      return valueOf(given, this.#frame, document);
    }
    const lookedUp = resource.isData && !hasOnlyStated(resource);
    if (!lookedUp && !generatedAttributes.has(key)) {
      return { kind: "absent", place: this.place, sensitive: false };
    }
    const unknown = lookedUp
      ? open(resource.spot, {
          code: "not-in-input",
          detail: `\`${resource.address}\` is read from AWS`,
        })
      : open(resource.spot, {
          code: "known-after-apply",
          detail: "its value is known only after apply",
        });
    return unknownValue(unknown, this.#frame);
  }
}
