import type { CompiledPolicy } from "../../iam/compile.ts";
import type { Layers, PolicyLevels, PolicySet } from "../../iam/layers.ts";
import type { Patterns, PolicyDocument, PrincipalElement, Statement } from "../../model/policy.ts";
import { isQuotable } from "../../rules/reading/quotable.ts";

type Json = string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Policies as a request file states them.
 *
 * @returns undefined where a part of them is not known, or may not be shown
 */
export function writtenPolicies(layers: Layers): object | undefined {
  try {
    return {
      ...levels("scp", layers.scp),
      ...levels("rcp", layers.rcp),
      ...set("identity", layers.identity),
      ...set("boundary", layers["permissions-boundary"]),
      ...set("session", layers.session),
      ...set("endpoint", layers["vpc-endpoint"]),
      ...set("resource", layers.resource),
    };
  } catch (error) {
    if (error instanceof NotWritten) return undefined;
    throw error;
  }
}

/** @returns whether nothing in the policies is sensitive */
export function areQuotable(layers: Layers): boolean {
  return documentsOf(layers).every(isQuotable);
}

/** @returns the documents of all layers */
export function documentsOf(layers: Layers): readonly PolicyDocument[] {
  const sets = [
    ...(layers.scp?.levels ?? []),
    ...(layers.rcp?.levels ?? []),
    layers.identity,
    layers["permissions-boundary"],
    layers.session,
    layers["vpc-endpoint"],
    layers.resource,
  ];
  return sets.flatMap((one) => (one?.policies ?? []).map(({ document }) => document));
}

/** Thrown where a part of a policy cannot be written; never leaves this file. */
class NotWritten extends Error {}

function levels(name: string, found: PolicyLevels | undefined): Record<string, Json> {
  if (found === undefined) return {};
  if (found.rest !== undefined) throw new NotWritten();
  return { [name]: found.levels.map(documents) };
}

function set(name: string, found: PolicySet | undefined): Record<string, Json> {
  return found === undefined ? {} : { [name]: documents(found) };
}

function documents({ policies, rest }: PolicySet): readonly Json[] {
  if (rest !== undefined) throw new NotWritten();
  // What stands for a policy that says nothing of the matter has no statements.
  return policies.filter(({ document }) => document.statements.length > 0).map(written);
}

function written({ document }: CompiledPolicy): Json {
  const { version, statements, rest } = document;
  if (rest !== undefined || !isQuotable(document)) throw new NotWritten();
  return { Version: version, Statement: statements.map(statementJson) };
}

function statementJson(statement: Statement): Json {
  const { sid, effect, principal, action, resource, conditions, conditionsRest } = statement;
  if (effect.kind === "unknown" || conditionsRest !== undefined) throw new NotWritten();
  // Any text can be a key in the input, `__proto__` too.
  const condition = new Map<string, (readonly [string, Json])[]>();
  for (const { operator, key, values } of conditions) {
    condition.set(operator, [...(condition.get(operator) ?? []), [key, texts(values)]]);
  }
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect.value,
    ...(principal === undefined ? {} : principalJson(principal)),
    [action.negated ? "NotAction" : "Action"]: texts(action),
    ...(resource === undefined
      ? {}
      : { [resource.negated ? "NotResource" : "Resource"]: texts(resource) }),
    ...(conditions.length === 0
      ? {}
      : { Condition: byName([...condition].map(([name, keys]) => [name, byName(keys)])) }),
  };
}

function byName(entries: readonly (readonly [string, Json])[]): Json {
  return Object.fromEntries(entries);
}

function principalJson({
  negated,
  everyone,
  groups,
  rest,
}: PrincipalElement): Record<string, Json> {
  if (rest !== undefined) throw new NotWritten();
  const named: Record<string, readonly Json[]> = {};
  for (const { kind, patterns } of groups)
    named[kind] = [...(named[kind] ?? []), ...texts(patterns)];
  return { [negated ? "NotPrincipal" : "Principal"]: everyone ? "*" : named };
}

function texts({ items, rest }: Patterns): readonly string[] {
  if (rest !== undefined) throw new NotWritten();
  return items.map((item) => {
    if (item.kind === "unknown") throw new NotWritten();
    return item.text;
  });
}
