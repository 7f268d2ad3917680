import type { Notification } from "../../model/notification.ts";
import type { Path, Source, Span } from "../../model/place.ts";
import { isObject } from "./parsed-json.ts";
import { parseAddress } from "./traversal.ts";
import type { PlanIndex } from "./plan-index.ts";
import { Recorded, type Layout } from "./recorded.ts";

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

/**
 * Adds a resource to an index, or complains.
 *
 * @param address - as the element states it
 * @param element - what describes the resource
 * @param path - leads to the element
 * @param rest - reads all of it from the span of `path`, where `element` is a part
 */
export function record(
  address: unknown,
  element: unknown,
  path: Path,
  layout: Layout,
  index: PlanIndex,
  complaints: Complaints,
  rest?: (span: Span) => unknown,
): void {
  const read = typeof address === "string" ? parseAddress(address, index.last?.address) : undefined;
  if (read === undefined) {
    complaints.add("the resource has no address that can be read", path);
    return;
  }
  const recorded = new Recorded(read, element, path, layout, rest);
  if (!isObject(recorded.owners)) {
    complaints.add(`the values of ${read.text} are not an object`, path);
    return;
  }
  if (!index.add(recorded)) {
    complaints.add(`${read.text} is described more than once; the first description is read`, path);
  }
}
