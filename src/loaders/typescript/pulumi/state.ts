import type { MapDatum } from "../datum.ts";
import { open, type Datum, type Nature, type ObjectDatum, type Open, type Spot } from "../datum.ts";
import type { Maybe } from "../evaluate/maybe.ts";

/** A resource that a Pulumi program makes or looks up. */
export class PulumiResource implements Nature {
  readonly ecosystem: "terraform" | "cloudformation";
  readonly type: string;
  readonly address: string;
  readonly properties: MapDatum;
  readonly at: Spot;
  readonly maybe: Maybe | undefined;
  readonly provider: Provider;
  /** The option `ignoreChanges`. */
  readonly ignored: Datum | undefined;
  /** What the resource is looked up by; it is made elsewhere. */
  readonly lookedUp: boolean;

  constructor(parts: {
    readonly ecosystem: "terraform" | "cloudformation";
    readonly type: string;
    readonly address: string;
    readonly properties: MapDatum;
    readonly at: Spot;
    readonly maybe: Maybe | undefined;
    readonly provider: Provider;
    readonly ignored?: Datum | undefined;
    readonly lookedUp?: boolean;
  }) {
    this.ecosystem = parts.ecosystem;
    this.type = parts.type;
    this.address = parts.address;
    this.properties = parts.properties;
    this.at = parts.at;
    this.maybe = parts.maybe;
    this.provider = parts.provider;
    this.ignored = parts.ignored;
    this.lookedUp = parts.lookedUp ?? false;
  }

  get label(): string {
    return this.type;
  }

  /** The arguments of a resource do not change once it is made; what is added to a VPC may. */
  escape(): void {
    return;
  }
}

/** What a provider gives to its resources. */
export type Provider =
  | { readonly kind: "default" }
  | { readonly kind: "unknown"; readonly because: Open }
  | { readonly kind: "made"; readonly object: ObjectDatum };

/** What is told of programs beside them, by the path of a file. */
export interface Told {
  /** The account that it deploys to, where the configuration tells it. */
  readonly accountOfFile: (path: string) => string | undefined;
  /** The name of its project. */
  readonly projectOfFile: (path: string) => string | undefined;
}

/** All resources of a run. */
export class Stack {
  readonly resources: PulumiResource[] = [];
  readonly told: Told;
  /** Something unknown changes the arguments of all resources. */
  transformed: Open | undefined;
  readonly #used = new Map<string, number>();

  constructor(told: Told) {
    this.told = told;
  }

  /** An address that no resource has. */
  unique(address: string): string {
    const count = (this.#used.get(address) ?? 0) + 1;
    this.#used.set(address, count);
    return count === 1 ? address : `${address}#${String(count)}`;
  }
}

/** What an expression has that refers to an attribute of a resource. */
export function refer(resource: PulumiResource, attribute: string, at: Spot): Open {
  const label = `${resource.address}.${attribute}`;
  const references = [{ address: resource.address, attribute, source: resource.at.source }];
  return resource.lookedUp
    ? open(at, `it depends on \`${label}\`, which is read from AWS`, {
        code: "not-in-input",
        references,
        there: true,
      })
    : open(at, `it depends on \`${label}\`, which is known only after deployment`, {
        code: "known-after-apply",
        references,
        there: true,
      });
}

/** The resource behind a value; undefined where it is none. */
export function resourceOf(value: Datum | undefined): PulumiResource | undefined {
  return value?.kind === "object" && value.nature instanceof PulumiResource
    ? value.nature
    : undefined;
}
