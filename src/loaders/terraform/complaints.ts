import type { Notification } from "../../model/notification.ts";
import type { Path, Source } from "../../model/place.ts";
import { parseAddress } from "./traversal.ts";
import type { PlanIndex, Recorded } from "./plan-index.ts";

/** Notifications of one kind beyond this many are counted, not listed. */
const mostComplaints = 20;

/** Takes down what is wrong with the shape of a document. */
export class Complaints {
  readonly #source: Source;
  readonly #code: string;
  readonly #listed: Notification[] = [];
  #further = 0;

  /** @param code - `malformed-plan` or `malformed-state` */
  constructor(source: Source, code: string) {
    this.#source = source;
    this.#code = code;
  }

  /**
   * @param message - a sentence without its final period
   * @param path - leads to what is wrong
   */
  add(message: string, path: Path | undefined): void {
    if (this.#listed.length >= mostComplaints) this.#further += 1;
    else this.#listed.push(this.#error(message, path));
  }

  get notifications(): readonly Notification[] {
    if (this.#further === 0) return this.#listed;
    const message = `${String(this.#further)} further parts of the document cannot be read`;
    return [...this.#listed, this.#error(message, undefined)];
  }

  #error(message: string, path: Path | undefined): Notification {
    const source = this.#source;
    return {
      level: "error",
      code: this.#code,
      message,
      path: source.path,
      place: {
        source,
        route:
          path === undefined
            ? { kind: "whole" }
            : { kind: "path", inside: undefined, path, part: "value" },
        address: undefined,
        via: [],
      },
    };
  }
}

/** What stands in a document about one resource, before its address is read. */
export type Found = Omit<Recorded, "address"> & { readonly address: unknown };

/** Adds a resource to an index, or complains. */
export function record(found: Found, index: PlanIndex, complaints: Complaints): void {
  const address = typeof found.address === "string" ? parseAddress(found.address) : undefined;
  if (address === undefined) {
    complaints.add("the resource has no address that can be read", found.path);
    return;
  }
  const { values } = found;
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    complaints.add(`the values of ${address.text} are not an object`, found.path);
    return;
  }
  if (!index.add({ ...found, address })) {
    complaints.add(
      `${address.text} is described more than once; the first description is read`,
      found.path,
    );
  }
}
