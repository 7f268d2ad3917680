import type { PlanFacts } from "../plan-facts.ts";
import { attributeDatum } from "../source/blocks.ts";
import { settled, type Datum, type Spot } from "../source/datum.ts";
import type { Declaration, ModuleSource } from "../source/module-source.ts";
import { datumOf, isList, isMap, plainJson, plainOf, type Plain } from "../source/plain.ts";
import { constantEnv } from "../source/variables.ts";
import { Work } from "../source/work.ts";

/**
 * The values that the variables of a root had for a plan. A value stands where the configuration
 * says the same: in a `.tfvars` file, or in the variable's default. One that came from elsewhere
 * has the variable's header for its place, which stands for "wherever it is used".
 *
 * @param module - the root
 * @param given - what the files beside it and the command line say
 * @param facts - the plan
 */
export function plannedVariables(
  module: ModuleSource,
  given: ReadonlyMap<string, Datum>,
  facts: Pick<PlanFacts, "variables">,
): ReadonlyMap<string, Datum> {
  const values = new Map(given);
  for (const [name, raw] of facts.variables()) {
    const declaration = module.variables.get(name);
    const plain = plainJson(raw);
    if (declaration === undefined || plain === undefined) continue;
    const written = given.get(name);
    if (written !== undefined && says(written, plain)) continue;
    const fallback = defaultOf(declaration);
    if (fallback !== undefined && says(fallback, plain)) {
      values.delete(name);
      continue;
    }
    const { source, header } = declaration;
    const spot: Spot = { source, span: header, hops: [] };
    values.set(name, datumOf(plain, spot));
  }
  return values;
}

function defaultOf(declaration: Declaration): Datum | undefined {
  const written = declaration.attributes.get("default");
  return written === undefined
    ? undefined
    : attributeDatum(written, constantEnv(written.source, new Work()));
}

function says(datum: Datum, plain: Plain): boolean {
  const made = plainOf(settled(datum));
  return !("kind" in made) && isSame(made.plain, plain);
}

/** The type of a variable makes a text of a number, and adds what is optional. */
function isSame(one: Plain, other: Plain): boolean {
  if (isMap(one) || isMap(other)) {
    if (!isMap(one) || !isMap(other)) return false;
    return [...other].every(([key, value]) => {
      const own = one.get(key);
      return own === undefined ? value === null : isSame(own, value);
    });
  }
  if (isList(one) || isList(other)) {
    if (!isList(one) || !isList(other) || one.length !== other.length) return false;
    return one.every((item, index) => isSame(item, other[index] ?? null));
  }
  return one === null || other === null ? one === other : String(one) === String(other);
}
