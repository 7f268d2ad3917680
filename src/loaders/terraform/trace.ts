import type { Reference } from "../../model/value.ts";
import {
  callSite,
  isRepeated,
  referencesOf,
  type Configuration,
  type Scope,
  type Site,
} from "./configuration.ts";
import { entry, isObject, itemsIn, member } from "./parsed-json.ts";
import { moduleCallAddress, type PlanIndex } from "./plan-index.ts";
import type { Recorded } from "./recorded.ts";
import { parseTraversal, writeKey, writeSteps, type Step } from "./traversal.ts";

/** What an expression depends on. */
export interface Trace {
  /** Resources and their attributes, each once. */
  readonly references: readonly Reference[];
  /** Why there may be more than that: completes "cannot tell, because …". */
  readonly obscured: string | undefined;
  /** Where it is obscured: the one module instance that the value can only come out of. */
  readonly within: Scope | undefined;
}

/** Variables, outputs and module calls that are gone through to get to one resource. */
const longestChain = 40;
/** Names looked at for one expression. */
const mostNames = 400;
/** References kept for one expression, and instances of a module that they can lie in. */
const mostReferences = 64;

interface Search {
  readonly references: Map<string, Reference>;
  obscured: string | undefined;
  /** Whether one name has led to one name so far. */
  single: boolean;
  within: Scope | undefined;
  names: number;
}

/** The names in one expression. */
interface Named {
  /** What its value comes from; without steps where that cannot be read. */
  readonly subjects: readonly {
    readonly name: string;
    readonly steps: readonly Step[] | undefined;
  }[];
  /** The instance of the same key is picked. */
  readonly byKey: boolean;
}

function newSearch(names = 0): Search {
  return { references: new Map(), obscured: undefined, single: true, within: undefined, names };
}

/**
 * Follows the names in expressions to resources: through variables to the arguments of module
 * calls, through outputs into modules, through `each.value` to what `for_each` goes over. The JSON
 * keeps neither local values nor the expressions around the names, so what a trace gives is all
 * that a value can depend on, and says when that is not the whole of it.
 */
export class Tracer {
  readonly #configuration: Configuration;
  readonly #index: PlanIndex;
  readonly #names = new Map<unknown, Named>();
  /** Whether the document covers all instances: what it lacks does not exist. */
  readonly complete: boolean;

  /** @param complete - whether the document covers all instances */
  constructor(configuration: Configuration, index: PlanIndex, complete: boolean) {
    this.#configuration = configuration;
    this.#index = index;
    this.complete = complete;
  }

  /**
   * @param expressions - parts of the configuration: `{"references": […]}`
   * @param site - where they stand
   */
  trace(expressions: readonly unknown[], site: Site): Trace {
    const search = newSearch();
    for (const expression of expressions) this.#follow(expression, site, [], search, 0);
    if (search.references.size > mostReferences) {
      search.obscured ??= `it depends on more than ${String(mostReferences)} attributes`;
    }
    const references = search.obscured === undefined ? [...search.references.values()] : [];
    const within = search.single && expressions.length === 1 ? search.within : undefined;
    return { references, obscured: search.obscured, within };
  }

  /** Whether what a reference names is not known before apply, or not in the plan at all. */
  isUnknown({ address, attribute }: Reference): boolean {
    const members = this.members(address);
    if (members.length === 0) return true;
    return members.some(({ unknown, values, missingMayBeUnknown }) => {
      if (attribute === undefined) return missingMayBeUnknown || holdsTrue(unknown);
      if (entry(unknown, attribute) === true) return true;
      const steps = plain(parseTraversal(attribute) ?? []);
      if (missingMayBeUnknown) return member(values, ...steps) === undefined;
      let here = unknown;
      for (const step of steps) {
        if (here === true) return true;
        here = member(here, step);
      }
      return holdsTrue(here);
    });
  }

  /** The instances that an address names: one, or all of a collection. */
  members(address: string): readonly Recorded[] {
    const one = this.#index.at(address);
    return one === undefined ? this.#index.members(address) : [one];
  }

