import {
  excerpt,
  list,
  MapDatum,
  ObjectDatum,
  open,
  record,
  text,
  type Call,
  type Datum,
} from "../datum.ts";
import { itemsIn, Props } from "../library.ts";
import { makeResource, providerOf, resourceClass, terraformArguments } from "./resource.ts";
import type { Stack } from "./state.ts";

/** `aws.ec2.getVpc({ … })`: what it finds is not in the input, what it is asked by is. */
export function lookUp(stack: Stack, type: string, call: Call): Datum {
  const [args, options] = call.args;
  const object = new ObjectDatum(resourceClass(stack, type, call.at), call.at, call.machine.maybe);
  makeResource(
    stack,
    object,
    type,
    text("lookup", call.at),
    terraformArguments(args, call.at),
    options,
    call,
  );
  return object;
}

/** https://www.pulumi.com/registry/packages/aws/api-docs/iam/role/ */
export function assumePolicy({ args: [principal], at }: Call): Datum {
  const statement = record(
    { Effect: text("Allow", at), Principal: principal, Action: text("sts:AssumeRole", at) },
    at,
  );
  return record({ Version: text("2012-10-17", at), Statement: list([statement], at) }, at);
}

/**
 * Whose credentials deploy the program: those of the account that the configuration tells, unless
 * another provider is asked.
 * https://www.pulumi.com/registry/packages/aws/api-docs/getcalleridentity/
 */
export function callerIdentity(stack: Stack, call: Call): Datum {
  const rest = open(call.at, `${excerpt(call.at)} is read from AWS`, {
    code: "not-in-input",
    there: true,
  });
  const isDefault = providerOf(call.args[1] ?? call.rest, call.at).kind === "default";
  const account = isDefault ? stack.told.accountOfFile(call.at.source.path) : undefined;
  const accountId = account === undefined ? undefined : text(account, call.at);
  return record({ accountId }, call.at, rest);
}

const keys: Readonly<Record<string, string>> = {
  sid: "Sid",
  effect: "Effect",
  actions: "Action",
  notActions: "NotAction",
  resources: "Resource",
  notResources: "NotResource",
};

/**
 * A policy document put together by `aws.iam.getPolicyDocument`.
 * https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/
 */
export function policyDocument(call: Call): Datum {
  const props = new Props(call.args[0] ?? call.rest, call.at);
  const { items, rest } = itemsIn(props.get("statements"));
  const further = ["sourcePolicyDocuments", "overridePolicyDocuments"].flatMap(
    (key) => props.get(key) ?? [],
  );
  const unread =
    further[0] === undefined
      ? undefined
      : open(further[0].at, `${excerpt(further[0].at)} is not merged`);
  const statements = list(
    items.map(statement),
    props.get("statements")?.at ?? call.at,
    rest ?? unread,
  );
  const document = record({ Version: text("2012-10-17", call.at), Statement: statements }, call.at);
  const json: Datum = { kind: "json", document, at: call.at };
  return record({ json, minifiedJson: json }, call.at);
}

function statement(given: Datum): Datum {
  if (given.kind !== "map") return given;
  const props = new Props(given, given.at);
  const made = props.renamed(keys);
  if (!made.entries.has("Effect"))
    made.entries.set("Effect", { key: given.at, value: text("Allow", given.at) });
  for (const [from, to] of [
    ["principals", "Principal"],
    ["notPrincipals", "NotPrincipal"],
  ] as const) {
    const value = props.get(from);
    if (value !== undefined)
      made.entries.set(to, { key: props.keyAt(from), value: principals(value) });
  }
  const conditions = props.get("conditions");
  if (conditions !== undefined) {
    made.entries.set("Condition", {
      key: props.keyAt("conditions"),
      value: conditionMap(conditions),
    });
  }
  made.rest = given.rest;
  return made;
}

function principals(given: Datum): Datum {
  const { items, rest } = itemsIn(given);
  const map = new MapDatum([], given.at, rest);
  for (const item of items) {
    const props = new Props(item, item.at);
    const type = props.get("type");
    const identifiers = props.get("identifiers");
    if (type?.kind !== "text" || identifiers === undefined) {
      map.rest ??= open(item.at, `${excerpt(item.at)} cannot be read`);
    } else if (type.text === "*") return text("*", item.at);
    else map.entries.set(type.text, { key: type.at, value: identifiers });
  }
  return map;
}

function conditionMap(given: Datum): Datum {
  const { items, rest } = itemsIn(given);
  const map = new MapDatum([], given.at, rest);
  for (const item of items) {
    const props = new Props(item, item.at);
    const [test, variable, values] = ["test", "variable", "values"].map((key) => props.get(key));
    if (test?.kind !== "text" || variable?.kind !== "text" || values === undefined) {
      map.rest ??= open(item.at, `${excerpt(item.at)} cannot be read`);
      continue;
    }
    const before = map.entries.get(test.text)?.value;
    const tested = before?.kind === "map" ? before : new MapDatum([], item.at);
    tested.entries.set(variable.text, { key: variable.at, value: values });
    map.entries.set(test.text, { key: test.at, value: tested });
  }
  return map;
}
