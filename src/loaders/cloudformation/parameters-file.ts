import type { Source } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { jsonDocument } from "../../source/json/value.ts";
import { entryOf, itemsOf, textOf } from "../plain-value.ts";

/** Values of parameters, or what is wrong with their file. */
export type ParametersFile =
  | { readonly ok: true; readonly values: ReadonlyMap<string, Value> }
  | { readonly ok: false; readonly message: string; readonly place: Value["place"] };

/**
 * Reads the values of parameters as the AWS CLI and CodePipeline take them: a list of
 * `ParameterKey` and `ParameterValue`, a list of `Key=Value`, an object, or one under `Parameters`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-cli-creating-stack.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
 */
export function readParameters(source: Source): ParametersFile {
  const json = jsonDocument(source);
  if (!json.ok) {
    return { ok: false, message: `not valid JSON: ${json.message}`, place: json.place };
  }
  const { value } = json;
  const values = new Map<string, Value>();
  if (value.kind === "list") {
    for (const item of itemsOf(value)) {
      const key = textOf(entryOf(item, "ParameterKey"));
      const pair = textOf(item)?.split("=", 1)[0];
      if (key !== undefined) values.set(key, entryOf(item, "ParameterValue"));
      else if (pair !== undefined && item.kind === "scalar" && item.text.includes("=")) {
        const text = item.text.slice(pair.length + 1);
        values.set(pair, { ...item, value: text, text });
      } else {
        const message = "a parameter is given by `ParameterKey` and `ParameterValue`";
        return { ok: false, message, place: item.place };
      }
    }
    return { ok: true, values };
  }
  if (value.kind !== "map") {
    return {
      ok: false,
      message: "parameters are given by a list or an object",
      place: value.place,
    };
  }
  const nested = value.get("Parameters");
  const map = nested.kind === "map" ? nested : value;
  for (const key of map.keys()) values.set(key, map.get(key));
  return { ok: true, values };
}