  #follow(
    expression: unknown,
    site: Site,
    rest: readonly Step[],
    search: Search,
    depth: number,
  ): void {
    if (depth > longestChain) {
      search.obscured ??= "the chain of variables and outputs behind it does not end";
      return;
    }
    const { subjects, byKey } = this.#named(expression);
    if (subjects.length > 1) search.single = false;
    for (const { name, steps } of subjects) {
      search.names += 1;
      if (search.names > mostNames) {
        search.obscured ??= `it depends on more than ${String(mostNames)} names`;
        return;
      }
      if (steps === undefined) search.obscured ??= `\`${shorten(name)}\` cannot be read`;
      else {
        const behind = subjects.length === 1 ? rest : [];
        this.#name(name, steps, behind, byKey ? site.key : undefined, site, search, depth);
      }
    }
  }

  /** What an expression names; all instances of a resource have the same expressions. */
  #named(expression: unknown): Named {
    let named = this.#names.get(expression);
    if (named === undefined) this.#names.set(expression, (named = namesIn(expression)));
    return named;
  }

  #name(
    text: string,
    steps: readonly Step[],
    rest: readonly Step[],
    pick: string | number | undefined,
    site: Site,
    search: Search,
    depth: number,
  ): void {
    const [head, second] = steps;
    const first = head?.kind === "name" ? head.name : "";
    const name = second?.kind === "name" ? second.name : "";
    switch (first) {
      case "count":
      case "path":
      case "terraform":
      case "self":
        return;
      case "var": {
        const outer = callSite(site.scope);
        // The values of the root module's variables are known before planning.
        if (outer === undefined) return;
        const argument = member(site.scope.call, "expressions", name);
        this.#follow(argument, outer, [...steps.slice(2), ...rest], search, depth + 1);
        return;
      }
      case "each": {
        if (name === "key") return;
        const key: readonly Step[] =
          site.key === undefined ? [] : [{ kind: "index", key: site.key, end: 0 }];
        const around: Site = { scope: site.scope, key: undefined, forEach: undefined };
        const behind = [...key, ...steps.slice(2), ...rest];
        this.#follow(site.forEach, around, behind, search, depth + 1);
        return;
      }
      case "local":
        search.obscured ??= `\`${shorten(text)}\` cannot be followed: a plan's JSON does not hold local values`;
        return;
      case "module":
        this.#output(name, [...steps.slice(2), ...rest], pick, site.scope, search, depth);
        return;
      case "data":
        this.#resource(`data.${name}`, steps.slice(2), rest, pick, site.scope, search, depth);
        return;
      default:
        if (second === undefined) {
          search.obscured ??= `\`${shorten(text)}\` cannot be followed`;
          return;
        }
        this.#resource(first, steps.slice(1), rest, pick, site.scope, search, depth);
    }
  }

  /** `module.NAME`, with what stands behind it: an index, an output, a way into the output. */
  #output(
    name: string,
    behind: readonly Step[],
    pick: string | number | undefined,
    scope: Scope,
    search: Search,
    depth: number,
  ): void {
    const call = member(scope.module, "module_calls", name);
    const [index] = behind;
    const stated = isRepeated(call) && index?.kind === "index" ? index.key : undefined;
    const way = stated === undefined ? behind : behind.slice(1);
    const output = nameOf(way[0]);
    if (!isObject(call) || output === undefined) {
      const instances = this.#keysOf(moduleCallAddress(scope.address, name), call, stated ?? pick);
      if (instances.length === 1) search.within = this.#instance(scope, name, instances[0]);
      search.obscured ??= `a plan's JSON does not tell which output of \`module.${shorten(name)}\` it is`;
      return;
    }
    const address = moduleCallAddress(scope.address, name);
    const keys = this.#keysOf(address, call, stated ?? pick);
    if (keys.length > mostReferences) {
      search.obscured ??= `\`module.${shorten(name)}\` has more than ${String(mostReferences)} instances`;
      return;
    }
    for (const key of keys) {
      const child = this.#instance(scope, name, key);
      const expression = member(child.module, "outputs", output, "expression");
      if (expression === undefined) {
        search.obscured ??= `the configuration does not hold the output \`${shorten(output)}\` of \`${shorten(address)}\``;
        continue;
      }
      const site: Site = { scope: child, key: undefined, forEach: undefined };
      this.#follow(expression, site, way.slice(1), search, depth + 1);
    }
  }

  #instance(scope: Scope, name: string, key: string | number | undefined): Scope {
    const address = this.#index.modules(moduleCallAddress(scope.address, name)).get(key);
    return this.#configuration.child(scope, name, key, address);
  }

  #keysOf(
    address: string,
    call: unknown,
    key: string | number | undefined,
  ): readonly (string | number | undefined)[] {
    if (!isRepeated(call)) return [undefined];
    const instances = this.#index.modules(address);
    if (key !== undefined && instances.has(key)) return [key];
    return key !== undefined && this.complete && instances.size > 0 ? [] : [...instances.keys()];
  }

  /** A resource, with what stands behind its type: its name, an index, a way to an attribute. */
  #resource(
    type: string,
    steps: readonly Step[],
    rest: readonly Step[],
    pick: string | number | undefined,
    scope: Scope,
    search: Search,
    depth: number,
  ): void {
    const [own, ...written] = steps;
    if (own?.kind !== "name") return;
    // Below an attribute that the name itself holds, an object's structure is not known.
    const way = written.some((step) => step.kind === "name") ? written : [...written, ...rest];
    const local = `${type}.${own.name}`;
    const collection = scope.address === "" ? local : `${scope.address}.${local}`;
    const configured = this.#configuration.resource(scope, local);
    const [index] = way;
    const once = configured !== undefined && !isRepeated(configured);
    const stated = !once && index?.kind === "index" ? index.key : undefined;
    const attribute = named(stated === undefined ? way : way.slice(1));
    const members = this.#index.members(collection);
    if (members.length === 0 && isRepeated(configured) && this.complete) return;
    const key = stated ?? pick;
    const one = members.find((instance) => instance.address.key === key);
    if (one === undefined && written[0]?.kind === "index" && stated !== undefined) {
      // An instance that does not exist gives no value.
      if (members.length > 0 && this.complete) return;
      this.#add(search, collection + writeKey(stated), attribute, undefined, depth);
      return;
    }
    this.#add(search, one?.address.text ?? collection, attribute, one, depth);
  }

  #add(
    search: Search,
    address: string,
    way: readonly Step[],
    instance: Recorded | undefined,
    depth: number,
  ): void {
    if (instance !== undefined) {
      const known = member(instance.values, ...plain(way));
      // Neither a switch nor a number is what an unknown id or text can come from.
      if (typeof known === "boolean" || typeof known === "number") return;
      if (this.#through(search, instance, way, depth)) return;
    }
    const attribute = way.length === 0 ? undefined : writeSteps(way);
    search.references.set(`${address} ${attribute ?? ""}`, { address, attribute });
  }

  /** An attribute that is configured by an expression of its own is what that refers to. */
  #through(search: Search, instance: Recorded, way: readonly Step[], depth: number): boolean {
    const [first, ...behind] = way;
    if (first?.kind !== "name" || first.name === "id" || first.name === "arn") return false;
    if (member(instance.unknown, first.name) !== true) return false;
    const { address } = instance;
    const { resource, site } = this.#configuration.declared(address);
    // https://developer.hashicorp.com/terraform/language/resources/terraform-data
    const copied = address.type === "terraform_data" && first.name === "output";
    const expression = member(resource, "expressions", copied ? "input" : first.name);
    if (itemsIn(member(expression, "references")).length === 0) return false;
    const inner = newSearch(search.names);
    this.#follow(expression, site, behind, inner, depth + 1);
    search.names = inner.names;
    if (inner.obscured !== undefined || inner.references.size === 0) return false;
    for (const [key, reference] of inner.references) search.references.set(key, reference);
    return true;
  }
}

