import type { Place } from "../../model/place.ts";
import type { Resource } from "../../model/resource.ts";
import type { Value } from "../../model/value.ts";
import type { Recorded } from "./recorded.ts";
import { placeOf } from "./planned-part.ts";
import type { Reading } from "./reading.ts";
import { toldValue, type PlanWhereabouts, type Told } from "./whereabouts.ts";

/** A resource of a plan or a state; everything below its type and address is made when asked for. */
export class RecordedResource implements Resource {
  readonly ecosystem = "terraform";
  readonly #recorded: Recorded;
  readonly #reading: Reading;
  readonly #whereabouts: PlanWhereabouts;
  #body: Value | undefined;
  #place: Place | undefined;

  constructor(recorded: Recorded, reading: Reading, whereabouts: PlanWhereabouts) {
    this.#recorded = recorded;
    this.#reading = reading;
    this.#whereabouts = whereabouts;
  }

  get type(): string {
    const { type, mode } = this.#recorded.address;
    return mode === "data" ? `data.${type}` : type;
  }

  get address(): string {
    return this.#recorded.address.text;
  }

  get body(): Value {
    this.#body ??= this.#reading.body(this.#recorded);
    return this.#body;
  }

  get account(): Value {
    return this.#value(this.#whereabouts.account(this.#recorded));
  }

  get region(): Value {
    return this.#value(this.#whereabouts.region(this.#recorded));
  }

  get place(): Place {
    this.#place ??= this.#reading.place(this.#recorded);
    return this.#place;
  }

  #value(told: Told | undefined | "unknown"): Value {
    const { source, via } = this.place;
    const setting = { source, address: this.address, via };
    return toldValue(told, (path, masked) => placeOf(path, setting, masked), this.place);
  }
}
