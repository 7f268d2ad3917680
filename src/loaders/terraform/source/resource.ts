import type { Hop } from "../../../model/place.ts";
import type { IgnoredChange, Resource } from "../../../model/resource.ts";
import type { Value } from "../../../model/value.ts";
import { attributeDatum, blocksDatum, blockTypes, inFile } from "./blocks.ts";
import { withComputed } from "./computed-blocks.ts";
import { dataSourceAttribute } from "./data-sources.ts";
import {
  failure,
  open,
  reached,
  settled,
  type Datum,
  type Frame,
  type LazyDatum,
  type ListDatum,
  type Open,
  type Spot,
} from "./datum.ts";
import { spotIn, type Env } from "./env.ts";
import { existence, type Instance } from "./instances.ts";
import { formerAddresses, ignoredChanges } from "./lifecycle.ts";
import type { Module } from "./module.ts";
import type { Declaration } from "./module-source.ts";
import { partOf, plannedDatum } from "./planned.ts";
import { whereaboutsOf, type Provider } from "./provider.ts";
import { ResourceBody } from "./resource-body.ts";
import { tagsOf } from "./tags.ts";
import { placeOf } from "./value.ts";

/** Attributes of a block that say how Terraform handles it, and nothing about the thing. */
const metaArguments: ReadonlySet<string> = new Set(["count", "for_each", "provider", "depends_on"]);
const metaBlocks: ReadonlySet<string> = new Set(["lifecycle", "provisioner", "connection"]);

/** An instance of a resource or data source, each attribute worked out when it is asked for. */
export class ResourceInstance implements Resource {
  readonly ecosystem = "terraform";
  readonly type: string;
  readonly address: string;
  readonly isData: boolean;
  readonly declaration: Declaration;
  readonly module: Module;
  /** Why it is not known whether it exists. */
  readonly maybe: Open | undefined;
  readonly frame: Frame;
  readonly #instance: Instance;
  readonly #attributes = new Map<string, Datum | undefined>();
  readonly #told = new Map<string, Datum | undefined>();
  readonly #blocks = new Map<string, ListDatum>();
  #body: Value | undefined;
  #providerFound: { readonly provider: Provider | undefined } | undefined;

  constructor(module: Module, declaration: Declaration, address: string, instance: Instance) {
    const [type = ""] = declaration.name.split(".");
    this.isData = declaration.type === "data";
    this.type = this.isData ? `data.${type}` : type;
    this.address = address;
    this.declaration = declaration;
    this.module = module;
    const maybe = instance.maybe ?? module.maybe;
    this.maybe = maybe === undefined ? undefined : existence(maybe, declaration, instance.env);
    this.frame = { address, via: module.via };
    this.#instance = instance;
  }

  get body(): Value {
    this.#body ??= new ResourceBody(this, this.frame);
    return this.#body;
  }

  get account(): Value {
    return whereaboutsOf(this.provider?.account, this.frame, this.spot);
  }

  get region(): Value {
    const own = this.configured("region");
    const region = own === undefined || own.kind === "null" ? this.provider?.region : own;
    return whereaboutsOf(region, this.frame, this.spot);
  }

  get ignoredChanges(): readonly IgnoredChange[] {
    return ignoredChanges(this.declaration, this.frame);
  }

  /** What its own module says of it, and what those that call it say of their modules. */
  get formerAddresses(): readonly string[] {
    const found: string[] = [];
    for (let module: Module | undefined = this.module; module; module = module.call?.parent) {
      const outer = module.address === "" ? "" : `${module.address}.`;
      const own = this.address.slice(outer.length);
      found.push(...formerAddresses(own, module.source).map((before) => outer + before));
    }
    return found;
  }

  get place(): Resource["place"] {
    return placeOf(this.spot, this.frame, false);
  }

