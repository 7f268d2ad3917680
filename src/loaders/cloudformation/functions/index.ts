import type { MapValue, Value } from "../../../model/value.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { listAt, placed, unknown } from "../values.ts";
import { ifFunction } from "./if.ts";
import { findInMap, importValue } from "./lookups.ts";
import { cidr } from "./networks.ts";
import { getAtt, ref } from "./references.ts";
import { base64, join, length, select, split, sub } from "./texts.ts";
import { included } from "./transform.ts";

/** @param inner - what the function is given; @param value - the function as a whole */
type Implementation = (inner: Value, value: Value, env: Env) => Value;

const functions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
  ["Ref", ref],
  ["Fn::GetAtt", getAtt],
  ["Fn::Sub", sub],
  ["Fn::Join", join],
  ["Fn::Split", split],
  ["Fn::Select", select],
  ["Fn::If", ifFunction],
  ["Fn::FindInMap", findInMap],
  ["Fn::ImportValue", importValue],
  ["Fn::Cidr", cidr],
  ["Fn::Base64", base64],
  ["Fn::Length", length],
  // Who reads a document reads it as an object as well as from a text.
  ["Fn::ToJsonString", (inner, _value, env) => resolve(inner, env)],
  ["Fn::GetAZs", zones],
  ["Fn::Transform", (inner, _value, env) => resolve(included(inner, env), env)],
]);

/** Functions that stand where a condition does. */
const conditionFunctions = ["Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals"];

/** Functions that rules about parameters have, which say nothing of resources. */
const ruleFunctions = [
  "Fn::Contains",
  "Fn::EachMemberEquals",
  "Fn::EachMemberIn",
  "Fn::RefAll",
  "Fn::ValueOf",
  "Fn::ValueOfAll",
];

/** Functions whose value is worked out. */
export const functionNames: ReadonlySet<string> = new Set(functions.keys());

/** Whether there is such a function. */
export function isFunction(name: string): boolean {
  return (
    functionNames.has(name) ||
    conditionFunctions.includes(name) ||
    ruleFunctions.includes(name) ||
    name.startsWith("Fn::ForEach::")
  );
}

/** Names of functions, for hints. */
export const knownFunctions: readonly string[] = [...functionNames, ...conditionFunctions];

/**
 * Works out a function.
 *
 * @param name - one of {@link functionNames}
 * @param inner - what it is given
 * @param value - the whole
 */
export function callFunction(name: string, inner: Value, value: MapValue, env: Env): Value {
  const implementation = functions.get(name);
  return implementation === undefined
    ? unknown(placed(value.place, env.frame), "unsupported-expression", `\`${name}\` is not known`)
    : implementation(inner, value, env);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html */
function zones(_inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const rest = unknown(place, "known-after-apply", "the zones of the Region are not known");
  return listAt([], place, rest);
}
