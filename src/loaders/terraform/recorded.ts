import type { Path, Span } from "../../model/place.ts";
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

/** What an element says of a resource. */
interface Stated {
  readonly values: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
}

/** Where a resource stands in Terraform's JSON; looked into when somebody asks. */
export class Recorded {
  readonly address: ResourceAddress;
  /** Leads to the element that describes the resource. */
  readonly path: Path;
  readonly #layout: Layout;
  readonly #element: unknown;
  readonly #rest: ((span: Span) => unknown) | undefined;
  #stated: Stated | undefined;

  /**
   * @param element - what describes the resource, or its parts that are read of every resource:
   *   {@link owners}
   * @param rest - reads all of it, which stands at the span of `path`; undefined where `element` is
   *   all of it
   */
  constructor(
    address: ResourceAddress,
    element: unknown,
    path: Path,
    layout: Layout,
    rest?: (span: Span) => unknown,
  ) {
    this.address = address;
    this.path = path;
    this.#layout = layout;
    this.#element = element;
    this.#rest = rest;
  }

  get values(): unknown {
    return this.#read().values;
  }

  get unknown(): unknown {
    return this.#read().unknown;
  }

  get sensitive(): unknown {
    return this.#read().sensitive;
  }

  /** Of the values, those that tell the owner: an object with `arn` and `owner_id` at least. */
  get owners(): unknown {
    return this.#layout.values(this.#element);
  }

  /** What is sensitive of these. */
  get ownersSensitive(): unknown {
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

  /** Keeps what is asked for: what it was before it is changed may be as long again. */
  #read(): Stated {
    if (this.#stated !== undefined) return this.#stated;
    const { span } = this.path;
    const rest = this.#rest;
    const element = rest === undefined || span === undefined ? this.#element : rest(span);
    this.#stated = {
      values: this.#layout.values(element),
      unknown: this.#layout.unknown(element),
      sensitive: this.#layout.sensitive(element),
    };
    return this.#stated;
  }
}
