import {
  MapDatum,
  open,
  text,
  type Datum,
  type Nature,
  type ObjectDatum,
  type Open,
  type Spot,
} from "../datum.ts";
import type { Maybe } from "../evaluate/maybe.ts";

/** What is made for a construct when it is synthesised: a resource of a template. */
export interface Made {
  readonly ecosystem: "cloudformation" | "terraform";
  readonly type: string;
  readonly address: string;
  readonly properties: MapDatum;
  readonly at: Spot;
  readonly maybe: Open | undefined;
  readonly construct: Construct;
  /** Whether tags of the scopes around it come to it. */
  readonly taggable: boolean;
}

/** A security group that a construct has, made here or elsewhere. */
export type Group =
  | { readonly kind: "made"; readonly made: Made }
  | { readonly kind: "elsewhere"; readonly id: Datum; readonly construct: Construct };

/** What lets a construct be connected to: its groups, and the port that it listens on. */
export interface Connectable {
  readonly groups: readonly Group[];
  /** There are, or may be, further groups. */
  readonly rest: Open | undefined;
  readonly port: Datum | undefined;
}

/** A tag that is added to, or removed from, all that stands in a scope. */
export interface TagAction {
  readonly kind: "add" | "remove";
  readonly key: Datum;
  readonly value: Datum;
  readonly priority: Datum | undefined;
  readonly include: Datum | undefined;
  readonly exclude: Datum | undefined;
  readonly at: Spot;
  /** It may not happen. */
  readonly maybe: Open | undefined;
}

/** An account, a Region and tags that a stack gives to all that is in it. */
export interface StackParts {
  readonly account: Datum | undefined;
  readonly region: Datum | undefined;
  readonly tags: Datum | undefined;
}

/** A node of the tree that a CDK program builds. */
export class Construct implements Nature {
  readonly label: string;
  readonly path: string;
  readonly scope: Construct | undefined;
  readonly at: Spot;
  readonly tree: Tree;
  readonly maybe: Maybe | undefined;
  readonly children: Construct[] = [];
  readonly made: Made[] = [];
  readonly tagActions: TagAction[] = [];
  stack: StackParts | undefined;
  /** The groups of what can be connected to. */
  connectable: Connectable | undefined;
  /** The security group that it is. */
  group: Group | undefined;
  /** What stands for the subnets of a VPC. */
  subnet: Made | undefined;
  /** Something unknown changes all that stands in it. */
  touched: Open | undefined;
  /** What an escape does to the resources of this construct. */
  onEscape: ((because: Open) => void) | undefined;
  /** Takes assignments to properties, as of an L1 construct. */
  onAssign: ((name: string, value: Datum) => boolean) | undefined;

  constructor(
    tree: Tree,
    scope: Construct | undefined,
    id: string,
    label: string,
    at: Spot,
    maybe: Maybe | undefined,
  ) {
    this.tree = tree;
    this.scope = scope;
    this.label = label;
    this.at = at;
    this.maybe = maybe;
    const above = scope?.path ?? "";
    this.path = above === "" || id === "" ? above + id : `${above}/${id}`;
    scope?.children.push(this);
    if (scope === undefined) tree.roots.push(this);
  }

  escape(because: Open): void {
    if (this.onEscape !== undefined) this.onEscape(because);
    else if (this.stack !== undefined || this.made.length === 0) this.touched ??= because;
  }

  assign(name: string, value: Datum): boolean {
    return this.onAssign?.(name, value) ?? false;
  }

  /** The stack around it, itself included. */
  get ownStack(): Construct | undefined {
    if (this.stack !== undefined) return this;
    let here = this.scope;
    while (here !== undefined && here.stack === undefined) here = here.scope;
    return here;
  }

  /**
   * Makes a resource for this construct.
   *
   * @param below - path below the construct's own, for one of several
   */
  make(
    type: string,
    properties: MapDatum,
    options: {
      readonly below?: string;
      readonly taggable?: boolean;
      readonly at?: Spot;
      readonly ecosystem?: Made["ecosystem"];
    } = {},
  ): Made {
    const path = options.below === undefined ? this.path : `${this.path}/${options.below}`;
    const made: Made = {
      ecosystem: options.ecosystem ?? "cloudformation",
      type,
      address: this.tree.unique(path),
      properties,
      at: options.at ?? this.at,
      maybe: this.maybe?.because,
      construct: this,
      taggable: options.taggable ?? false,
    };
    this.made.push(made);
    this.tree.made.push(made);
    return made;
  }
}

/** What programs are deployed with, as far as a person says it beside them. */
export interface Deployed {
  /** The account that a file deploys to. */
  readonly accountOfFile: (path: string) => string | undefined;
  /** Values of parameters by their names. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** All constructs of a run. */
export class Tree {
  readonly roots: Construct[] = [];
  readonly made: Made[] = [];
  readonly deployed: Deployed;
  readonly #used = new Map<string, number>();

  constructor(deployed: Deployed) {
    this.deployed = deployed;
  }

  /** The account that an expression which asks for it gives, where the configuration tells. */
  accountAt(at: Spot): Datum | undefined {
    const account = this.deployed.accountOfFile(at.source.path);
    return account === undefined ? undefined : text(account, at);
  }

  /** An address that no resource has. */
  unique(path: string): string {
    const count = (this.#used.get(path) ?? 0) + 1;
    this.#used.set(path, count);
    return count === 1 ? path : `${path}#${String(count)}`;
  }
}

/** The construct behind a value; undefined where it is none. */
export function constructOf(value: Datum | undefined): Construct | undefined {
  return value?.kind === "object" && value.nature instanceof Construct ? value.nature : undefined;
}

/** What an expression has that refers to a resource. */
export function refer(made: Made, at: Spot, attribute?: string): Open {
  const label = attribute === undefined ? made.address : `${made.address}.${attribute}`;
  return open(at, `it depends on \`${label}\`, which is known only after deployment`, {
    code: "known-after-apply",
    references: [{ address: made.address, attribute, source: made.at.source }],
    there: true,
  });
}

/** Gives an object its construct. */
export function attach(object: ObjectDatum, construct: Construct): void {
  object.nature = construct;
}

/** Properties without any. */
export function noProperties(at: Spot): MapDatum {
  return new MapDatum([], at);
}
