import type { AddonConfiguration, AddonSetting } from "../model/estate.ts";
import type { Reason, Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";
import { stringFact } from "./read.ts";

/** More settings, or deeper ones, than any add-on has are not read. */
const mostSettings = 500;
const deepest = 10;

/**
 * Reads the configuration of an add-on: JSON in a text, or a map.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAddon.html
 *
 * @param value - the attribute that holds it
 * @returns unknown for YAML in a text, which the API takes too and which is not read
 */
export function addonConfiguration(value: Value): AddonConfiguration {
  const { place } = value;
  switch (value.kind) {
    case "absent":
      return { state: "absent", place };
    case "unknown":
      return { state: "unknown", reason: value.reason, place };
    case "map": {
      const settings: AddonSetting[] = [];
      const rest = readSettings(value, "", settings, 0);
      return { state: "known", settings, rest, place };
    }
    case "scalar": {
      if (value.text.trim() === "") return { state: "absent", place };
      const json = embeddedJson(value);
      if (json.ok && json.value.kind === "map") return addonConfiguration(json.value);
      const detail = "the add-on's configuration is not written as a JSON object";
      return { state: "unknown", reason: { code: "unsupported-expression", detail, place }, place };
    }
    case "list": {
      const detail = "the add-on's configuration is a list";
      return { state: "unknown", reason: { code: "malformed", detail, place }, place };
    }
  }
}

function readSettings(
  value: Value,
  key: string,
  settings: AddonSetting[],
  depth: number,
): Reason | undefined {
  if (settings.length >= mostSettings || depth > deepest) {
    return { code: "too-large", detail: "the configuration is too large", place: value.place };
  }
  if (value.kind !== "map") {
    settings.push({ key, value: stringFact(value) });
    return undefined;
  }
  let rest = value.rest?.reason;
  for (const name of value.keys()) {
    const below = readSettings(
      value.get(name),
      key === "" ? name : `${key}.${name}`,
      settings,
      depth + 1,
    );
    rest ??= below;
  }
  return rest;
}
