import { entry, itemsIn, member, textAt } from "./parsed-json.ts";
import { moduleCallAddress } from "./plan-index.ts";
import { writeKey, type ModuleStep, type ResourceAddress } from "./traversal.ts";

/** One instance of a module: where the names of an expression are looked up. */
export interface Scope {
  /** `module.member["payments"]`; empty for the root module. */
  readonly address: string;
  /** The module's part of `configuration`; undefined where it is missing. */
  readonly module: unknown;
  /** The call that makes it; undefined for the root module. */
  readonly call: unknown;
  readonly key: string | number | undefined;
  readonly parent: Scope | undefined;
}

/** Where an expression stands: the module, and the instance that `each` and `count` speak of. */
export interface Site {
  readonly scope: Scope;
  readonly key: string | number | undefined;
  /** The `for_each` expression of the block around; undefined where it has none. */
  readonly forEach: unknown;
}

/** How a resource instance is configured. */
export interface Declared {
  /** Its element in the configuration; undefined where there is none. */
  readonly resource: unknown;
  /** Where its expressions stand. */
  readonly site: Site;
}

/** Module calls nested deeper than this are not followed. */
const deepestModule = 64;

/**
 * The `configuration` of a plan: expressions as far as the JSON keeps them, which is their
 * constant value or the names that they refer to.
 * https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export class Configuration {
  readonly #root: Scope;
  readonly #providers: unknown;
  readonly #scopes = new Map<string, Scope>();
  readonly #resources = new Map<unknown, ReadonlyMap<string, unknown>>();
  /** What was asked for last: a resource is asked for its body, its account and its Region in turn. */
  #last: { readonly address: ResourceAddress; readonly declared: Declared } | undefined;
  #lastScope: { readonly modules: readonly ModuleStep[]; readonly scope: Scope } | undefined;

  /** @param raw - the member `configuration` of a plan; anything else leaves all untold */
  constructor(raw: unknown) {
    this.#providers = member(raw, "provider_config");
    this.#root = {
      address: "",
      module: member(raw, "root_module"),
      call: undefined,
      key: undefined,
      parent: undefined,
    };
  }

  /** The scope of the module that a resource stands in. */
  scope(modules: readonly ModuleStep[]): Scope {
    // Resources of one module share its steps where they stand together.
    if (this.#lastScope?.modules === modules) return this.#lastScope.scope;
    const scope = this.#findScope(modules);
    this.#lastScope = { modules, scope };
    return scope;
  }

  #findScope(modules: readonly ModuleStep[]): Scope {
    let scope = this.#root;
    let depth = 0;
    for (const step of modules) {
      if (depth >= deepestModule) break;
      scope = this.child(scope, step.name, step.key, step.address);
      depth += 1;
    }
    return scope;
  }

  /** The scope of one instance of a module call. */
  child(
    parent: Scope,
    name: string,
    key: string | number | undefined,
    address = moduleCallAddress(parent.address, name) + writeKey(key),
  ): Scope {
    const known = this.#scopes.get(address);
    if (known !== undefined) return known;
    const call = member(parent.module, "module_calls", name);
    const scope = { address, module: member(call, "module"), call, key, parent };
    this.#scopes.set(address, scope);
    return scope;
  }

  /**
   * The part of the configuration that describes a resource.
   *
   * @param name - without module and index: `data.aws_region.current`
   * @returns undefined where there is none
   */
  resource(scope: Scope, name: string): unknown {
    let resources = this.#resources.get(scope.module);
    if (resources === undefined) {
      const found = new Map<string, unknown>();
      for (const resource of itemsIn(member(scope.module, "resources"))) {
        const address = textAt(resource, "address");
        if (address !== undefined) found.set(address, resource);
      }
      this.#resources.set(scope.module, (resources = found));
    }
    return resources.get(name);
  }

  /** A provider's configuration, by the key that resources name it with. */
  provider(key: string): unknown {
    return member(this.#providers, key);
  }

  /** The resources of a module. */
  resources(scope: Scope): readonly unknown[] {
    return itemsIn(member(scope.module, "resources"));
  }

  /** The part of the configuration that describes a resource instance. */
  declared(address: ResourceAddress): Declared {
    if (this.#last?.address === address) return this.#last.declared;
    const scope = this.scope(address.modules);
    const resource = this.resource(scope, localName(address));
    const forEach = entry(resource, "for_each_expression");
    const declared = { resource, site: { scope, key: address.key, forEach } };
    this.#last = { address, declared };
    return declared;
  }
}

/** The name of a resource within its module. */
export function localName(address: ResourceAddress): string {
  const name = `${address.type}.${address.name}`;
  return address.mode === "data" ? `data.${name}` : name;
}

/** Where the arguments of a module call stand; undefined for the root module. */
export function callSite(scope: Scope): Site | undefined {
  if (scope.parent === undefined) return undefined;
  const forEach = member(scope.call, "for_each_expression");
  return { scope: scope.parent, key: scope.key, forEach };
}

/** Whether a resource or module call is made by `count` or `for_each`. */
export function isRepeated(block: unknown): boolean {
  return (
    member(block, "count_expression") !== undefined ||
    member(block, "for_each_expression") !== undefined
  );
}

/**
 * The names that an expression refers to, in the order of the expression. Terraform lists each
 * with all its beginnings behind it (`aws_vpc.a[0].id`, `aws_vpc.a[0]`, `aws_vpc.a`), from long to
 * short; those are left out. A name that is not shorter than the one before it is one of its own.
 */
export function referencesOf(expression: unknown): readonly string[] {
  const names = new Set<string>();
  let last = "";
  for (const name of itemsIn(member(expression, "references"))) {
    if (typeof name !== "string") continue;
    const next = last.charAt(name.length);
    if (!last.startsWith(name) || (next !== "." && next !== "[")) names.add(name);
    last = name;
  }
  return [...names];
}
