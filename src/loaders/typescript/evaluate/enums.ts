import { AST_NODE_TYPES as Kind, type TSESTree } from "@typescript-eslint/types";
import { MapDatum, number, type Datum } from "../datum.ts";
import { expression } from "./expressions.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Scope } from "./scope.ts";

/** The members of an enum: those without a value count on. */
export function enumOf(
  node: TSESTree.TSEnumDeclaration,
  scope: Scope,
  machine: Interpreter,
): Datum {
  const map = new MapDatum([], scope.spot(node));
  let next = 0;
  for (const member of node.body.members) {
    const key = member.id.type === Kind.Identifier ? member.id.name : member.id.value;
    const at = scope.spot(member);
    const value =
      member.initializer === undefined
        ? number(next, at)
        : expression(member.initializer, scope, machine);
    if (value.kind === "number") next = value.value + 1;
    map.entries.set(key, { key: scope.spot(member.id), value });
  }
  return map;
}
