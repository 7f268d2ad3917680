import type { Notification } from "../../model/notification.ts";
import type { Place, Source } from "../../model/place.ts";
import type { IgnoredChange, LoadedDocument, Resource } from "../../model/resource.ts";
import type { MapValue, Value } from "../../model/value.ts";
import {
  absentAt,
  entryOf,
  itemsOf,
  plainMap,
  textOf,
  unknownAt,
  withEntries,
} from "../plain-value.ts";
import { classicTypes, ignoredAttribute, nativeType } from "../typescript/pulumi/types.ts";
import { partsOf } from "./expression.ts";
import { Program, type Named, type Spelling } from "./program.ts";

/** What AWS or Pulumi makes up where the program leaves it out. */
const generated = ["id", "arn", "name"];

/**
 * Reads a Pulumi program in YAML. Resources of `@pulumi/aws` come out as those of the Terraform
 * provider, which they are made from, and those of `@pulumi/aws-native` as CloudFormation's.
 * https://www.pulumi.com/docs/iac/languages-sdks/yaml/
 *
 * @param source - the text
 * @param value - its document
 * @returns undefined where the text is no such program
 */
export function loadProgram(source: Source, value: Value): LoadedDocument | undefined {
  if (value.kind !== "map" || value.get("runtime").kind === "absent") return undefined;
  const runtime = value.get("runtime");
  const name = textOf(runtime.kind === "map" ? runtime.get("name") : runtime);
  const section = value.get("resources");
  if (name !== "yaml" || section.kind === "absent") return undefined;
  const notifications: Notification[] = [];
  const wrong = (message: string, { place }: Value): void => {
    notifications.push({
      level: "error",
      code: "malformed-program",
      message,
      path: source.path,
      place,
    });
  };
  if (section.kind !== "map") wrong("`resources` is not an object", section);
  const named = new Map<
    string,
    Named & { readonly type: string; readonly entry: MapValue; readonly key: Place }
  >();
  for (const key of section.kind === "map" ? section.keys() : []) {
    const entry = entryOf(section, key);
    const token = textOf(entryOf(entry, "type"));
    if (entry.kind !== "map" || token === undefined) {
      wrong(`the resource \`${key.slice(0, 60)}\` has no \`type\``, entry);
      continue;
    }
    const { type, spelling } = typeOf(token);
    const address = `${type}.${key}`;
    const place =
      entryOf(section, key).kind === "map" && section.kind === "map"
        ? section.keyPlace(key)
        : entry.place;
    named.set(key, {
      type,
      spelling,
      address,
      properties: entry.get("properties"),
      entry,
      key: place,
    });
  }
  const program = new Program(value, named);
  const fallback = configuredProvider(value);
  const resources = [...named.values()].map(
    (one): Resource => new ProgramResource(one, program, providerOf(one.entry, named, fallback)),
  );
  return { source, format: "pulumi-yaml", standing: "declared", resources, notifications };
}

/** `aws:eks:Cluster` and `aws:eks/cluster:Cluster` are the same type. */
function typeOf(token: string): { readonly type: string; readonly spelling: Spelling } {
  const [library = "", module = "", name = ""] = token.split(":");
  const [service = ""] = module.split("/", 1);
  if (library === "aws-native") {
    return { type: nativeType(service, name) ?? token, spelling: "as-written" };
  }
  const type = library === "aws" ? classicTypes.get(`${service}.${name}`) : undefined;
  return { type: type ?? token, spelling: "terraform" };
}

/** The properties of the provider that makes a resource; `fallback` are those of the standard one. */
function providerOf(
  entry: MapValue,
  all: ReadonlyMap<string, { readonly type: string; readonly entry: MapValue }>,
  fallback: Value | undefined,
): Value | undefined {
  const stated = textOf(entryOf(entry.get("options"), "provider"));
  const [part] = stated === undefined ? [] : partsOf(stated);
  if (part?.kind === "reference") return all.get(part.name)?.entry.get("properties");
  for (const { type, entry: other } of all.values()) {
    const standard = textOf(other.get("defaultProvider")) === "true";
    if (type === "pulumi:providers:aws" && standard) return other.get("properties");
  }
  return fallback;
}

