import { literalText, type ModuleSource } from "./module-source.ts";
import { joined } from "./tree.ts";

/** Which of some modules call which, by the paths that they state. */
class Calls {
  readonly #byFolder: ReadonlyMap<string, ModuleSource>;
  readonly #known = new Map<ModuleSource, readonly ModuleSource[]>();

  constructor(modules: readonly ModuleSource[]) {
    this.#byFolder = new Map(modules.map((module) => [module.directory, module]));
  }

  of(module: ModuleSource): readonly ModuleSource[] {
    let calls = this.#known.get(module);
    if (calls === undefined) this.#known.set(module, (calls = this.#read(module)));
    return calls;
  }

  /** Adds modules and all that they call. */
  reach(from: readonly ModuleSource[], into: Set<ModuleSource>): void {
    const waiting = [...from];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (into.has(next)) continue;
      into.add(next);
      waiting.push(...this.of(next));
    }
  }

  #read(module: ModuleSource): readonly ModuleSource[] {
    return [...module.calls.values()].flatMap((call) => {
      const address = literalText(call.attributes.get("source")?.attribute.value);
      if (address === undefined || !/^\.\.?(?:\/|$)/.test(address)) return [];
      return this.#byFolder.get(joined(module.directory, address)) ?? [];
    });
  }
}

/** The modules that none of the others calls; where they call each other in a ring, the first. */
export function rootsAmong(modules: readonly ModuleSource[]): readonly ModuleSource[] {
  const calls = new Calls(modules);
  const called = new Set(
    modules.flatMap((module) => calls.of(module).filter((one) => one !== module)),
  );
  const roots = modules.filter((module) => !called.has(module));
  const reached = new Set<ModuleSource>();
  calls.reach(roots, reached);
  const further: ModuleSource[] = [];
  for (const module of modules) {
    if (reached.has(module)) continue;
    further.push(module);
    calls.reach([module], reached);
  }
  return [...roots, ...further];
}

/**
 * The modules that call some modules, directly or through others.
 *
 * @param modules - all that there are
 * @param targets - some of them
 */
export function callersOf(
  modules: readonly ModuleSource[],
  targets: readonly ModuleSource[],
): ReadonlySet<ModuleSource> {
  const calls = new Calls(modules);
  const callers = new Map<ModuleSource, ModuleSource[]>();
  for (const module of modules) {
    for (const called of calls.of(module)) {
      const known = callers.get(called);
      if (known === undefined) callers.set(called, [module]);
      else known.push(module);
    }
  }
  const found = new Set<ModuleSource>();
  const waiting = targets.flatMap((target) => callers.get(target) ?? []);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(callers.get(next) ?? []));
  }
  return found;
}
