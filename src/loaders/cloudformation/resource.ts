import { partitionOf } from "../../aws/partitions.ts";
import type { Hop, Place } from "../../model/place.ts";
import type { Resource } from "../../model/resource.ts";
import type { MapValue, UnknownValue, Value } from "../../model/value.ts";
import { absentAt, entryOf, plainMap, plainString, withEntries } from "../plain-value.ts";
import type { Env } from "./env.ts";
import { ResolvedMap } from "./resolved.ts";
import type { Stack } from "./stack.ts";
import { listAt, placed, reached, shown, textAt } from "./values.ts";

/**
 * What `Ref` gives where the template says it itself.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const references: ReadonlyMap<string, string> = new Map([
  ["AWS::EKS::Cluster", "Name"],
  ["AWS::IAM::Role", "RoleName"],
  ["AWS::IAM::User", "UserName"],
  ["AWS::IAM::Group", "GroupName"],
]);

/** Types whose tags matter, and to which CloudFormation gives the tags of their stack. */
const tagged: ReadonlySet<string> = new Set([
  "AWS::EKS::Cluster",
  "AWS::EC2::VPCEndpoint",
  "AWS::EC2::SecurityGroup",
]);

/** Holds the tags that a resource has in the end, where its stack has some of its own. */
const allTags = "AllTags";

/** What is made of one entry of a template's resources. */
export interface Declared {
  readonly name: string;
  readonly map: MapValue;
  /** Where its name stands. */
  readonly key: Place;
  readonly env: Env;
  /** The condition that makes it, where that is known to hold. */
  readonly condition: Hop | undefined;
  /** Why it is not known whether it is made. */
  readonly maybe: UnknownValue | undefined;
}

/** A resource of a template, each property worked out when it is asked for. */
export class TemplateResource implements Resource {
  readonly ecosystem = "cloudformation";
  readonly type: string;
  readonly address: string;
  readonly place: Place;
  readonly #declared: Declared;
  readonly #env: Env;
  readonly #stack: Stack;
  #body: Value | undefined;

  constructor(declared: Declared, stack: Stack) {
    const { name, map, key, env, condition } = declared;
    const type = map.get("Type");
    this.type = type.kind === "scalar" ? type.text : "";
    this.address = stack.prefix + name;
    const construct = stack.construct(name) ?? constructIn(map);
    const hops = [construct, condition].filter((hop) => hop !== undefined);
    const via = [...stack.via, ...hops];
    this.#env = { ...env, frame: { address: this.address, via } };
    this.place = placed(key, this.#env.frame);
    this.#declared = declared;
    this.#stack = stack;
  }

  get body(): Value {
    this.#body ??= this.#read();
    return this.#body;
  }

  get account(): Value {
    return this.#told(this.#stack.whereabouts.account);
  }

  get region(): Value {
    return this.#told(this.#stack.whereabouts.region);
  }

  /** Its entry in the template, as written. */
  get written(): MapValue {
    return this.#declared.map;
  }

  /** The template's own environment, with the loops around the resource. */
  get env(): Env {
    return this.#env;
  }

  /** What `Ref` gives, where the template says it. */
  stated(): Value | undefined {
    const property = references.get(this.type);
    const value = property === undefined ? undefined : this.#property(property);
    return value?.kind === "scalar" ? value : undefined;
  }

  /** What an attribute is, where the template says it. */
  attribute(name: string): Value | undefined {
    if (name.startsWith("Outputs.")) return this.#stack.nested(this)?.output(name.slice(8));
    if (name === "Arn") return this.#arn();
    const value = this.#property(name);
    if (value.kind === "scalar") return value;
    if (value.kind !== "unknown") return undefined;
    const own = { address: this.address, attribute: name };
    return value.references.length > 0 ? value : { ...value, references: [own] };
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
  #arn(): Value | undefined {
    const name = this.stated();
    const kind = /^AWS::IAM::(Role|User|Group)$/.exec(this.type)?.[1]?.toLowerCase();
    const { account, region } = this.#stack.whereabouts;
    if (name?.kind !== "scalar" || kind === undefined || account === undefined) return undefined;
    const path = this.#property("Path");
    if (path.kind !== "scalar" && path.kind !== "absent") return undefined;
    const folder = path.kind === "scalar" ? path.text : "/";
    const partition = region === undefined ? "aws" : partitionOf(region);
    return textAt(`arn:${partition}:iam::${account}:${kind}${folder}${name.text}`, name.place);
  }

  #property(name: string): Value {
    const { body } = this;
    return body.kind === "map" ? body.get(name) : body;
  }

  #told(text: string | undefined): Value {
    return text === undefined ? absentAt(this.place) : plainString(text, this.place);
  }

  #read(): Value {
    const { map, maybe } = this.#declared;
    if (maybe !== undefined) return { ...maybe, place: this.place };
    const properties = map.get("Properties");
    const body =
      properties.kind === "map" ? new ResolvedMap(properties, this.#env) : plainMap([], this.place);
    const shared = this.#stack.tags;
    if (shared.length === 0 || !tagged.has(this.type)) return body;
    return withEntries(body, new Map([[allTags, this.#tags(body.get("Tags"))]]));
  }

  /**
   * The tags of the resource and behind them those of the stack, over which they win.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html
   */
  #tags(own: Value): Value {
    const { place } = own.kind === "absent" ? this : own;
    const here = { address: this.address, via: this.place.via };
    const told = (part: string | Value): Value =>
      typeof part === "string" ? textAt(part, this.place) : reached(part, here);
    const added = this.#stack.tags.map(({ key, value }): Value => {
      const stated = told(key);
      return plainMap(
        [
          ["Key", stated],
          ["Value", told(value)],
        ],
        stated.place,
      );
    });
    switch (own.kind) {
      case "absent":
        return listAt(added, place);
      case "list": {
        // A tag whose key is not known may take the place of any of the stack's.
        const open = own.rest ?? own.items.map(keyOf).find((key) => key.kind === "unknown");
        return open?.kind === "unknown"
          ? listAt(own.items, place, open)
          : listAt([...own.items, ...added], place);
      }
      default:
        return own;
    }
  }
}

function keyOf(tag: Value): Value {
  return entryOf(tag, "Key");
}

/** https://docs.aws.amazon.com/cdk/v2/guide/constructs.html */
function constructIn(map: MapValue): Hop | undefined {
  const metadata = map.get("Metadata");
  const path = metadata.kind === "map" ? metadata.get("aws:cdk:path") : undefined;
  return path?.kind === "scalar"
    ? { kind: "construct", label: shown(path.text), place: undefined }
    : undefined;
}