/**
 * What the project's configuration gives the provider that no resource makes.
 * https://www.pulumi.com/docs/iac/concepts/projects/project-file/
 * https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
function configuredProvider(program: MapValue): Value | undefined {
  for (const section of ["config", "configuration"]) {
    const given = program.get(section);
    const stated = ["region", "defaultTags"].flatMap((name): (readonly [string, Value])[] => {
      const entry = entryOf(given, `aws:${name}`);
      const value = entryOf(entry, "value");
      const told = value.kind === "absent" ? entry : value;
      return told.kind === "absent" ? [] : [[name, told]];
    });
    if (stated.length > 0) return plainMap(stated, given.place);
  }
  return undefined;
}

class ProgramResource implements Resource {
  readonly ecosystem: Resource["ecosystem"];
  readonly type: string;
  readonly address: string;
  readonly place: Place;
  readonly #named: Named;
  readonly #program: Program;
  readonly #provider: Value | undefined;
  readonly #options: Value;
  #body: Value | undefined;

  constructor(
    named: Named & { readonly type: string; readonly entry: MapValue; readonly key: Place },
    program: Program,
    provider: Value | undefined,
  ) {
    this.ecosystem = named.spelling === "terraform" ? "terraform" : "cloudformation";
    this.type = named.type;
    this.address = named.address;
    this.place = { ...named.key, address: named.address };
    this.#named = named;
    this.#program = program;
    this.#provider = provider;
    this.#options = named.entry.get("options");
  }

  get body(): Value {
    this.#body ??= this.#read();
    return this.#body;
  }

  get account(): Value {
    return absentAt(this.place);
  }

  /** https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/ */
  get ignoredChanges(): readonly IgnoredChange[] {
    const stated = entryOf(this.#options, "ignoreChanges");
    return itemsOf(stated).flatMap((item): readonly IgnoredChange[] =>
      item.kind === "scalar"
        ? [
            {
              attribute: ignoredAttribute(item.text),
              place: { ...item.place, address: this.address },
            },
          ]
        : [],
    );
  }

  get region(): Value {
    if (this.#provider === undefined) return absentAt(this.place);
    return this.#program.resolve(entryOf(this.#provider, "region"), this.address, "as-written");
  }

  #read(): Value {
    const { properties, spelling } = this.#named;
    const given =
      properties.kind === "map"
        ? this.#program.resolve(properties, this.address, spelling)
        : plainMap([], this.place);
    if (given.kind !== "map") return given;
    if (spelling === "as-written") return capitalised(given);
    const made = new Map<string, Value>();
    for (const key of generated) {
      if (given.get(key).kind !== "absent") continue;
      made.set(
        key,
        unknownAt("known-after-apply", "its value is known only after deployment", this.place),
      );
    }
    const tags = this.#allTags(given.get("tags"));
    if (tags !== undefined) made.set("tags_all", tags);
    return withEntries(given, made);
  }

  /** The tags with those of the provider. */
  #allTags(own: Value): Value | undefined {
    if (this.#provider === undefined || own.kind === "unknown") return undefined;
    const added = entryOf(entryOf(this.#provider, "defaultTags"), "tags");
    if (added.kind !== "map") return undefined;
    const shared = this.#program.resolve(added, this.address, "as-written");
    if (shared.kind !== "map") return shared;
    const mine = own.kind === "map" ? own.keys().map((key) => [key, own.get(key)] as const) : [];
    return withEntries(shared, new Map(mine));
  }
}

/** CloudFormation's names start with a capital letter. */
function capitalised(value: Value, depth = 0): Value {
  if (depth > 20) return value;
  if (value.kind === "list") {
    return { ...value, items: value.items.map((item) => capitalised(item, depth + 1)) };
  }
  if (value.kind !== "map") return value;
  return plainMap(
    value.keys().map((key) => {
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      const inner = value.get(key);
      return [name, verbatimNative.has(name) ? inner : capitalised(inner, depth + 1)] as const;
    }),
    value.place,
  );
}

const verbatimNative: ReadonlySet<string> = new Set([
  "PolicyDocument",
  "AssumeRolePolicyDocument",
  "Content",
]);
