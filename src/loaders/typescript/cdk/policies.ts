import {
  excerpt,
  MapDatum,
  native,
  nothing,
  ObjectDatum,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Entry,
  type Open,
  type Spot,
} from "../datum.ts";
import { add, itemsIn, libraryClass, listAt, put, Props, statics } from "../library.ts";
import { principalEntries } from "./policy-principals.ts";

/** Names of a statement's properties in the CDK and in the policy language. */
const statementKeys: ReadonlyMap<string, string> = new Map([
  ["sid", "Sid"],
  ["effect", "Effect"],
  ["actions", "Action"],
  ["notActions", "NotAction"],
  ["resources", "Resource"],
  ["notResources", "NotResource"],
  ["conditions", "Condition"],
]);

/** Methods that add to a list of the statement. */
const adders: ReadonlyMap<string, string> = new Map([
  ["addActions", "Action"],
  ["addNotActions", "NotAction"],
  ["addResources", "Resource"],
  ["addNotResources", "NotResource"],
]);

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyStatement.html */
export function statementClass(at: Spot): ClassDatum {
  const made: ClassDatum = libraryClass("PolicyStatement", at, {
    construct: (object, call) => {
      const props = new Props(call.args[0] ?? call.rest, object.at);
      const statement = new MapDatum([], object.at, undefined, object.born);
      statement.entries.set("Effect", { key: object.at, value: text("Allow", object.at) });
      for (const [from, to] of statementKeys) {
        const value = props.get(from);
        if (value !== undefined) statement.entries.set(to, { key: props.keyAt(from), value });
      }
      for (const [from, to] of [
        ["principals", "Principal"],
        ["notPrincipals", "NotPrincipal"],
      ] as const) {
        const given = props.get(from);
        if (given !== undefined) addPrincipals(statement, to, itemsIn(given), props.keyAt(from));
      }
      hold(object, statement);
    },
    member: (object, name, here) => statementMember(object, name, here),
    own: statics(new Map([["fromJson", (call: Call) => wrapped(made, call)]])),
  });
  return made;
}

function wrapped(of: ClassDatum, call: Call): Datum {
  const [given] = call.args;
  const object = new ObjectDatum(of, call.at, call.machine.maybe);
  hold(object, given?.kind === "map" ? given : new MapDatum([], call.at, unread(given, call)));
  return object;
}

function unread(given: Datum | undefined, call: Call): Open {
  return given?.kind === "open" ? given : open(call.at, `${excerpt(call.at)} cannot be read`);
}

/** Gives an object the plain value that it stands for. */
function hold(object: ObjectDatum, value: MapDatum): void {
  object.nature = {
    label: object.class.name,
    escape: (because) => {
      value.rest ??= because;
    },
    plain: () => value,
  };
}

/** The plain value that an object stands for. */
function heldBy(object: ObjectDatum): MapDatum | undefined {
  const plain = object.nature?.plain?.();
  return plain?.kind === "map" ? plain : undefined;
}

function statementMember(object: ObjectDatum, name: string, at: Spot): Datum | undefined {
  const statement = heldBy(object);
  if (statement === undefined) return undefined;
  const key = adders.get(name);
  return native(name, at, (call) => {
    const { machine, args } = call;
    if (key !== undefined) {
      const to = listAt(statement, key, call.at);
      for (const arg of args) add(to, arg, machine);
      if (call.rest !== undefined) to.rest ??= call.rest;
      return nothing(call.at);
    }
    switch (name) {
      case "toStatementJson":
      case "toJSON":
      case "copy":
        return statement;
      case "addCondition":
      case "addConditions":
        addConditions(statement, name === "addCondition", call);
        return nothing(call.at);
      case "addPrincipals":
      case "addNotPrincipals":
        addPrincipals(
          statement,
          name === "addPrincipals" ? "Principal" : "NotPrincipal",
          { items: args, rest: call.rest },
          call.at,
        );
        return nothing(call.at);
      default:
        statement.rest ??= open(call.at, `what \`${name}\` changes is not known`);
        return nothing(call.at);
    }
  });
}

