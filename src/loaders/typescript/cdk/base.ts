import {
  excerpt,
  native,
  nothing,
  ObjectDatum,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { libraryClass, nameFrom, Props, space } from "../library.ts";
import { attach, Construct, constructOf, type Tree } from "./tree.ts";

/** What a class of the CDK does with a new construct. */
export interface ConstructParts {
  readonly make: (object: ObjectDatum, construct: Construct, props: Props, call: Call) => void;
  /** Methods by their names. */
  readonly methods?: ReadonlyMap<
    string,
    (construct: Construct, call: Call, self: ObjectDatum) => Datum
  >;
  /** Other members. */
  readonly member?: (construct: Construct, name: string, at: Spot) => Datum | undefined;
  readonly own?: (name: string, at: Spot) => Datum | undefined;
}

/** A class `X(scope, id, props)` of the CDK. */
export function constructClass(
  tree: Tree,
  label: string,
  at: Spot,
  parts: ConstructParts,
): ClassDatum {
  return libraryClass(label, at, {
    construct: (object, call) => {
      const [scope, id, props] = call.args;
      const construct = newConstruct(tree, object, label, scope, id, call);
      const given = props ?? call.rest;
      parts.make(object, construct, new Props(given, object.at), call);
    },
    member: (object, name, here) => {
      const method = parts.methods?.get(name);
      const construct = constructOf(object);
      if (method !== undefined && construct !== undefined) {
        return native(name, here, (call) => method(construct, call, object));
      }
      const own = construct === undefined ? undefined : parts.member?.(construct, name, here);
      return own ?? commonMember(object, name, here);
    },
    ...(parts.own === undefined ? {} : { own: parts.own }),
  });
}

/** Puts a new construct into the tree. */
export function newConstruct(
  tree: Tree,
  object: ObjectDatum,
  label: string,
  scope: Datum | undefined,
  id: Datum | undefined,
  call: Pick<Call, "machine">,
): Construct {
  const above = constructOf(scope);
  const name = id === undefined ? "" : nameFrom(id);
  const construct = new Construct(tree, above, name, label, object.at, call.machine.maybe);
  attach(object, construct);
  return construct;
}

/** A construct made by another one, as an object of its own. */
export function childOf(
  around: Construct,
  id: string,
  label: string,
  of: ClassDatum,
  at: Spot,
  call: Pick<Call, "machine">,
): { readonly object: ObjectDatum; readonly construct: Construct } {
  const object = new ObjectDatum(of, at, call.machine.maybe);
  const construct = new Construct(around.tree, around, id, label, at, call.machine.maybe);
  attach(object, construct);
  return { object, construct };
}

/** What every construct has. */
export function commonMember(object: ObjectDatum, name: string, at: Spot): Datum | undefined {
  const construct = constructOf(object);
  if (construct === undefined) return undefined;
  switch (name) {
    case "node":
      return nodeOf(object, construct, at);
    case "stack":
      return open(at, `${excerpt(at)} is not known`, { there: true });
    case "toString":
      return native(name, at, () => text(construct.path, at));
    case "region":
    case "account":
    case "partition":
    case "urlSuffix":
    case "stackName":
    case "stackId":
    case "availabilityZones":
    case "env":
      return whereabouts(construct, name, at);
    case "addDependency":
    case "applyRemovalPolicy":
    case "addMetadata":
    case "exportValue":
      return native(name, at, () => nothing(at));
    default:
      return otherMember(construct, name, at);
  }
}

/** A method that is not known: what it does to its arguments is little, to the construct nothing. */
function otherMember(construct: Construct, name: string, at: Spot): Datum {
  const label = `${construct.label}.${name}`;
  const detail = `it depends on \`${label}\` of \`${construct.path}\``;
  const value = open(at, detail, { code: "known-after-apply", there: true });
  const called: ClassDatum = {
    kind: "class",
    name: label,
    parent: undefined,
    at,
    construct: () => undefined,
    call: (call) => {
      loosely(call, `what ${excerpt(call.at)} changes is not known`);
      return open(call.at, detail, { code: "known-after-apply", there: true });
    },
    member: () => undefined,
    own: (_member, here) => ({ ...value, at: here }),
  };
  return called;
}

/**
 * Something of the CDK itself got hold of values: it may grant to roles and open security groups,
 * and neither adds endpoints nor tags.
 */
export function loosely(call: Call, detail: string): void {
  const cause = open(call.at, detail);
  for (const given of call.args) {
    const values =
      given.kind === "map" ? [...given.entries.values()].map((one) => one.value) : [given];
    for (const value of values) {
      for (const one of value.kind === "list" ? value.items : [value]) {
        const construct = constructOf(one);
        if (construct !== undefined && grantable.has(construct.label)) construct.escape(cause);
      }
    }
  }
}

const grantable: ReadonlySet<string> = new Set([
  "aws_iam.Role",
  "aws_iam.User",
  "aws_iam.Group",
  "aws_ec2.SecurityGroup",
]);

function nodeOf(object: ObjectDatum, construct: Construct, at: Spot): Datum {
  return space("node", at, (name, here) => {
    switch (name) {
      case "id":
        return text(construct.path.split("/").at(-1) ?? "", here);
      case "path":
        return text(construct.path, here);
      case "defaultChild":
        return (
          object.fields.get("#default") ??
          open(here, `${excerpt(here)} is not known`, { there: true })
        );
      case "scope":
        return open(here, `${excerpt(here)} is not known`, { there: true });
      case "tryGetContext":
      case "getContext":
        return native(name, here, (call) =>
          open(call.at, `${excerpt(call.at)} is given where the program runs`),
        );
      case "addDependency":
      case "addMetadata":
      case "setContext":
      case "addValidation":
        return native(name, here, () => nothing(here));
      default:
        return undefined;
    }
  });
}

/** The account or Region of the stack around a construct, as far as it is told. */
export function whereabouts(construct: Construct, name: string, at: Spot): Datum {
  const told = construct.ownStack?.stack;
  const value = name === "region" ? told?.region : name === "account" ? told?.account : undefined;
  if (value?.kind === "text") return value;
  const configured = name === "account" ? construct.tree.accountAt(at) : undefined;
  if (configured !== undefined) return configured;
  return open(at, `${excerpt(at)} is known only after deployment`, {
    code: "known-after-apply",
    there: true,
  });
}
