import type { Recorded } from "./recorded.ts";
import type { ModuleStep } from "./traversal.ts";

/** The resource and module instances of one document, found by address. */
export class PlanIndex {
  readonly #byAddress = new Map<string, Recorded>();
  readonly #members = new Map<string, Recorded[]>();
  readonly #modules = new Map<string, Map<string | number | undefined, string>>();
  #last: Recorded | undefined;
  /** The instances of the resource that {@link #last} is one of. */
  #beside: Recorded[] = [];

  /** @returns false where the address is taken already */
  add(recorded: Recorded): boolean {
    const { text, collection, modules } = recorded.address;
    if (this.#byAddress.has(text)) return false;
    this.#byAddress.set(text, recorded);
    // Instances of one resource stand together.
    if (collection !== this.#last?.address.collection) {
      const members = this.#members.get(collection);
      this.#beside = members ?? [];
      if (members === undefined) this.#members.set(collection, this.#beside);
    }
    this.#beside.push(recorded);
    // Resources of one module share its steps where they stand together.
    if (modules !== this.#last?.address.modules) this.#addModules(modules);
    this.#last = recorded;
    return true;
  }

  /** What was added last, whose modules those of the next one often are. */
  get last(): Recorded | undefined {
    return this.#last;
  }

  #addModules(modules: readonly ModuleStep[]): void {
    let parent = "";
    for (const step of modules) {
      const call = moduleCallAddress(parent, step.name);
      const instances = this.#modules.get(call);
      if (instances === undefined) this.#modules.set(call, new Map([[step.key, step.address]]));
      else instances.set(step.key, step.address);
      parent = step.address;
    }
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
