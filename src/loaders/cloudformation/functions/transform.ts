import type { Value } from "../../../model/value.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { placed, shown, unknown, unknownFor } from "../values.ts";

/**
 * `Fn::Transform`: what `AWS::Include` puts in, where that is a local file.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 *
 * @returns the content as written; unknown for every other macro
 */
export function included(value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const name = value.kind === "map" ? value.get("Name") : value;
  const given = value.kind === "map" ? value.get("Parameters") : value;
  const macro = name.kind === "scalar" ? name.text : "a macro";
  if (macro !== "AWS::Include" || given.kind !== "map") {
    return unknown(
      place,
      "unsupported-expression",
      `what the macro ${shown(macro)} makes is not known`,
    );
  }
  const location = resolve(given.get("Location"), env);
  if (location.kind === "unknown") return unknownFor(place, location);
  if (location.kind !== "scalar") {
    return unknown(place, "malformed", "`AWS::Include` takes a `Location`");
  }
  const file = env.stack.file(location.text);
  return file.ok ? file.value : unknown(place, "missing-file", file.detail);
}