  /** The block's header. */
  get spot(): Spot {
    const { source, header } = this.declaration;
    return spotIn(inFile(this.#instance.env, source), header);
  }

  /** The provider that makes it; undefined where none is configured. */
  get provider(): Provider | undefined {
    this.#providerFound ??= { provider: this.module.providerOf(this.declaration) };
    return this.#providerFound.provider;
  }

  /** What its expressions are evaluated in. */
  get env(): Env {
    return this.#instance.env;
  }

  /** The names of the attributes and blocks that the configuration sets. */
  get names(): readonly string[] {
    const attributes = [...this.declaration.attributes.keys()];
    const blocks = blockTypes(this.declaration);
    return [
      ...attributes.filter((name) => !metaArguments.has(name)),
      ...blocks.filter((name) => !metaBlocks.has(name)),
    ];
  }

  /** What the configuration says of an attribute; undefined where it does not set it. */
  configured(name: string): Datum | undefined {
    if (!this.#attributes.has(name)) {
      this.#attributes.set(name, failure(this.spot, `\`${name}\` refers to itself`));
      this.#attributes.set(name, this.#evaluate(name));
    }
    return this.#attributes.get(name);
  }

  /** What a data source tells of an attribute without being read; undefined where it does not. */
  told(name: string): Datum | undefined {
    if (!this.isData) return undefined;
    if (!this.#told.has(name)) {
      this.#told.set(name, failure(this.spot, `\`${name}\` refers to itself`));
      this.#told.set(name, dataSourceAttribute(this, name));
    }
    return this.#told.get(name);
  }

  /** Where an attribute's name stands; the header where the configuration does not set it. */
  keySpot(name: string): Spot {
    const written = this.declaration.attributes.get(name);
    if (written === undefined) return this.configured(name)?.at ?? this.spot;
    const { source, attribute } = written;
    return spotIn(inFile(this.#instance.env, source), attribute.nameSpan);
  }

  /** The instance as an expression sees it. */
  datum(at: Spot): LazyDatum {
    return {
      kind: "lazy",
      at,
      sensitive: false,
      get: (name, here) => this.#referred(name, here),
      whole: () => this.#depends(at, undefined),
    };
  }

  #evaluate(name: string): Datum | undefined {
    const { env } = this.#instance;
    const written = this.declaration.attributes.get(name);
    if (written !== undefined && !metaArguments.has(name)) {
      return settled(attributeDatum(written, env));
    }
    return metaBlocks.has(name) ? undefined : blocksDatum(this.declaration, name, env);
  }

  #referred(name: string, at: Spot): Datum {
    const value =
      this.told(name) ?? (name === "tags_all" ? tagsOf(this) : this.#withComputed(name));
    const isOpen = value?.kind === "open" && value.document === undefined;
    if (value === undefined || value.kind === "null" || (isOpen && value.pieces === undefined)) {
      const fact = this.module.root.planned?.attribute(this.address, name);
      const planned = plannedDatum(fact, at);
      if (planned !== undefined) return planned;
    }
    // What is set to null is made up by the provider.
    if (value === undefined || value.kind === "null") return this.#depends(at, name);
    if (isOpen && !value.error) {
      const own = [{ address: this.address, attribute: name }];
      return { ...value, references: value.references.length === 0 ? own : value.references };
    }
    return reached(value, this.module.source.standIn === undefined ? [this.#hop(name, at)] : []);
  }

  /** An attribute as the configuration sets it, its blocks with what a provider adds to them. */
  #withComputed(name: string): Datum | undefined {
    const known = this.#blocks.get(name);
    if (known !== undefined) return known;
    const value = this.configured(name);
    if (value?.kind !== "list" || this.declaration.attributes.has(name)) return value;
    const blocks = withComputed(value, [name], {
      attribute: (steps, at) => this.#computed(steps, at),
      block: (steps, at) => this.#depends(at, pathOf(steps)),
    });
    this.#blocks.set(name, blocks);
    return blocks;
  }

  #computed(steps: readonly (string | number)[], at: Spot): Datum {
    const [name = "", ...inner] = steps;
    const fact = this.module.root.planned?.attribute(this.address, String(name));
    return plannedDatum(partOf(fact, inner), at) ?? this.#depends(at, pathOf(steps));
  }

  #depends(at: Spot, attribute: string | undefined): Open {
    const label = attribute === undefined ? this.address : `${this.address}.${attribute}`;
    const references = [{ address: this.address, attribute }];
    return this.isData
      ? open(at, {
          code: "not-in-input",
          detail: `it depends on \`${label}\`, which is read from AWS`,
          references,
        })
      : open(at, {
          code: "known-after-apply",
          detail: `it depends on \`${label}\`, which is known only after apply`,
          references,
        });
  }

  #hop(name: string, at: Spot): Hop {
    const label = `${this.address}.${name}`;
    return {
      kind: "variable",
      label,
      place: placeOf(at, { ...this.frame, address: undefined }, false),
    };
  }
}

/** `vpc_config[0].cluster_security_group_id`. */
function pathOf(steps: readonly (string | number)[]): string {
  return steps
    .map((step, index) =>
      typeof step === "number" ? `[${String(step)}]` : index === 0 ? step : `.${step}`,
    )
    .join("");
}
