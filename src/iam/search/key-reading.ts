import { multivaluedGlobalKeys } from "../../aws/condition-keys.ts";
import { glob, languageOf, type Constraint } from "./language.ts";
import type { Mention } from "./mentions.ts";
import { newSet, newText, nonEmpty } from "./new-variable.ts";
import type { KeyFamily } from "./question.ts";
import { fixedKey, missing, unknownKey, whole, type KeyReading } from "./reading.ts";
import { typedValues } from "./typed-values.ts";
import type { Work } from "./work.ts";

/**
 * How the requests of a family come by a condition key that the family speaks of.
 *
 * @param name - of the key, as people write it
 * @param mention - what policies ask of it
 * @returns undefined where no value is left
 */
export function keyReading(
  name: string,
  family: KeyFamily,
  mention: Mention | undefined,
  work: Work,
): KeyReading | undefined {
  switch (family.kind) {
    case "absent":
      return missing;
    case "is":
      return fixedKey(family.values);
    case "unknown":
      return unknownKey(family.reason);
    case "including":
      return setReading(name, family.values, false, [], work);
    case "any":
      return freeKey(name, family, mention, work);
  }
}

function freeKey(
  name: string,
  family: KeyFamily & { readonly kind: "any" },
  mention: Mention | undefined,
  work: Work,
): KeyReading | undefined {
  const key = name.toLowerCase();
  const { optional } = family;
  const within = constraintsOf(family);
  const families = [...(mention?.families ?? [])].filter((one) => one !== "null");
  const several =
    multivaluedGlobalKeys.has(key) || (!key.startsWith("aws:") && mention?.several === true);
  const [first, ...others] = families.filter((one) => one !== "string" && one !== "arn");
  const isBool = first === "bool" && others.length === 0;
  const isTyped = first !== undefined && others.length === 0 && families.length === 1;
  if ((isBool || isTyped) && within.length === 0) {
    if (several) {
      const detail = `\`${name}\` holds several values where a policy compares single ones`;
      return unknownKey({ code: "unspecified-by-aws", detail, place: undefined });
    }
    const values = typedValues(first, mention?.values ?? []) ?? [];
    const none = optional ? [undefined] : [];
    return { kind: "choice", variable: { kind: "choice", name, values: [...none, ...values] } };
  }
  if (several) return setReading(name, [], optional, within, work);
  const { preferred = [] } = family;
  const variable = newText({ name, optional, within, preferred }, work);
  return variable === undefined
    ? undefined
    : { kind: "text", view: whole(variable), several: false };
}

function setReading(
  name: string,
  required: readonly string[],
  optional: boolean,
  within: readonly Constraint[],
  work: Work,
): KeyReading | undefined {
  const variable = newSet(
    { name, optional, within: [nonEmpty, ...within], required, preferred: ["x"], open: true },
    work,
  );
  return variable === undefined ? undefined : { kind: "set", variable };
}

/** @returns what every value of a free key meets */
export function constraintsOf({
  like,
  unlike,
}: KeyFamily & { readonly kind: "any" }): readonly Constraint[] {
  return [
    ...(like === undefined ? [] : [among(like, true)]),
    ...(unlike === undefined ? [] : [among(unlike, false)]),
  ];
}

function among(patterns: readonly string[], inside: boolean): Constraint {
  return { language: languageOf(patterns.map(glob)), inside };
}
