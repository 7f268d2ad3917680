import type { Configuration } from "./configuration.ts";
import { entry, isObject, member, textAt } from "./parsed-json.ts";
import { holdsTrue } from "./trace.ts";
import type { PlanIndex } from "./plan-index.ts";
import type { ModuleStep } from "./traversal.ts";

/** A value that a plan knows wholly. */
export interface PlannedFact {
  /** As `JSON.parse` made it. */
  readonly raw: unknown;
  readonly sensitive: boolean;
}

/** What a plan knows that helps to read the configuration that it was made of. */
export class PlanFacts {
  readonly #raw: unknown;
  readonly #configuration: Configuration;
  readonly #index: PlanIndex;
  readonly #isWhole: boolean;

  /**
   * @param raw - the whole plan
   * @param isWhole - whether what the plan lacks does not exist
   */
  constructor(raw: unknown, configuration: Configuration, index: PlanIndex, isWhole: boolean) {
    this.#raw = raw;
    this.#configuration = configuration;
    this.#index = index;
    this.#isWhole = isWhole;
  }

  /**
   * What the root module declares: `aws_vpc.main`, `data.aws_region.current`, `module.network`. A
   * plan without its configuration tells those of which it has instances.
   */
  names(): ReadonlySet<string> {
    const root = this.#configuration.scope([]);
    const names = new Set<string>();
    for (const resource of this.#configuration.resources(root)) {
      const address = textAt(resource, "address");
      if (address !== undefined) names.add(address);
    }
    const calls = member(root.module, "module_calls");
    for (const name of isObject(calls) ? Object.keys(calls) : []) names.add(`module.${name}`);
    if (names.size > 0) return names;
    for (const { address } of this.#index.all()) {
      const [call] = address.modules;
      names.add(call === undefined ? address.collection : `module.${call.name}`);
    }
    return names;
  }

  /** The values that the variables of the root module had; those without one are left out. */
  variables(): ReadonlyMap<string, unknown> {
    const raw = member(this.#raw, "variables");
    const values = new Map<string, unknown>();
    for (const name of isObject(raw) ? Object.keys(raw) : []) {
      const value = entry(entry(raw, name), "value");
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }

  /**
   * The keys of the instances that `count` or `for_each` make.
   *
   * @param collection - a resource or module call, by its address without its own index
   * @returns undefined where the plan does not tell
   */
  keys(collection: string): readonly (string | number)[] | undefined {
    if (!this.#isWhole) return undefined;
    const resources = this.#index.members(collection).map(({ address }) => address.key);
    const modules = [...this.#index.modules(collection).keys()];
    const keys = [...resources, ...modules].filter((key) => key !== undefined);
    return keys.length === 0 ? undefined : keys;
  }

  /** An attribute of a resource instance; undefined where any part of it is not known. */
  attribute(address: string, name: string): PlannedFact | undefined {
    const recorded = this.#index.at(address);
    if (recorded === undefined || holdsTrue(entry(recorded.unknown, name))) return undefined;
    const raw = entry(recorded.values, name);
    if (raw === undefined || raw === null) return undefined;
    const marks = recorded.sensitive;
    return { raw, sensitive: marks === true || holdsTrue(entry(marks, name)) };
  }

  /** The module calls that lead to a resource instance, outermost first. */
  modules(address: string): readonly ModuleStep[] {
    return this.#index.at(address)?.address.modules ?? [];
  }

  /** The address of a resource instance without its own index. */
  collection(address: string): string {
    return this.#index.at(address)?.address.collection ?? address;
  }
}
