import type { MapValue, Value } from "../../model/value.ts";
import type { Env } from "./env.ts";
import { listAt, masked, placed, shown, textAt, unknown } from "./values.ts";

/** Types whose values are taken apart at commas. */
const lists = /^(?:CommaDelimitedList|List<.*>)$/;

/**
 * The value of a parameter: the given one, else the default.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * @param declared - as the template declares it
 * @param given - what it is deployed with
 */
export function parameterValue(
  name: string,
  declared: MapValue,
  given: Value | undefined,
  env: Env,
): Value {
  const type = declared.get("Type");
  const secret = declared.get("NoEcho");
  const stated = given ?? declared.get("Default");
  const value = read(name, declared, type.kind === "scalar" ? type.text : "String", stated, env);
  return secret.kind === "scalar" && secret.text === "true" ? masked(value) : value;
}

function read(name: string, declared: MapValue, type: string, stated: Value, env: Env): Value {
  const place = placed(declared.place, env.frame);
  const title = `the parameter \`${shown(name)}\``;
  // What stands there is the name under which the value is looked up.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
  if (type.startsWith("AWS::SSM::Parameter::Value")) {
    return unknown(place, "known-after-apply", `${title} is looked up when the stack is deployed`);
  }
  if (stated.kind === "absent") {
    const [only, second] = allowedIn(declared) ?? [];
    return only !== undefined && second === undefined
      ? textAt(only, place)
      : unknown(place, "not-in-input", `${title} has no value here`);
  }
  if (stated.kind !== "scalar" || !lists.test(type)) return stated;
  const items = stated.text === "" ? [] : stated.text.split(",");
  return listAt(
    items.map((item) => ({ ...textAt(item.trim(), stated.place), sensitive: stated.sensitive })),
    stated.place,
  );
}

/** `AllowedValues`; undefined where there are none. */
export function allowedIn(declared: MapValue): readonly string[] | undefined {
  const allowed = declared.get("AllowedValues");
  if (allowed.kind !== "list") return undefined;
  const texts = allowed.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
  return texts.length === allowed.items.length ? texts : undefined;
}
