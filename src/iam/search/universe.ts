import { keysOfAction, mayCarry } from "../../aws/action-keys.ts";
import { everPresentGlobalKeys } from "../../aws/condition-keys.ts";
import type { Reason } from "../../model/value.ts";
import { parseArn } from "../arn.ts";
import { readRequest, type Request, type RequestInput } from "../request.ts";
import { callerKey, membershipOf, principalKey } from "./caller.ts";
import type { Formula } from "./formula.ts";
import type { Subject } from "./item-formula.ts";
import { constraintsOf, keyReading } from "./key-reading.ts";
import type { Mention } from "./mentions.ts";
import type { Caller } from "./principal-formula.ts";
import type { KeyFamily, RequestFamily } from "./question.ts";
import { fixedKey, missing, unknownKey, type KeyReading } from "./reading.ts";
import { resourceOf } from "./resource-variable.ts";
import type { Terms } from "./statement-formula.ts";
import { tagKeyRule, tagKeysVariable } from "./tag-keys.ts";
import type { Model, SetVariable, TextVariable, Value } from "./variable.ts";
import type { Work } from "./work.ts";

/** All requests of a family, as far as policies tell them apart. */
export interface Universe {
  readonly terms: Terms;
  /** What holds for every request, beside the values that each variable can have. */
  readonly rules: readonly Formula[];
  /** Condition keys of which nothing is known, in lower case, and why. */
  readonly unknown: ReadonlyMap<string, Reason>;
  /** The request that values of the variables stand for. */
  readonly requestOf: (model: Model) => RequestInput;
}

interface NamedReading {
  /** As people write it. */
  readonly name: string;
  readonly reading: KeyReading;
  /** Whether a request states it. */
  readonly told: boolean;
}

const requestTag = "aws:requesttag/";

/**
 * @param family - the requests
 * @param mentions - the condition keys that policies speak of
 * @param caller - who makes them
 * @returns undefined where there is no such request
 */
