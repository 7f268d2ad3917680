import {
  excerpt,
  ListDatum,
  MapDatum,
  native,
  nothing,
  ObjectDatum,
  open,
  type ClassDatum,
  type Datum,
  type Entry,
  type Spot,
} from "../datum.ts";
import { textOf } from "../evaluate/operators.ts";
import { libraryClass } from "../library.ts";
import { constructClass } from "./base.ts";
import { refer, type Made, type Tree } from "./tree.ts";

/** Properties that hold a document of somebody else's keys. */
const documents: ReadonlySet<string> = new Set([
  "PolicyDocument",
  "AssumeRolePolicyDocument",
  "Content",
]);

/** Types of L1 constructs that tags of the scopes around them come to. */
const taggable: ReadonlySet<string> = new Set(["AWS::EKS::Cluster", "AWS::EC2::VPCEndpoint"]);

/** Deeper than this no property of a resource lies. */
const deepest = 20;

/** Properties as CloudFormation spells them: `subnetIds` is `SubnetIds`. */
function spelled(value: Datum, depth = 0): Datum {
  if (depth > deepest) return value;
  if (value.kind === "list") {
    return new ListDatum(
      value.items.map((item) => spelled(item, depth + 1)),
      value.at,
      value.rest,
    );
  }
  return value.kind === "map" ? spelledMap(value, depth) : value;
}

function spelledMap(value: MapDatum, depth: number): MapDatum {
  const entries = new Map<string, Entry>();
  for (const [key, entry] of value.entries) {
    const name = pascal(key);
    const own = documents.has(name) ? entry.value : spelled(entry.value, depth + 1);
    entries.set(name, { key: entry.key, value: own });
  }
  return new MapDatum(entries, value.at, value.rest, value.born);
}

function pascal(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/**
 * An L1 construct, which is a resource: its properties are those of the resource type.
 * https://docs.aws.amazon.com/cdk/v2/guide/cfn_layer.html
 *
 * @param type - `AWS::EKS::Cluster`; undefined for `CfnResource`, which is given it
 */
export function cfnResourceClass(tree: Tree, type: string | undefined, at: Spot): ClassDatum {
  const label = type ?? "CfnResource";
  return constructClass(tree, label, at, {
    make: (object, construct, props, call) => {
      const given = type === undefined ? props.get("properties") : (call.args[2] ?? call.rest);
      const stated = type ?? textOf(props.get("type") ?? nothing(at)) ?? "?";
      const properties =
        given?.kind === "map"
          ? type === undefined
            ? given
            : spelledMap(given, 0)
          : new MapDatum([], object.at, given?.kind === "open" ? given : undefined);
      const made = construct.make(stated, properties, { taggable: taggable.has(stated) });
      construct.onEscape = (cause) => {
        made.properties.rest ??= cause;
      };
      construct.onAssign = (name, value) => {
        properties.entries.set(pascal(name), { key: value.at, value: spelled(value) });
        return true;
      };
    },
    methods: new Map([
      ["getAtt", (construct, call) => attributeOf(construct.made[0], call.args[0], call.at)],
      [
        "addPropertyOverride",
        (construct, call) => override(construct.made[0], call.args, call.at, false),
      ],
      ["addOverride", (construct, call) => override(construct.made[0], call.args, call.at, true)],
      [
        "addPropertyDeletionOverride",
        (construct, call) =>
          override(construct.made[0], [...call.args, nothing(call.at)], call.at, false),
      ],
      [
        "addDeletionOverride",
        (construct, call) =>
          override(construct.made[0], [...call.args, nothing(call.at)], call.at, true),
      ],
    ]),
    member: (construct, name, here) => {
      const [made] = construct.made;
      if (made === undefined) return undefined;
      if (name === "ref") return refer(made, here);
      return name.startsWith("attr") ? refer(made, here, name.slice(4)) : undefined;
    },
  });
}

/** A member such as `attrGroupId` or `attrArn` of an L1 construct. */
export function attributeOf(made: Made | undefined, name: Datum | undefined, at: Spot): Datum {
  const attribute = name === undefined ? undefined : textOf(name);
  if (made === undefined) return open(at, "the attribute is not known");
  return refer(made, at, attribute);
}

/** `addPropertyOverride("A.B", value)` */
export function override(
  made: Made | undefined,
  args: readonly Datum[],
  at: Spot,
  whole: boolean,
): Datum {
  const [path, value] = args;
  if (made === undefined) return nothing(at);
  const written = path === undefined ? undefined : textOf(path);
  const steps = written?.split(".") ?? [];
  const own = whole && steps[0] === "Properties" ? steps.slice(1) : whole ? [] : steps;
  const last = own.at(-1);
  if (written === undefined || (last === undefined && !whole)) {
    made.properties.rest ??= open(at, "which property is overridden is not known");
    return nothing(at);
  }
  if (last === undefined || value === undefined) return nothing(at);
  let here = made.properties;
  for (const step of own.slice(0, -1)) {
    const inner = here.entries.get(step)?.value;
    if (inner?.kind === "map") here = inner;
    else {
      const next = new MapDatum([], at, inner?.kind === "open" ? inner : undefined);
      here.entries.set(step, { key: at, value: next });
      here = next;
    }
  }
  if (value.kind === "nothing") here.entries.delete(last);
  else here.entries.set(last, { key: path?.at ?? at, value });
  return nothing(at);
}

/** The L1 construct inside of an L2 construct: `construct.node.defaultChild`. */
export function defaultChild(made: Made, at: Spot): Datum {
  const methods: ReadonlyMap<string, (args: readonly Datum[], here: Spot) => Datum> = new Map([
    [
      "addPropertyOverride",
      (args: readonly Datum[], here: Spot) => override(made, args, here, false),
    ],
    ["addOverride", (args: readonly Datum[], here: Spot) => override(made, args, here, true)],
    [
      "addPropertyDeletionOverride",
      (args: readonly Datum[], here: Spot) => override(made, [...args, nothing(here)], here, false),
    ],
  ]);
  const of = libraryClass("an L1 construct", at, {
    construct: () => undefined,
    member: (_object, name, here) => {
      const method = methods.get(name);
      if (method !== undefined) return native(name, here, (call) => method(call.args, call.at));
      if (name === "ref") return refer(made, here);
      if (name.startsWith("attr")) return refer(made, here, name.slice(4));
      return open(here, `${excerpt(here)} is not known`);
    },
  });
  const object = new ObjectDatum(of, at);
  object.nature = {
    label: made.type,
    escape: (cause) => {
      made.properties.rest ??= cause;
    },
    assign: (name, value) => {
      made.properties.entries.set(pascal(name), { key: value.at, value: spelled(value) });
      return true;
    },
  };
  return object;
}

/** Arguments of `@pulumi/aws-native`, which are CloudFormation's properties in camel case. */
export function spelledArguments(given: Datum | undefined, at: Spot): MapDatum {
  if (given?.kind === "map") return spelledMap(given, 0);
  return new MapDatum([], at, given?.kind === "open" ? given : undefined);
}