function namesIn(expression: unknown): Named {
  const names = referencesOf(expression);
  const subjects = names.filter((name) => !iterators.has(name));
  // `collection[each.key]` is written as its two names, and nothing else is.
  const [only, second] = names;
  return {
    subjects: subjects.map((name) => ({ name, steps: parseTraversal(name) })),
    byKey: second === "each.key" && names.length === 2 && only === subjects[0],
  };
}

/** Names that say which instance it is, never what a value comes from. */
const iterators: ReadonlySet<string> = new Set(["each.key", "count.index"]);

/** Marks below this are not looked at: no resource of ours comes near it. */
const deepestMark = 200;

/** Whether `true` stands anywhere in a tree of marks; what is too deep to see counts as `true`. */
export function holdsTrue(marks: unknown): boolean {
  return holdsTrueBelow(marks, 0);
}

function holdsTrueBelow(marks: unknown, depth: number): boolean {
  if (typeof marks !== "object" || marks === null) return marks === true;
  if (depth > deepestMark) return true;
  return Object.values(marks).some((below) => holdsTrueBelow(below, depth + 1));
}

/** An attribute or output may be named in brackets: `var.network["vpc_id"]`. */
function nameOf(step: Step | undefined): string | undefined {
  if (step?.kind === "name") return step.name;
  return typeof step?.key === "string" ? step.key : undefined;
}

function named(steps: readonly Step[]): readonly Step[] {
  const [first, ...further] = steps;
  const name = nameOf(first);
  return name === undefined ? steps : [{ kind: "name", name, end: 0 }, ...further];
}

function plain(steps: readonly Step[]): readonly (string | number)[] {
  return steps.map((step) => (step.kind === "name" ? step.name : step.key));
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
