import {
  because,
  excerpt,
  ListDatum,
  MapDatum,
  native,
  ObjectDatum,
  open,
  type Call,
  type ClassDatum,
  type Datum,
  type Entry,
  type Spot,
} from "../datum.ts";
import { libraryClass, nameFrom, Props } from "../library.ts";
import { PulumiResource, refer, resourceOf, type Provider, type Stack } from "./state.ts";
import { terraformName } from "./types.ts";

/** Attributes that AWS or Pulumi makes up where the program leaves them out. */
const generated = ["id", "arn", "name"] as const;

/** Arguments whose keys are somebody else's. */
const verbatim: ReadonlySet<string> = new Set([
  "tags",
  "policy",
  "content",
  "configurationValues",
  "assume_role_policy",
  "assumeRolePolicy",
]);

/** Deeper than this no argument of a resource lies. */
const deepest = 20;

/** Arguments as the Terraform provider spells them. */
export function terraformArguments(given: Datum | undefined, at: Spot): MapDatum {
  if (given?.kind === "map") return renamed(given, 0);
  if (given === undefined || given.kind === "nothing") return new MapDatum([], at);
  const cause =
    given.kind === "open" ? given : open(given.at, `${excerpt(given.at)} cannot be read`);
  return new MapDatum([], at, because(given.at, cause));
}

function renamed(map: MapDatum, depth: number): MapDatum {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of map.entries) {
    const value = verbatim.has(key) ? entry.value : inner(entry.value, depth + 1);
    entries.set(terraformName(key), { key: entry.key, value });
  }
  return new MapDatum(entries, map.at, map.rest, map.born);
}

function inner(value: Datum, depth: number): Datum {
  if (depth > deepest) return value;
  if (value.kind === "map") return renamed(value, depth);
  if (value.kind !== "list") return value;
  return new ListDatum(
    value.items.map((item) => inner(item, depth + 1)),
    value.at,
    value.rest,
  );
}

/** The provider that the options of a resource name, or that its parent has. */
export function providerOf(options: Datum | undefined, at: Spot): Provider {
  if (options?.kind === "open") return { kind: "unknown", because: because(at, options) };
  const props = new Props(options, at);
  const own = props.get("provider");
  if (own?.kind === "object") return { kind: "made", object: own };
  if (own !== undefined) {
    const why = own.kind === "open" ? own : open(own.at, `${excerpt(own.at)} is not known`);
    return { kind: "unknown", because: why };
  }
  const parent = props.get("parent");
  const inherited = parent?.kind === "object" ? providers.get(parent) : undefined;
  return inherited?.() ?? { kind: "default" };
}

/** The provider of what has been made, for what it is the parent of. */
const providers = {
  get: (parent: ObjectDatum): (() => Provider) | undefined => {
    const options = parent.fields.get("#options");
    const resource = resourceOf(parent);
    if (resource !== undefined) return () => resource.provider;
    return options === undefined ? undefined : () => providerOf(options, parent.at);
  },
};

/** Makes a resource of the Terraform provider's vocabulary and what its object has. */
export function makeResource(
  stack: Stack,
  object: ObjectDatum,
  type: string,
  name: Datum | undefined,
  properties: MapDatum,
  options: Datum | undefined,
  call: Pick<Call, "machine">,
): PulumiResource {
  const resource = new PulumiResource({
    ecosystem: "terraform",
    type,
    address: stack.unique(`${type}.${nameFrom(name)}`),
    properties,
    at: object.at,
    maybe: call.machine.maybe,
    provider: providerOf(options, object.at),
    ignored: new Props(options, object.at).get("ignoreChanges"),
    lookedUp: type.startsWith("data."),
  });
  for (const key of generated) {
    if (properties.entries.has(key) || properties.rest !== undefined) continue;
    const value = open(object.at, "its value is known only after deployment", {
      code: "known-after-apply",
    });
    properties.entries.set(key, { key: object.at, value });
  }
  stack.resources.push(resource);
  object.nature = resource;
  return resource;
}

/** `new aws.ec2.Vpc(name, args, opts)` */
export function resourceClass(stack: Stack, type: string, at: Spot): ClassDatum {
  const made: ClassDatum = libraryClass(type, at, {
    construct: (object, call) => {
      const [name, args, options] = call.args;
      const properties = terraformArguments(args ?? call.rest, object.at);
      makeResource(stack, object, type, name, properties, options ?? call.rest, call);
    },
    member: (object, member, here) => outputOf(object, member, here),
    own: (member, here) =>
      member === "get"
        ? native(member, here, (call) => {
            const object = new ObjectDatum(made, call.at, call.machine.maybe);
            const [name, id] = call.args;
            const properties = new MapDatum([], call.at);
            if (id !== undefined) properties.entries.set("id", { key: id.at, value: id });
            makeResource(stack, object, `data.${type}`, name, properties, call.args[3], call);
            return object;
          })
        : undefined,
  });
  return made;
}

/** An output: what the program states, else what is known after deployment. */
export function outputOf(object: ObjectDatum, name: string, at: Spot): Datum | undefined {
  const resource = resourceOf(object);
  if (resource === undefined) return undefined;
  const key = resource.ecosystem === "terraform" ? terraformName(name) : name;
  const stated = resource.properties.entries.get(key)?.value;
  const isKnown = stated !== undefined && stated.kind !== "open" && stated.kind !== "nothing";
  return isKnown ? stated : refer(resource, key, at);
}
