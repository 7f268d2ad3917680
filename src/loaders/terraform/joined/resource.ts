import type { Place } from "../../../model/place.ts";
import type { IgnoredChange, Resource } from "../../../model/resource.ts";
import type { Value } from "../../../model/value.ts";
import { joinedValue, type Written } from "./value.ts";

/** What the configuration says of a planned resource. */
export interface WrittenResource {
  /** Undefined where its block is not at hand: then only its module's call is. */
  readonly resource: Resource | undefined;
  readonly place: Place;
}

/** A resource of a plan and of its configuration; everything below its address is made when asked for. */
export class JoinedResource implements Resource {
  readonly ecosystem = "terraform";
  readonly #planned: Resource;
  readonly #written: WrittenResource;
  #body: Value | undefined;

  constructor(planned: Resource, written: WrittenResource) {
    this.#planned = planned;
    this.#written = written;
  }

  get type(): string {
    return this.#planned.type;
  }

  get address(): string {
    return this.#planned.address;
  }

  get place(): Place {
    return this.#written.place;
  }

  get ignoredChanges(): readonly IgnoredChange[] {
    return this.#written.resource?.ignoredChanges ?? [];
  }

  get formerAddresses(): readonly string[] {
    return this.#written.resource?.formerAddresses ?? [];
  }

  get body(): Value {
    this.#body ??= joinedValue(this.#planned.body, this.#beside(this.#written.resource?.body));
    return this.#body;
  }

  get account(): Value {
    return this.#whereabouts(this.#planned.account, this.#written.resource?.account);
  }

  get region(): Value {
    return this.#whereabouts(this.#planned.region, this.#written.resource?.region);
  }

  #beside(value: Value | undefined): Written {
    return { value, place: this.place };
  }

  /** What neither resource nor provider of the plan tells, the configuration may. */
  #whereabouts(planned: Value, written: Value | undefined): Value {
    if (planned.kind === "absent" && written !== undefined) return written;
    const place = written?.kind === "scalar" ? written.place : this.place;
    return joinedValue(planned, { value: written, place });
  }
}
