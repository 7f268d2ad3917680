import type { Notification } from "../../model/notification.ts";
import type { Hop, Place } from "../../model/place.ts";
import type { MapValue, UnknownValue, Value } from "../../model/value.ts";
import type { Work } from "../terraform/source/work.ts";
import { truthOf, type Truth } from "./conditions.ts";
import type { Env } from "./env.ts";
import type { FileResult, Files } from "./files.ts";
import { because } from "./functions/if.ts";
import { expandedEntries } from "./functions/for-each.ts";
import { childOf, type Child } from "./nested.ts";
import { parameterValue, allowedIn } from "./parameters.ts";
import { resolve } from "./resolve.ts";
import { TemplateResource } from "./resource.ts";
import type { Template } from "./template.ts";
import { placed, shown, unknown, type Frame } from "./values.ts";

/** A tag that whoever deploys a stack gives to all of it. */
export interface StackTag {
  readonly key: string | Value;
  /** A text, as the key, where no template of the run says it. */
  readonly value: string | Value;
}

/** Where a stack is deployed, as far as the input tells. */
export interface StackWhereabouts {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly stackName: string | undefined;
}

/** A condition of a template of which it is not known whether it holds. */
export interface OpenCondition {
  readonly path: string;
  readonly name: string;
}

/** A condition that is taken to hold, or not to hold. */
export interface Assumption extends OpenCondition {
  readonly holds: boolean;
}

/** What a stack is deployed with, beside its template. */
export interface Deployment {
  readonly whereabouts: StackWhereabouts;
  readonly tags: readonly StackTag[];
  /** A condition that is not worked out. */
  readonly assumption: Assumption | undefined;
  /** Values of parameters, worked out. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** `Network/` for what the nested stack `Network` makes; empty for a stack of its own. */
  readonly prefix: string;
  readonly via: readonly Hop[];
  /** The construct that makes the resource of a name. */
  readonly construct: (name: string) => Hop | undefined;
  /** What other templates of the run export. */
  readonly exported: (name: string) => readonly Value[];
  readonly files: Files;
  readonly work: Work;
  /** The stacks around this one, innermost last. */
  readonly outer: readonly Template[];
}

/** An output that other stacks may import. */
export interface Export {
  readonly name: string;
  /** What it says, worked out when it is asked for. */
  readonly value: () => Value | undefined;
}

/** A template with what it is deployed with: each name is worked out once, when it is asked for. */
export class Stack {
  readonly template: Template;
  readonly work: Work;
  readonly notifications: Notification[] = [];
  readonly #deployment: Deployment;
  readonly #env: Env;
  readonly #parameters = new Map<string, Value | undefined>();
  readonly #conditions = new Map<string, Truth>();
  readonly #outputs = new Map<string, Value | undefined>();
  readonly #nested = new Map<TemplateResource, Child>();
  #resources: ReadonlyMap<string, TemplateResource> | undefined;

  constructor(template: Template, deployment: Deployment) {
    this.template = template;
    this.work = deployment.work;
    this.#deployment = deployment;
    const frame: Frame = { address: undefined, via: deployment.via };
    this.#env = { stack: this, frame, bound: undefined };
  }

  /** What the stack is deployed with. */
  get deployment(): Deployment {
    return this.#deployment;
  }

  get prefix(): string {
    return this.#deployment.prefix;
  }

  get via(): readonly Hop[] {
    return this.#deployment.via;
  }

  get whereabouts(): StackWhereabouts {
    return this.#deployment.whereabouts;
  }

  get tags(): readonly StackTag[] {
    return this.#deployment.tags;
  }

  /** The construct that makes the resource of a name, where the assembly tells it. */
  construct(name: string): Hop | undefined {
    return this.#deployment.construct(name);
  }

  exported(name: string): readonly Value[] {
    return this.#deployment.exported(name);
  }

  /** A file that the template names, as seen from it. */
  file(location: string): FileResult {
    return this.#deployment.files.read(location, this.template.source.path);
  }

  /** A parameter's value; undefined where there is none of the name. */
  parameter(name: string): Value | undefined {
    return once(this.#parameters, name, () => {
      const declared = this.template.entry("Parameters", name);
      if (declared === undefined) return undefined;
      return parameterValue(name, declared, this.#deployment.parameters.get(name), this.#env);
    });
  }

  /** What a parameter may be; undefined where anything. */
  allowedValues(name: string): readonly string[] | undefined {
    const declared = this.template.entry("Parameters", name);
    return declared === undefined ? undefined : allowedIn(declared);
  }

  mapping(name: string): MapValue | undefined {
    return this.template.entry("Mappings", name);
  }

