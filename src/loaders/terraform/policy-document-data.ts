import type { Place } from "../../model/place.ts";
import type { ListValue, MapValue, UnknownValue, Value } from "../../model/value.ts";
import { embeddedJson } from "../../source/json/value.ts";
import { ComposedMap } from "./composed-map.ts";

/** The statements of one document, as far as they are known. */
interface Statements {
  readonly items: readonly MapValue[];
  /** There may be further ones. */
  readonly rest: UnknownValue | undefined;
}

/** Statements of one document; AWS takes no policy that could hold so many. */
const mostStatements = 5_000;

/** Elements of a statement by the attributes that hold their lists. */
const lists = [
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
] as const;

/**
 * The policy document that the data source `aws_iam_policy_document` makes, built from its
 * arguments: they are known when its JSON is not, because one ARN in it is not. Every leaf keeps
 * its place and its own unknown.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 *
 * @param body - the data source's attributes
 * @returns a map of `Version` and `Statement` in the grammar of policies; unknown where it cannot
 *   be told which statements override which
 */
export function policyDocumentData(body: Value): Value {
  if (body.kind !== "map") return body;
  const { place } = body;
  const own = body.get("statement");
  let merged: Statements = { items: [], rest: undefined };
  const layers: readonly (readonly [Statements, boolean])[] = [
    ...sources(body.get("source_json")).map((layer) => [layer, false] as const),
    ...sources(body.get("source_policy_documents")).map((layer) => [layer, false] as const),
    [ownStatements(own), false],
    ...sources(body.get("override_policy_documents")).map((layer) => [layer, true] as const),
    ...sources(body.get("override_json")).map((layer) => [layer, true] as const),
  ];
  for (const [layer, overrides] of layers) {
    if (merged.items.length + layer.items.length > mostStatements) {
      return document(body, unknown("too-large", "it is made of too many statements", body), place);
    }
    const next = merge(merged, layer, overrides);
    if (next.kind === "unknown") return document(body, next.because, place);
    merged = next.statements;
  }
  const statementPlace = own.kind === "absent" ? place : own.place;
  const statements: ListValue = {
    kind: "list",
    items: merged.items,
    rest: merged.rest,
    place: statementPlace,
    sensitive: merged.items.some((item) => item.sensitive),
  };
  return document(body, statements, place);
}

function document(body: MapValue, statements: Value, place: Place): Value {
  const version = body.get("version");
  return new ComposedMap(
    [
      ["Version", version.kind === "absent" ? text("2012-10-17", version.place) : version],
      ["Statement", statements],
    ],
    place,
  );
}

type Merged =
  | { readonly kind: "known"; readonly statements: Statements }
  | { readonly kind: "unknown"; readonly because: UnknownValue };

/**
 * Adds a document to those before it: a statement takes the place of the one with the same `Sid`,
 * and every other one is appended.
 */
function merge(before: Statements, layer: Statements, overrides: boolean): Merged {
  const rest = before.rest ?? layer.rest;
  if (before.items.length === 0) {
    return { kind: "known", statements: { items: layer.items, rest } };
  }
  const items = [...before.items];
  const positions = new Map<string, number>();
  for (const [position, item] of items.entries()) {
    const sid = item.get("Sid");
    if (sid.kind === "unknown" && layer.items.length > 0) return { kind: "unknown", because: sid };
    if (sid.kind === "scalar" && sid.text !== "") positions.set(sid.text, position);
  }
  // What is not known may override any statement that has a `Sid`.
  if (overrides && layer.rest !== undefined && positions.size > 0) {
    return { kind: "unknown", because: layer.rest };
  }
  for (const item of layer.items) {
    const sid = item.get("Sid");
    if (sid.kind === "unknown" && positions.size > 0) return { kind: "unknown", because: sid };
    const position = sid.kind === "scalar" ? positions.get(sid.text) : undefined;
    if (position === undefined) {
      if (sid.kind === "scalar" && sid.text !== "") positions.set(sid.text, items.length);
      items.push(item);
    } else items[position] = item;
  }
  return { kind: "known", statements: { items, rest } };
}

/** The documents that one argument names: JSON texts, or documents built here already. */
function sources(value: Value): readonly Statements[] {
  switch (value.kind) {
    case "absent":
      return [];
    case "unknown":
      return [{ items: [], rest: value }];
    case "list":
      return [
        ...value.items.flatMap((item) => (item.kind === "list" ? [] : sources(item))),
        ...(value.rest === undefined ? [] : [{ items: [], rest: value.rest }]),
      ];
    case "scalar": {
      if (value.text.trim() === "") return [];
      const json = embeddedJson(value);
      if (json.ok) return json.value.kind === "map" ? sources(json.value) : [];
      return [{ items: [], rest: unknown("malformed", "it is not JSON", value) }];
    }
    case "map": {
      const statement = value.get("Statement");
      if (statement.kind === "map") return [{ items: [statement], rest: undefined }];
      if (statement.kind === "unknown") return [{ items: [], rest: statement }];
      if (statement.kind !== "list") return [];
      const items = statement.items.filter((item) => item.kind === "map");
      const open = statement.items.find((item) => item.kind === "unknown");
      return [{ items, rest: statement.rest ?? open }];
    }
  }
}

