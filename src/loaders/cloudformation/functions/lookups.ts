import type { MapValue, Value } from "../../../model/value.ts";
import { isSame } from "../either.ts";
import type { Env } from "../env.ts";
import { resolve } from "../resolve.ts";
import { placed, reached, shown, unknown, unknownFor } from "../values.ts";

/**
 * `Fn::FindInMap`
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html
 */
export function findInMap(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const [name, top, second, fallback] = inner.kind === "list" ? inner.items : [];
  if (name === undefined || top === undefined || second === undefined) {
    return unknown(place, "malformed", "`Fn::FindInMap` takes a mapping and two keys");
  }
  const [mapName, first, last] = [name, top, second].map((part) => resolve(part, env));
  if (mapName?.kind === "unknown") return unknownFor(place, mapName);
  const mapping = mapName?.kind === "scalar" ? env.stack.mapping(mapName.text) : undefined;
  const told = fallback?.kind === "map" ? fallback.get("DefaultValue") : undefined;
  const otherwise = (): Value =>
    told === undefined || told.kind === "absent"
      ? unknown(place, "malformed", "the mapping has no such entry")
      : resolve(told, env);
  if (mapping === undefined || first === undefined || last === undefined) return otherwise();
  const hop = {
    kind: "variable",
    label: mapName?.kind === "scalar" ? shown(mapName.text) : "",
    place,
  } as const;
  const entry = (row: Value): Value | undefined => {
    if (row.kind !== "map" || last.kind !== "scalar") return undefined;
    const found = row.get(last.text);
    return found.kind === "absent" ? undefined : reached(found, env.frame, hop);
  };
  if (last.kind === "unknown") return unknownFor(place, { ...last, references: [] });
  if (first.kind === "unknown") {
    return told === undefined
      ? (common(mapping, entry) ?? unknownFor(place, { ...first, references: [] }))
      : unknownFor(place, { ...first, references: [] });
  }
  if (first.kind !== "scalar") return otherwise();
  return entry(mapping.get(first.text)) ?? otherwise();
}

/** What every row of a mapping says, whichever is taken. */
function common(mapping: MapValue, entry: (row: Value) => Value | undefined): Value | undefined {
  const [first, ...others] = mapping.keys().map((key) => entry(mapping.get(key)));
  if (first === undefined) return undefined;
  return others.every((other) => other !== undefined && isSame(first, other)) ? first : undefined;
}

/**
 * `Fn::ImportValue`: what another template of the run exports under the name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
 */
export function importValue(inner: Value, value: Value, env: Env): Value {
  const place = placed(value.place, env.frame);
  const name = resolve(inner, env);
  if (name.kind === "unknown") return unknownFor(place, { ...name, references: [] });
  if (name.kind !== "scalar") {
    return unknown(place, "malformed", "`Fn::ImportValue` takes the name of an export");
  }
  const exported = env.stack.exported(name.text);
  const [first, ...others] = exported;
  const hop = { kind: "variable", label: shown(`export ${name.text}`), place } as const;
  if (first !== undefined && others.every((other) => isSame(first, other))) {
    return reached(first, env.frame, hop);
  }
  const detail =
    first === undefined
      ? `no template that was read exports \`${shown(name.text)}\``
      : `several templates export \`${shown(name.text)}\``;
  return unknown(place, first === undefined ? "not-in-input" : "ambiguous-reference", detail);
}