  /** Whether a condition holds, or why that is not known. */
  condition(name: string): Truth {
    const { assumption } = this.#deployment;
    if (assumption?.name === name && assumption.path === this.template.source.path) {
      return assumption.holds;
    }
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const section = this.template.section("Conditions");
    const written = section?.get(name);
    const place = placed(written?.place ?? this.template.root.place, this.#env.frame);
    if (section === undefined || written === undefined || written.kind === "absent") {
      const detail = `there is no condition \`${shown(name)}\``;
      return unknown(place, "unresolved-reference", detail);
    }
    const circle = `the condition \`${shown(name)}\` needs itself`;
    this.#conditions.set(name, unknown(place, "malformed", circle));
    const truth = truthOf(written, this.#env);
    this.#conditions.set(name, truth);
    return truth;
  }

  /** The conditions that were asked for and are not known, those of nested stacks included. */
  get openConditions(): readonly OpenCondition[] {
    return this.stacks().flatMap((stack) => stack.#open);
  }

  get #open(): readonly OpenCondition[] {
    const { path } = this.template.source;
    return [...this.#conditions].flatMap(([name, truth]) =>
      typeof truth === "boolean" ? [] : [{ path, name }],
    );
  }

  /** A resource; undefined where the template makes none of the name. */
  resource(name: string): TemplateResource | undefined {
    return this.#made.get(name);
  }

  /** The resources of the stack alone. */
  get own(): readonly TemplateResource[] {
    return [...this.#made.values()];
  }

  /** The resources of the stack and of those nested in it. */
  resources(): readonly TemplateResource[] {
    return [...this.#made.values()].flatMap((resource) => [
      resource,
      ...(this.nested(resource)?.resources() ?? []),
    ]);
  }

  /** The stack that a resource makes; undefined where it makes none, or its template is not at hand. */
  nested(resource: TemplateResource): Stack | undefined {
    let child = this.#nested.get(resource);
    if (child === undefined) {
      this.#nested.set(resource, { stack: undefined });
      child = childOf(resource, this);
      this.#nested.set(resource, child);
      if (child.notification !== undefined) this.notifications.push(child.notification);
    }
    return child.stack;
  }

  /** The stack, and those nested in it as far as they were asked for. */
  stacks(): readonly Stack[] {
    const nested = [...this.#nested.values()].flatMap(({ stack }) => stack?.stacks() ?? []);
    return [this, ...nested];
  }

  /** What an output says; undefined where there is none of the name. */
  output(name: string): Value | undefined {
    return once(this.#outputs, name, () => {
      const output = this.template.entry("Outputs", name);
      return output === undefined ? undefined : resolve(output.get("Value"), this.#env);
    });
  }

  /** The outputs that are exported under a known name. */
  exports(): readonly Export[] {
    const outputs = this.template.section("Outputs");
    if (outputs === undefined) return [];
    return outputs.keys().flatMap((key): readonly Export[] => {
      const exported = this.template.entry("Outputs", key)?.get("Export");
      if (exported?.kind !== "map") return [];
      const name = resolve(exported.get("Name"), this.#env);
      return name.kind === "scalar" ? [{ name: name.text, value: () => this.output(key) }] : [];
    });
  }

  get #made(): ReadonlyMap<string, TemplateResource> {
    this.#resources ??= this.#make();
    return this.#resources;
  }

  #make(): ReadonlyMap<string, TemplateResource> {
    const made = new Map<string, TemplateResource>();
    const section = this.template.section("Resources");
    if (section === undefined) return made;
    const { entries, rest } = expandedEntries(section, this.#env);
    if (rest !== undefined) this.notifications.push(notMade(rest));
    for (const [name, { key, value, bound }] of entries) {
      if (value.kind !== "map") continue;
      const env = { ...this.#env, bound };
      const existence = this.#existence(value, key);
      if (existence === undefined) continue;
      made.set(name, new TemplateResource({ name, map: value, key, env, ...existence }, this));
    }
    return made;
  }

  /** @returns undefined where the resource is not made */
  #existence(
    map: MapValue,
    key: Place,
  ): Pick<ConstructorParameters<typeof TemplateResource>[0], "condition" | "maybe"> | undefined {
    const stated = map.get("Condition");
    if (stated.kind !== "scalar") return { condition: undefined, maybe: undefined };
    const truth = this.condition(stated.text);
    if (truth === false) return undefined;
    if (truth !== true) {
      const cause = because(stated.text, truth, placed(key, this.#env.frame));
      const detail = `it is not known whether it exists: ${cause.reason.detail}`;
      return { condition: undefined, maybe: { ...cause, reason: { ...cause.reason, detail } } };
    }
    const place = placed(stated.place, this.#env.frame);
    const condition: Hop = { kind: "condition", label: `${shown(stated.text)} is true`, place };
    return { condition, maybe: undefined };
  }
}

/** Resources that loops and macros make, and that are not at hand, must not go unsaid. */
function notMade({ reason: { code, detail }, place }: UnknownValue): Notification {
  const level = code === "too-large" || code === "malformed" ? "error" : "warning";
  return {
    level,
    code: code === "too-large" ? "too-large" : "template-not-read",
    message: `${detail}, so resources of the template are not judged`,
    path: place.source.path,
    place,
  };
}

function once<T>(
  made: Map<string, T | undefined>,
  name: string,
  make: () => T | undefined,
): T | undefined {
  if (!made.has(name)) {
    made.set(name, undefined);
    made.set(name, make());
  }
  return made.get(name);
}
