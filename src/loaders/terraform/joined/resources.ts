import type { Hop, Place } from "../../../model/place.ts";
import type { Resource } from "../../../model/resource.ts";
import type { LoadedPlan } from "../plan.ts";
import type { PlanFacts } from "../plan-facts.ts";
import type { Module } from "../source/module.ts";
import type { ResourceInstance } from "../source/resource.ts";
import type { Root } from "../source/root.ts";
import type { ModuleStep } from "../traversal.ts";
import { JoinedResource, type WrittenResource } from "./resource.ts";

/**
 * The resources of a plan, each with its block in the configuration. Where a module is not at hand,
 * its call stands for what it makes; what the configuration does not have stays in the plan.
 *
 * @param plan - the plan
 * @param facts - what it tells of its addresses
 * @param root - its configuration
 */
export function joinedResources(
  plan: LoadedPlan,
  facts: PlanFacts,
  root: Root,
): readonly Resource[] {
  const blocks = new Blocks(root);
  return plan.resources.map((resource) => {
    const { address } = resource;
    const written = blocks.of(address, facts.collection(address), facts.modules(address));
    return written === undefined ? resource : new JoinedResource(resource, written);
  });
}

class Blocks {
  readonly #root: Module;
  readonly #instances = new Map<string, ResourceInstance>();
  /** Any instance of a block stands for one that the configuration does not tell apart. */
  readonly #collections = new Map<string, ResourceInstance>();
  readonly #modules = new Map<string, Module | undefined>();

  constructor({ module }: Root) {
    this.#root = module;
    this.#modules.set("", module);
    for (const instance of module.resources()) {
      const { address, declaration } = instance;
      const key = declaration.type === "data" ? `data.${declaration.name}` : declaration.name;
      const inside = instance.module.address;
      this.#instances.set(address, instance);
      const collection = inside === "" ? key : `${inside}.${key}`;
      if (!this.#collections.has(collection)) this.#collections.set(collection, instance);
    }
  }

  of(
    address: string,
    collection: string,
    steps: readonly ModuleStep[],
  ): WrittenResource | undefined {
    const own = this.#instances.get(address);
    if (own !== undefined) return { resource: own, place: own.place };
    const same = this.#collections.get(collection);
    if (same !== undefined) return { resource: undefined, place: { ...same.place, address } };
    const place = this.#callOf(steps, address);
    return place === undefined ? undefined : { resource: undefined, place };
  }

  /** The innermost module call on the way that is at hand. */
  #callOf(steps: readonly ModuleStep[], address: string): Place | undefined {
    let module = this.#root;
    let place: Place | undefined;
    for (const step of steps) {
      const declaration = module.source.calls.get(step.name);
      if (declaration === undefined) break;
      const { source, header } = declaration;
      const route = { kind: "span", span: header } as const;
      const start = module.address === "" ? 0 : module.address.length + 1;
      const hop: Hop = {
        kind: "module",
        label: step.address.slice(start),
        place: { source, route, address: step.address, via: [] },
      };
      place = { source, route, address, via: [...module.via, hop] };
      const next = this.#instance(module, step);
      if (next === undefined) return place;
      module = next;
    }
    // The module is at hand, and does not have the resource.
    return undefined;
  }

  #instance(module: Module, step: ModuleStep): Module | undefined {
    if (!this.#modules.has(step.address)) {
      for (const child of module.called(step.name)) this.#modules.set(child.address, child);
    }
    return this.#modules.get(step.address);
  }
}
