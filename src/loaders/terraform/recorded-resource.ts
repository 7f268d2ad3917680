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
  readonly type: string;
  readonly address: string;
  readonly #recorded: Recorded;
  readonly #reading: Reading;
  readonly #whereabouts: PlanWhereabouts;
  #body: Value | undefined;
  #account: Value | undefined;
  #region: Value | undefined;
  #place: Place | undefined;

  constructor(recorded: Recorded, reading: Reading, whereabouts: PlanWhereabouts) {
    const { type, mode, text } = recorded.address;
    this.type = mode === "data" ? `data.${type}` : type;
    this.address = text;
    this.#recorded = recorded;
    this.#reading = reading;
    this.#whereabouts = whereabouts;
  }

  get body(): Value {
    this.#body ??= this.#reading.body(this.#recorded);
    return this.#body;
  }

  get account(): Value {
    this.#account ??= this.#value(this.#whereabouts.account(this.#recorded));
    return this.#account;
  }

  get region(): Value {
    this.#region ??= this.#value(this.#whereabouts.region(this.#recorded));
    return this.#region;
  }

  get place(): Place {
    this.#place ??= this.#reading.place(this.#recorded);
    return this.#place;
  }

  #value(told: Told | undefined | "unknown"): Value {
    const { source, address, via } = this.place;
    const setting = { source, address: address ?? this.address, via };
    return toldValue(told, (path, masked) => placeOf(path, setting, masked), this.place);
  }
}