function ownStatements(value: Value): Statements {
  if (value.kind === "unknown") return { items: [], rest: value };
  if (value.kind !== "list") return { items: [], rest: undefined };
  const blocks = value.items.filter((item) => item.kind === "map");
  const open = value.items.find((item) => item.kind === "unknown");
  return { items: blocks.map(statement), rest: value.rest ?? open };
}

function statement(block: MapValue): MapValue {
  const entries: (readonly [string, Value])[] = [];
  const sid = block.get("sid");
  if (!isEmpty(sid)) entries.push(["Sid", sid]);
  const effect = block.get("effect");
  entries.push(["Effect", isEmpty(effect) ? text("Allow", block.place) : effect]);
  for (const [attribute, element] of lists) {
    const value = block.get(attribute);
    if (!isEmpty(value)) entries.push([element, withVariables(value)]);
  }
  for (const [attribute, element] of [
    ["principals", "Principal"],
    ["not_principals", "NotPrincipal"],
  ] as const) {
    const value = block.get(attribute);
    if (!isEmpty(value)) entries.push([element, principals(value)]);
  }
  const condition = block.get("condition");
  if (!isEmpty(condition)) entries.push(["Condition", conditions(condition)]);
  return new ComposedMap(entries, block.place);
}

function principals(value: Value): Value {
  if (value.kind !== "list") return value;
  const byType = new Map<string, Several>();
  let rest = value.rest;
  for (const item of value.items) {
    if (item.kind === "unknown") rest ??= item;
    if (item.kind !== "map") continue;
    const type = item.get("type");
    const identifiers = withVariables(item.get("identifiers"));
    if (type.kind === "unknown") rest ??= type;
    if (type.kind !== "scalar") continue;
    // Everyone, whoever else is named.
    if (type.text === "*" && isStar(identifiers)) return text("*", identifiers.place);
    push(byType, type.text, identifiers);
  }
  const entries = [...byType].map(([type, values]) => [type, together(values)] as const);
  return new ComposedMap(entries, value.place, rest);
}

/** One `condition` block is one key of one operator; blocks of the same two are added up. */
function conditions(value: Value): Value {
  if (value.kind !== "list") return value;
  const byTest = new Map<string, { place: Place; keys: Map<string, Several> }>();
  let rest = value.rest;
  for (const item of value.items) {
    if (item.kind === "unknown") rest ??= item;
    if (item.kind !== "map") continue;
    const test = item.get("test");
    const variable = item.get("variable");
    if (test.kind === "unknown") rest ??= test;
    if (variable.kind === "unknown") rest ??= variable;
    if (test.kind !== "scalar" || variable.kind !== "scalar") continue;
    let operator = byTest.get(test.text);
    if (operator === undefined) {
      byTest.set(test.text, (operator = { place: item.place, keys: new Map() }));
    }
    push(operator.keys, variable.text, withVariables(item.get("values")));
  }
  const entries = [...byTest].map(([test, { place, keys }]) => {
    const operands = [...keys].map(([key, values]) => [key, together(values)] as const);
    return [test, new ComposedMap(operands, place)] as const;
  });
  return new ComposedMap(entries, value.place, rest);
}

type Several = [Value, ...Value[]];

function push(into: Map<string, Several>, key: string, value: Value): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [value]);
  else known.push(value);
}

function together(values: Several): Value {
  const [first, second] = values;
  if (second === undefined) return first;
  const items = values.flatMap((value) => (value.kind === "list" ? value.items : []));
  const rests = values.map((value) => {
    if (value.kind === "list") return value.rest;
    return value.kind === "unknown" ? value : undefined;
  });
  return {
    kind: "list",
    items,
    rest: rests.find((rest) => rest !== undefined),
    place: first.place,
    sensitive: values.some((value) => value.sensitive),
  };
}

/** Terraform's own templates take `${…}`, so policy variables are written `&{…}` there. */
function withVariables(value: Value): Value {
  if (value.kind === "scalar") {
    const replaced = value.text.replaceAll("&{", "${");
    const { place, sensitive } = value;
    return replaced === value.text
      ? value
      : { kind: "scalar", value: replaced, text: replaced, place, sensitive };
  }
  return value.kind === "list"
    ? { ...listFields(value), items: value.items.map(withVariables) }
    : value;
}

function listFields({ kind, rest, place, sensitive }: ListValue): Omit<ListValue, "items"> {
  return { kind, rest, place, sensitive };
}

function isStar(value: Value): boolean {
  return (
    value.kind === "list" && value.items.some((item) => item.kind === "scalar" && item.text === "*")
  );
}

function isEmpty(value: Value): boolean {
  if (value.kind === "absent") return true;
  if (value.kind === "scalar") return value.text === "";
  return value.kind === "list" && value.items.length === 0 && value.rest === undefined;
}

function text(content: string, place: Place): Value {
  return { kind: "scalar", value: content, text: content, place, sensitive: false };
}

function unknown(code: "malformed" | "too-large", detail: string, value: Value): UnknownValue {
  const { place, sensitive } = value;
  return { kind: "unknown", reason: { code, detail, place }, references: [], place, sensitive };
}
