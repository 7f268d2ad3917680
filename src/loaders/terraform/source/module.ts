import type { Hop } from "../../../model/place.ts";
import type { Reference } from "../../../model/value.ts";
import { writeKey } from "../traversal.ts";
import { attributeDatum, inFile } from "./blocks.ts";
import { failure, reached, type Datum, type Open, type Spot } from "./datum.ts";
import { spotIn, tooLarge, type Env } from "./env.ts";
import { collected, members, namespace, notTold, type Family } from "./family.ts";
import { handedOut, notCovered, onItsEntry, standOf } from "./known-modules/standing.ts";
import { variableHop } from "./hops.ts";
import { instancesOf, type Instance, type Instances } from "./instances.ts";
import { sizeOf, type Declaration, type ModuleSource } from "./module-source.ts";
import { hopOf, type Call } from "./module-call.ts";
import { marked, paths, variableValue } from "./module-variables.ts";
import { Provider } from "./provider.ts";
import { providerKey, providersPassed } from "./provider-keys.ts";
import { ResourceInstance } from "./resource.ts";
import type { Root } from "./root.ts";

/** One instance of a module, in which names mean something. */
export class Module {
  readonly root: Root;
  readonly source: ModuleSource;
  readonly call: Call | undefined;
  /** The module calls that lead here, outermost first. */
  readonly via: readonly Hop[];
  readonly env: Env;
  readonly #values = new Map<string, Datum>();
  readonly #resources = new Map<string, Family<ResourceInstance>>();
  readonly #children = new Map<string, Family<Module> | Open>();
  readonly #providers = new Map<string, Provider>();
  readonly #sights = new Map<string, Datum>();
  #passed: ReadonlyMap<string, Provider> | undefined;

  constructor(root: Root, source: ModuleSource, call: Call | undefined) {
    this.root = root;
    this.source = source;
    this.call = call;
    this.via =
      call === undefined ? (root.planned?.via ?? []) : [...call.parent.via, hopOf(call, source)];
    this.env = {
      source: source.first,
      hops: [],
      names: (name, at) => this.#name(name, at),
      bound: undefined,
      element: undefined,
      files: root.files,
      work: root.work,
      yaml: root.yaml,
      stands: call === undefined ? undefined : standOf(call, source),
      doubts: undefined,
    };
    for (const declaration of source.providers) {
      this.#providers.set(declaration.name, new Provider(declaration, this.env));
    }
  }

  /** `module.a["x"]`; empty for the root. */
  get address(): string {
    return this.call?.address ?? "";
  }

  /** Why it is not known whether the module is there. */
  get maybe(): Open | undefined {
    return this.call === undefined
      ? undefined
      : (this.call.instance.maybe ?? this.call.parent.maybe);
  }

  /** Whether any provider of AWS is configured for the module. */
  get hasProvider(): boolean {
    return (
      this.provider("aws") !== undefined ||
      this.source.providers.some(({ name }) => /^aws(\.|$)/.test(name))
    );
  }

  /** Whether the root asks its caller for values, so that it is no root in truth. */
  get isLibrary(): boolean {
    return this.root.module.#isAsking();
  }