export function universeOf(
  family: RequestFamily,
  mentions: ReadonlyMap<string, Mention>,
  caller: Caller | undefined,
  work: Work,
): Universe | undefined {
  const membership = membershipOf(family.organization, work);
  const resource = resourceOf(family, work);
  if (caller === undefined || membership === undefined || resource === undefined) return undefined;
  const sample = readRequest({
    ...whoOf(family, caller, (variable) => variable.initial),
    action: family.action,
    resource: typeof resource === "string" ? resource : (resource.variable.initial ?? ""),
  });
  if (!sample.ok) return undefined;
  const { request } = sample;
  const carries = keysOfAction(request.actionKey);
  const stated = new Map(
    Object.entries(family.context).map(([name, key]) => [name.toLowerCase(), { name, key }]),
  );
  const readings = new Map<string, NamedReading>();
  const rules: Formula[] = [];
  const impossible: string[] = [];
  const add = (name: string, reading: KeyReading | undefined, told = true): void => {
    if (reading === undefined) impossible.push(name);
    else readings.set(name.toLowerCase(), { name, reading, told });
  };
  const names = new Map<string, Mention | undefined>(mentions);
  for (const [key, { key: family }] of stated) {
    // What is not known of a key matters where a policy asks for it, or for the keys of all tags.
    const matters = family.kind !== "unknown" || key.startsWith(requestTag);
    if (matters && !key.endsWith("*") && !names.has(key)) names.set(key, undefined);
  }
  for (const [key, mention] of names) {
    if (key === "aws:tagkeys") continue;
    const own = statedFor(key, stated);
    const name = own?.name ?? mention?.name ?? key;
    if (own !== undefined) {
      add(name, keyReading(name, own.key, mention, work));
      continue;
    }
    const derived = caller.kind === "any" ? callerKey(key, caller) : derivedKey(key, request);
    if (derived !== undefined) {
      add(name, derived, !impliedKeys.has(key));
      continue;
    }
    const known =
      key === "aws:principalorgid"
        ? membership.id
        : key === "aws:principalorgpaths"
          ? membership.paths
          : key === "aws:resourceaccount"
            ? accountKey(resource)
            : undefined;
    const userId = key === "aws:userid" ? sessionId(caller) : undefined;
    if (known !== undefined) add(name, known);
    else if (userId !== undefined) add(name, keyReading(name, userId, mention, work));
    else if (!mayCarry(key, request.actionKey)) add(name, missing);
    else add(name, keyReading(name, { kind: "any", optional: isOptional(key) }, mention, work));
  }
  const tagKeys = tagKeysOf();
  if (impossible.length > 0) return undefined;
  const keys = (key: string): KeyReading => readings.get(key)?.reading ?? missing;
  return {
    terms: { sample: request, caller, resource, keys },
    rules,
    unknown: new Map(
      [...readings].flatMap(([key, { reading, told }]) => {
        const reason = told ? unknownReason(reading) : undefined;
        return reason === undefined ? [] : [[key, reason] as const];
      }),
    ),
    requestOf: (model) => {
      const { principal, context } = whoOf(family, caller, model);
      return {
        principal,
        action: family.action,
        resource: typeof resource === "string" ? resource : textOf(model(resource.variable)),
        context: { ...context, ...contextOf(readings, tagKeys, carries.requestTags, model) },
      };
    },
  };

  /** Adds `aws:TagKeys` and what ties it to the tags of the request. */
  function tagKeysOf(): SetVariable | undefined {
    const own = stated.get("aws:tagkeys");
    const tags = [...readings].filter(([key]) => key.startsWith(requestTag));
    if (own !== undefined && own.key.kind !== "including" && own.key.kind !== "any") {
      add(own.name, keyReading(own.name, own.key, mentions.get("aws:tagkeys"), work));
      return undefined;
    }
    const isAsked = mentions.has("aws:tagkeys") || own !== undefined || tags.length > 0;
    if (!isAsked) return undefined;
    if (!mayCarry("aws:tagkeys", request.actionKey)) {
      add("aws:TagKeys", missing);
      return undefined;
    }
    const including = own?.key.kind === "including" ? own.key.values : [];
    const included = new Set(including.map((key) => key.toLowerCase()));
    const [open] = tags.flatMap(([key, { reading }]) =>
      included.has(key.slice(requestTag.length)) ? [] : (unknownReason(reading) ?? []),
    );
    if (open !== undefined) {
      add("aws:TagKeys", unknownKey(open));
      return undefined;
    }
    const required = tags.flatMap(([key, { name, reading }]) =>
      isEverThere(reading) && !included.has(key.slice(requestTag.length))
        ? [name.slice(requestTag.length)]
        : [],
    );
    const asked = own?.key.kind === "any" ? own.key : undefined;
    const variable = tagKeysVariable(
      {
        required: [...new Set(including), ...required],
        optional: asked?.optional ?? true,
        within: asked === undefined ? [] : constraintsOf(asked),
      },
      work,
    );
    if (variable === undefined) {
      impossible.push("aws:TagKeys");
      return undefined;
    }
    add("aws:TagKeys", { kind: "set", variable });
    if (!carries.requestTags) return variable;
    for (const [key, { reading }] of tags) {
      if (!isEverThere(reading))
        rules.push(tagKeyRule(key.slice(requestTag.length), reading, variable));
    }
    return variable;
  }
}

function isEverThere(reading: KeyReading): boolean {
  if (reading.kind === "fixed") return reading.entry !== undefined;
  return reading.kind === "text" && !reading.view.variable.optional;
}

function unknownReason(reading: KeyReading): Reason | undefined {
  if (reading.kind !== "fixed" || reading.entry?.kind !== "unknown") return undefined;
  return reading.entry.reason;
}