function addConditions(statement: MapDatum, single: boolean, { args, at }: Call): void {
  const before = statement.entries.get("Condition")?.value;
  const conditions = new MapDatum(
    before?.kind === "map" ? before.entries : [],
    at,
    before?.kind === "open" ? before : undefined,
  );
  const [first, second] = args;
  if (single && first?.kind === "text" && second !== undefined) {
    conditions.entries.set(first.text, {
      key: first.at,
      value: merged(conditions.entries.get(first.text)?.value, second),
    });
  } else if (!single && first?.kind === "map") {
    for (const [key, entry] of first.entries) {
      conditions.entries.set(key, {
        key: entry.key,
        value: merged(conditions.entries.get(key)?.value, entry.value),
      });
    }
    conditions.rest ??= first.rest;
  } else conditions.rest ??= open(at, "the condition is not known");
  statement.entries.set("Condition", { key: at, value: conditions });
}

function merged(one: Datum | undefined, other: Datum): Datum {
  if (one?.kind !== "map" || other.kind !== "map") return other;
  return new MapDatum([...one.entries, ...other.entries], other.at, one.rest ?? other.rest);
}

function addPrincipals(
  statement: MapDatum,
  key: "Principal" | "NotPrincipal",
  { items, rest }: { readonly items: readonly Datum[]; readonly rest: Open | undefined },
  at: Spot,
): void {
  const before = statement.entries.get(key)?.value;
  const types = before?.kind === "map" ? before : new MapDatum([], at);
  types.rest ??= rest;
  for (const item of items) {
    const { entries, conditions, unknown } = principalEntries(item);
    if (unknown !== undefined) types.rest ??= unknown;
    for (const [type, value] of entries) listAt(types, type, item.at).items.push(value);
    if (conditions !== undefined) {
      const all = statement.entries.get("Condition")?.value;
      statement.entries.set("Condition", { key: item.at, value: merged(all, conditions) });
    }
  }
  statement.entries.set(key, { key: at, value: types });
}

/** https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.PolicyDocument.html */
export function documentClass(at: Spot): ClassDatum {
  const made: ClassDatum = libraryClass("PolicyDocument", at, {
    construct: (object, call) => {
      const props = new Props(call.args[0] ?? call.rest, object.at);
      const document = newDocument(object.at);
      const { items, rest } = itemsIn(props.get("statements"));
      const statements = listAt(document, "Statement", props.get("statements")?.at ?? object.at);
      statements.items.push(...items);
      statements.rest = rest;
      hold(object, document);
    },
    member: (object, name, here) => {
      const document = heldBy(object);
      if (document === undefined) return undefined;
      return native(name, here, (call) => {
        if (name === "toJSON") return document;
        if (name !== "addStatements") return open(call.at, `${excerpt(call.at)} is not known`);
        for (const arg of call.args) add(listAt(document, "Statement", call.at), arg, call.machine);
        if (call.rest !== undefined) listAt(document, "Statement", call.at).rest ??= call.rest;
        return nothing(call.at);
      });
    },
    own: statics(new Map([["fromJson", (call: Call) => wrapped(made, call)]])),
  });
  return made;
}

/** A document without statements. */
export function newDocument(at: Spot): MapDatum {
  const document = new MapDatum([], at);
  put(document, "Version", text("2012-10-17", at));
  return document;
}

/** Adds a statement to the document under a key of a resource, which is made where there is none. */
export function addStatement(
  properties: MapDatum,
  key: string,
  statement: Datum | undefined,
  call: Call,
): void {
  const known = properties.entries.get(key)?.value;
  const document = known?.kind === "map" ? known : newDocument(call.at);
  const entry: Entry = { key: call.at, value: document };
  if (known === undefined) properties.entries.set(key, entry);
  const list = listAt(document, "Statement", call.at);
  const unknown = call.rest ?? open(call.at, "the statement is not known");
  if (known === undefined && call.machine.maybe !== undefined) {
    // A policy that is not there lets everything through, so that the whole of it is not known.
    properties.entries.set(key, {
      key: call.at,
      value: { ...call.machine.maybe.because, at: call.at },
    });
    return;
  }
  add(list, statement ?? unknown, call.machine);
}
