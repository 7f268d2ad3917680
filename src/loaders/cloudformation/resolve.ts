import type { Value } from "../../model/value.ts";
import { absentAt } from "../plain-value.ts";
import type { Env } from "./env.ts";
import { callFunction, functionNames } from "./functions/index.ts";
import { ResolvedList, ResolvedMap } from "./resolved.ts";
import { masked, onlyEntry, placed, unknown } from "./values.ts";

/**
 * Works out what a value of a template is, as far as that can be told without asking AWS.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 *
 * @param value - as written
 * @param env - what its names mean, and what it is read for
 * @returns a value of which parts may be unknown; it never throws
 */
export function resolve(value: Value, env: Env): Value {
  return (
    env.stack.work.within(() => resolved(value, env)) ??
    unknown(placed(value.place, env.frame), "too-large", "the template takes too long to work out")
  );
}

function resolved(value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  switch (value.kind) {
    case "scalar":
      return value.text.includes("{{resolve:") ? dynamic(value, place) : { ...value, place };
    case "unknown":
      return { ...value, place };
    case "absent":
      return absentAt(place);
    case "list":
      return new ResolvedList(value, env);
    case "map": {
      const [name, inner] = onlyEntry(value) ?? [];
      return name !== undefined && inner !== undefined && functionNames.has(name)
        ? callFunction(name, inner, value, env)
        : new ResolvedMap(value, env);
    }
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function dynamic(value: Value, place: Value["place"]): Value {
  const secret =
    value.kind === "scalar" && /\{\{resolve:(?:ssm-secure|secretsmanager):/.test(value.text);
  const detail = "CloudFormation looks it up when it deploys";
  const open = unknown(place, secret ? "sensitive" : "known-after-apply", detail);
  return masked(open);
}
