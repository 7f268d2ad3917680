import type { Path } from "../../model/place.ts";
import type { ResourceAddress } from "./traversal.ts";

/** Where a resource's values stand in Terraform's JSON. */
export interface Recorded {
  readonly address: ResourceAddress;
  /** The attributes that are known. */
  readonly values: unknown;
  /** Mirrors `values`: `true` stands for what is known only after apply. */
  readonly unknown: unknown;
  /** Mirrors `values`: `true` stands for what is sensitive. */
  readonly sensitive: unknown;
  /** Whether what is missing from `values` may be unknown, as in `planned_values`. */
  readonly missingMayBeUnknown: boolean;
  /** Leads to the element that describes the resource, to its attributes, and to `unknown`. */
  readonly path: Path;
  readonly valuesPath: Path;
  readonly unknownPath: Path | undefined;
}

/** The resource and module instances of one document, found by address. */
export class PlanIndex {
  readonly #byAddress = new Map<string, Recorded>();
  readonly #members = new Map<string, Recorded[]>();
  readonly #modules = new Map<string, Map<string | number | undefined, string>>();

  /** @returns false where the address is taken already */
  add(recorded: Recorded): boolean {
    const { text, collection, modules } = recorded.address;
    if (this.#byAddress.has(text)) return false;
    this.#byAddress.set(text, recorded);
    const members = this.#members.get(collection);
    if (members === undefined) this.#members.set(collection, [recorded]);
    else members.push(recorded);
    let parent = "";
    for (const step of modules) {
      const call = moduleCallAddress(parent, step.name);
      const instances = this.#modules.get(call);
      if (instances === undefined) this.#modules.set(call, new Map([[step.key, step.address]]));
      else instances.set(step.key, step.address);
      parent = step.address;
    }
    return true;
  }

  /** @returns what is recorded at the address of an instance */
  at(address: string): Recorded | undefined {
    return this.#byAddress.get(address);
  }

  /** @returns the instances of a resource, by its address without an index */
  members(collection: string): readonly Recorded[] {
    return this.#members.get(collection) ?? [];
  }

  /** @returns the addresses of the instances of a module call that hold resources, by key */
  modules(call: string): ReadonlyMap<string | number | undefined, string> {
    return this.#modules.get(call) ?? new Map<string | number | undefined, string>();
  }

  /** All that is recorded, in the order of the document. */
  all(): Iterable<Recorded> {
    return this.#byAddress.values();
  }
}

/** The address of a module call without its index. */
export function moduleCallAddress(parent: string, name: string): string {
  return parent === "" ? `module.${name}` : `${parent}.module.${name}`;
}