  #isAsking(): boolean {
    return [...this.source.variables.values()].some(
      (variable) => !variable.attributes.has("default") && !this.root.given.has(variable.name),
    );
  }

  /** The instances of a module call; none where the module is not at hand. */
  called(name: string): readonly Module[] {
    const family = this.#childrenOf(name);
    return "kind" in family ? [] : members(family);
  }

  /** All resources of the module and of those that it calls. */
  resources(): readonly ResourceInstance[] {
    const own = [...this.source.resources.keys()].flatMap((key) => members(this.#family(key)));
    const below = [...this.source.calls.keys()].flatMap((name) =>
      this.called(name).flatMap((child) => child.resources()),
    );
    return [...own, ...below];
  }

  /** A provider by the name that resources of this module call it by. */
  provider(key: string): Provider | undefined {
    const own = this.#providers.get(key);
    if (own !== undefined || this.call === undefined) return own;
    this.#passed ??= providersPassed(this.call);
    const passed = this.#passed.get(key);
    if (passed !== undefined || this.#passed.size > 0 || key.includes(".")) return passed;
    return this.call.parent.provider(key);
  }

  /** The provider of a resource. */
  providerOf(declaration: Declaration): Provider | undefined {
    const stated = declaration.attributes.get("provider")?.attribute.value;
    const local = declaration.name.split("_")[0] ?? "";
    const key = stated === undefined ? local : providerKey(stated);
    return key === undefined ? undefined : this.provider(key);
  }

  /** What the module gives out under a name. */
  output(name: string): Datum | undefined {
    const declaration = this.source.outputs.get(name);
    const value = declaration?.attributes.get("value");
    if (declaration === undefined || value === undefined) return undefined;
    return this.#once(`output ${name}`, declaration, () => {
      const datum = attributeDatum(value, this.env);
      return marked(datum, declaration);
    });
  }

  #name(name: string, at: Spot): Datum | undefined {
    const names = (get: (name: string, here: Spot) => Datum): Datum => namespace(at, name, get);
    switch (name) {
      case "var":
        return names((variable, here) => this.#variable(variable, here));
      case "local":
        return names((local, here) => this.#local(local, here));
      case "module":
        return names((called, here) => this.#called(called, here));
      case "data":
        return names((type, here) =>
          namespace(here, type, (own, spot) => this.#referred(`data.${type}.${own}`, spot)),
        );
      case "path":
        return paths(this.root, this.source, at);
      case "terraform":
        return names((_, here) => notTold(here, "the workspace is chosen when Terraform runs"));
      case "each":
      case "count":
      case "self":
        return failure(at, `there is no \`${name}\` here`);
      default:
        if (this.source.types.has(name))
          return names((own, here) => this.#referred(`${name}.${own}`, here));
        return name === "unmodelled" && this.source.standIn !== undefined
          ? names((what, here) => notCovered(this.source, what.replaceAll("_", " "), here))
          : undefined;
    }
  }

  #variable(name: string, at: Spot): Datum {
    const declaration = this.source.variables.get(name);
    if (declaration === undefined) return failure(at, `there is no variable \`${name}\``);
    const value = this.#once(`var ${name}`, declaration, () => variableValue(this, declaration));
    // What is given from elsewhere stands nowhere but where it is used.
    const unset = value.kind === "open" && value.because?.span === declaration.header;
    const elsewhere = unset || value.at.span === declaration.header;
    if (!elsewhere) return reached(value, this.#hops(`var.${name}`, at));
    const told = { ...value, at };
    return value.kind === "open" ? told : reached(told, this.#hops(`var.${name}`, value.at));
  }

  #local(name: string, at: Spot): Datum {
    const written = this.source.locals.get(name);
    if (written === undefined) return failure(at, `there is no local value \`${name}\``);
    const { source, attribute } = written;
    const spot = spotIn(inFile(this.env, source), attribute.span);
    const value = this.#evaluated(`local ${name}`, spot, () => attributeDatum(written, this.env));
    return reached(value, this.#hops(`local.${name}`, at));
  }

  #called(name: string, at: Spot): Datum {
    if (!this.source.calls.has(name)) return failure(at, `there is no module \`${name}\``);
    const family = this.#childrenOf(name);
    if ("kind" in family) return { ...family, at };
    return this.#seen(`module ${name}`, at, () =>
      this.root.work.steps(family.known.length)
        ? collected(family, at, (child, here) => child.#datum(here), [])
        : tooLarge(at),
    );
  }

  #datum(at: Spot): Datum {
    return {
      kind: "lazy",
      at,
      sensitive: false,
      get: (name, here) => {
        const value = this.output(name);
        if (value === undefined) {
          return this.source.standIn === undefined
            ? failure(here, `\`${this.address}\` has no output \`${name}\``)
            : notCovered(this.source, `output \`${name}\``, here);
        }
        const handed = handedOut(value, this.env, here);
        return handed ?? reached(value, [variableHop(`${this.address}.${name}`, here)]);
      },
      whole: () => failure(at, "all outputs of a module together are not worked out"),
    };
  }

  #referred(key: string, at: Spot): Datum {
    if (!this.source.resources.has(key)) return failure(at, `there is no resource \`${key}\``);
    const reference: Reference = { address: this.#addressed(key), attribute: undefined };
    return this.#seen(`resource ${key}`, at, () => {
      const family = this.#family(key);
      if (!this.root.work.steps(family.known.length)) return tooLarge(at);
      return collected(family, at, (one, here) => one.datum(here), [reference]);
    });
  }

  /** What the same expression saw before, in a loop that evaluates it again. */
  #seen(key: string, at: Spot, make: () => Datum): Datum {
    const before = this.#sights.get(key);
    const { span, source, hops } = at;
    const again =
      before?.at.source === source && before.at.span === span && before.at.hops === hops;
    if (again) return before;
    const datum = make();
    this.#sights.set(key, datum);
    return datum;
  }

  #family(key: string): Family<ResourceInstance> {
    return this.#grown(
      this.#resources,
      key,
      this.source.resources.get(key),
      1,
      (declaration, instance) => {
        const address = this.#addressed(key) + writeKey(instance.key);
        const own = onItsEntry(instance, this.env.stands);
        return new ResourceInstance(this, declaration, address, own);
      },
    );
  }

  #childrenOf(name: string): Family<Module> | Open {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    const declaration = this.source.calls.get(name);
    const key = this.call === undefined ? name : `${this.call.key}.${name}`;
    const found =
      declaration === undefined
        ? failure({ source: this.source.first, span: { start: 0, end: 0 }, hops: [] }, "no module")
        : this.root.moduleOf(this, declaration, key);
    if ("kind" in found) {
      this.#children.set(name, found);
      return found;
    }
    const families = new Map<string, Family<Module>>();
    const size = sizeOf(found);
    const family = this.#grown(families, name, declaration, size, (own, instance) => {
      const address = this.#addressed(`module.${name}`) + writeKey(instance.key);
      return new Module(this.root, found, {
        parent: this,
        declaration: own,
        instance,
        address,
        key,
      });
    });
    this.#children.set(name, family);
    return family;
  }

  #grown<T>(
    families: Map<string, Family<T>>,
    key: string,
    declaration: Declaration | undefined,
    size: number,
    make: (declaration: Declaration, instance: Instance) => T,
  ): Family<T> {
    const known = families.get(key);
    if (known !== undefined) return known;
    const none: Instances = { by: "once", known: [], further: undefined };
    // What asks for its own instances while they are counted finds none.
    families.set(key, { instances: none, known: [], further: undefined });
    if (declaration === undefined) return { instances: none, known: [], further: undefined };
    const collection = this.#addressed(declaration.type === "module" ? `module.${key}` : key);
    const planned = this.root.planned?.keys(collection);
    const room = Math.floor(this.root.room / size);
    const instances = instancesOf(declaration, this.env, room, planned);
    const count = instances.known.length + (instances.further === undefined ? 0 : 1);
    // The first of each block of a module has been counted with the module.
    this.root.takes(size === 1 ? count - 1 : count * size);
    const family: Family<T> = {
      instances,
      known: instances.known.map((instance) => make(declaration, instance)),
      further: instances.further === undefined ? undefined : make(declaration, instances.further),
    };
    families.set(key, family);
    return family;
  }

  #addressed(name: string): string {
    return this.address === "" ? name : `${this.address}.${name}`;
  }

  #once(key: string, declaration: Declaration, make: () => Datum): Datum {
    const spot = spotIn(inFile(this.env, declaration.source), declaration.header);
    return this.#evaluated(key, spot, make);
  }

  #evaluated(key: string, spot: Spot, make: () => Datum): Datum {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    this.#values.set(key, failure(spot, "it refers to itself"));
    const value = make();
    this.#values.set(key, value);
    return value;
  }

  /** What leads through a stand-in is nobody's to follow. */
  #hops(label: string, at: Spot): readonly Hop[] {
    return this.env.stands === undefined ? [variableHop(label, at)] : [];
  }
}
