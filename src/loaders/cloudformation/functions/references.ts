import type { Hop, Place } from "../../../model/place.ts";
import type { Value } from "../../../model/value.ts";
import { boundValue, type Env } from "../env.ts";
import { pseudoParameter } from "../pseudo.ts";
import { resolve } from "../resolve.ts";
import { placed, reached, shown, unknown } from "../values.ts";

/** `Ref` of a name. */
export function ref(inner: Value, value: Value, env: Env): Value {
  const place = placed(inner.place, env.frame);
  return inner.kind === "scalar"
    ? named(inner.text, place, env)
    : unknown(placed(value.place, env.frame), "malformed", "`Ref` takes a name");
}

/**
 * What a name stands for: a loop's, a pseudo parameter, a parameter or a resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html
 *
 * @param place - the reference, read for its resource
 */
export function named(name: string, place: Place, env: Env): Value {
  const bound = boundValue(env, name);
  if (bound !== undefined) return bound;
  if (name.startsWith("AWS::")) return pseudoParameter(name, place, env.stack);
  const hop: Hop = { kind: "variable", label: shown(name), place };
  const parameter = env.stack.parameter(name);
  if (parameter !== undefined) {
    // A parameter without a value is given one by whoever deploys; what a person would edit here is
    // the reference.
    const unset = parameter.kind === "unknown" && parameter.place === parameter.reason.place;
    return unset ? { ...parameter, place } : reached(parameter, env.frame, hop);
  }
  const resource = env.stack.resource(name);
  if (resource === undefined) {
    return unknown(place, "unresolved-reference", `there is nothing named \`${shown(name)}\``);
  }
  const stated = resource.stated();
  if (stated !== undefined) return reached(stated, env.frame, hop);
  return unknown(
    place,
    "known-after-apply",
    `\`${shown(resource.address)}\` is not known before it is deployed`,
    [{ address: resource.address, attribute: undefined }],
  );
}

/**
 * `Fn::GetAtt`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
 */
export function getAtt(inner: Value, _value: Value, env: Env): Value {
  const place = placed(inner.place, env.frame);
  if (inner.kind === "scalar") {
    const dot = inner.text.indexOf(".");
    if (dot > 0) {
      return attributeOf(inner.text.slice(0, dot), inner.text.slice(dot + 1), place, env);
    }
  }
  if (inner.kind === "list") {
    const [name, ...steps] = inner.items.map((item) => resolve(item, env));
    const open = steps.find((step) => step.kind === "unknown");
    if (open?.kind === "unknown") return { ...open, references: [], place };
    const attribute = steps.map((step) => (step.kind === "scalar" ? step.text : "")).join(".");
    if (name?.kind === "scalar" && attribute !== "") {
      return attributeOf(name.text, attribute, place, env);
    }
  }
  return unknown(place, "malformed", "`Fn::GetAtt` takes the name of a resource and an attribute");
}

/** An attribute of a resource; what its property of the same name says is known. */
export function attributeOf(name: string, attribute: string, place: Place, env: Env): Value {
  const resource = env.stack.resource(name);
  if (resource === undefined) {
    return unknown(place, "unresolved-reference", `there is no resource \`${shown(name)}\``);
  }
  const hop: Hop = { kind: "variable", label: shown(`${name}.${attribute}`), place };
  const told = resource.attribute(attribute);
  if (told !== undefined) return reached(told, env.frame, hop);
  return unknown(
    place,
    "known-after-apply",
    `\`${shown(`${resource.address}.${attribute}`)}\` is not known before it is deployed`,
    [{ address: resource.address, attribute }],
  );
}