/** Who makes a request. The ARN of a session does not tell the path of its role. */
function whoOf(
  { principal, context }: RequestFamily,
  caller: Caller,
  model: (variable: TextVariable) => Value,
): Pick<RequestInput, "principal" | "context"> {
  if (caller.kind === "one")
    return { principal: principal.kind === "one" ? principal.principal : "" };
  const arn = textOf(model(caller.variable));
  if (typeof caller.session === "string") return { principal: arn };
  const isStated = Object.keys(context).some((key) => key.toLowerCase() === "aws:principalarn");
  return { principal: caller.session.arn, context: isStated ? {} : { "aws:PrincipalArn": arn } };
}

/**
 * The id of a session ends in its name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
function sessionId(caller: Caller): KeyFamily | undefined {
  if (caller.kind === "one" || typeof caller.session === "string") return undefined;
  return { kind: "any", optional: false, like: [`*:${caller.session.session}`] };
}

function textOf(value: ReturnType<Model>): string {
  return typeof value === "string" ? value : "";
}

function accountKey(resource: Subject): KeyReading | undefined {
  const account = typeof resource === "string" ? parseArn(resource)?.account : undefined;
  return account === undefined || account === "" ? undefined : fixedKey(account);
}

/** Follow from the principal when a request is read, so that a request need not state them. */
const impliedKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principaltype",
]);

function derivedKey(key: string, { context, principal }: Request): KeyReading | undefined {
  const entry = context.get(key);
  return entry === undefined ? principalKey(key, principal) : { kind: "fixed", entry };
}

function isOptional(key: string): boolean {
  return !everPresentGlobalKeys.has(key);
}

function statedFor(
  key: string,
  stated: ReadonlyMap<string, { readonly name: string; readonly key: KeyFamily }>,
): { readonly name: string | undefined; readonly key: KeyFamily } | undefined {
  const own = stated.get(key);
  if (own !== undefined) return own;
  let best: { readonly prefix: string; readonly key: KeyFamily } | undefined;
  for (const [pattern, { key: family }] of stated) {
    if (!pattern.endsWith("*")) continue;
    const prefix = pattern.slice(0, -1);
    if (!key.startsWith(prefix) || (best !== undefined && best.prefix.length >= prefix.length)) {
      continue;
    }
    best = { prefix, key: family };
  }
  return best === undefined ? undefined : { name: undefined, key: best.key };
}

function contextOf(
  readings: ReadonlyMap<string, NamedReading>,
  tagKeys: SetVariable | undefined,
  fromTags: boolean,
  model: Model,
): Record<string, string | readonly string[]> {
  const context: Record<string, string | readonly string[]> = {};
  const tags = new Map<string, string>();
  for (const [key, { name, reading, told }] of readings) {
    if (!told) continue;
    const value = valueOf(reading, model);
    if (value === undefined || (key === "aws:tagkeys" && tagKeys !== undefined)) continue;
    if (key.startsWith(requestTag) && tagKeys !== undefined && typeof value === "string") {
      tags.set(key.slice(requestTag.length), value);
      continue;
    }
    context[name] = value;
  }
  const keys = tagKeys === undefined ? undefined : model(tagKeys);
  if (keys === undefined || typeof keys === "string") return context;
  const names = new Map(keys.map((key) => [key.toLowerCase(), key]));
  if (fromTags) {
    for (const [key, name] of names) context[`aws:RequestTag/${name}`] = tags.get(key) ?? "x";
  }
  // Two tags whose keys differ in case alone are one condition key.
  if (!fromTags || names.size < keys.length) context["aws:TagKeys"] = keys;
  return context;
}

function valueOf(reading: KeyReading, model: Model): string | readonly string[] | undefined {
  switch (reading.kind) {
    case "fixed":
      if (reading.entry?.kind !== "values") return undefined;
      return reading.entry.list ? reading.entry.values : reading.entry.values[0];
    case "text": {
      const { variable, partOf } = reading.view;
      const value = model(variable);
      if (typeof value !== "string") return undefined;
      return reading.several ? [partOf(value)] : partOf(value);
    }
    case "choice":
    case "set":
      return model(reading.variable);
    case "cases":
      return reading.valueFor(textOf(model(reading.variable)));
  }
}
