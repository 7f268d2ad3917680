import type { Path } from "../../model/place.ts";
import type { ResourceAddress } from "./traversal.ts";

/** How one kind of element of Terraform's JSON describes a resource. */
export interface Layout {
  /** The attributes that are known. */
  values(element: unknown): unknown;
  /** Mirrors the values: `true` stands for what is known only after apply. */
  unknown(element: unknown): unknown;
  /** Mirrors the values: `true` stands for what is sensitive. */
  sensitive(element: unknown): unknown;
  /** Whether what is missing from the values may be unknown, as in `planned_values`. */
  readonly missingMayBeUnknown: boolean;
  /** From the element to its values. */
  valuesPath(element: Path): Path;
  /** From the element to the marks of what is unknown, if it has any. */
  unknownPath(element: Path): Path | undefined;
}

/** Where a resource stands in Terraform's JSON; looked into when somebody asks. */
export class Recorded {
  readonly address: ResourceAddress;
  /** Leads to the element that describes the resource. */
  readonly path: Path;
  readonly #element: unknown;
  readonly #layout: Layout;

  constructor(address: ResourceAddress, element: unknown, path: Path, layout: Layout) {
    this.address = address;
    this.path = path;
    this.#element = element;
    this.#layout = layout;
  }

  get values(): unknown {
    return this.#layout.values(this.#element);
  }

  get unknown(): unknown {
    return this.#layout.unknown(this.#element);
  }

  get sensitive(): unknown {
    return this.#layout.sensitive(this.#element);
  }

  get missingMayBeUnknown(): boolean {
    return this.#layout.missingMayBeUnknown;
  }

  get valuesPath(): Path {
    return this.#layout.valuesPath(this.path);
  }

  get unknownPath(): Path | undefined {
    return this.#layout.unknownPath(this.path);
  }
}
