import type { Reason, UnknownValue, Value } from "../../../../src/model/value.ts";
import type { Layers } from "../../../../src/iam/layers.ts";
import { readLayers } from "../../../../src/iam/read-layers.ts";
import { requestValue } from "../../request-value.ts";
import { unknownPart, type Policies } from "./policies.ts";
import { keys } from "./world.ts";

const reason: Reason = { code: "known-after-apply", detail: "it is made later", place: undefined };

/** @returns layers in which {@link unknownPart} stands for what is not known */
export function layersWithUnknowns(policies: Policies): Layers {
  const read = readLayers(withUnknowns(requestValue(policies)));
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  return read.layers;
}

function withUnknowns(value: Value): Value {
  switch (value.kind) {
    case "scalar": {
      if (value.text !== unknownPart) return value;
      const { place, sensitive } = value;
      const unknown: UnknownValue = { kind: "unknown", reason, references: [], place, sensitive };
      return unknown;
    }
    case "list":
      return { ...value, items: value.items.map(withUnknowns) };
    case "map":
      return {
        kind: "map",
        place: value.place,
        sensitive: value.sensitive,
        rest: value.rest,
        duplicates: value.duplicates,
        keys: () => value.keys(),
        keyPlace: (key) => value.keyPlace(key),
        get: (key) => withUnknowns(value.get(key)),
      };
    case "unknown":
    case "absent":
      return value;
  }
}

/** @returns the policies for some of the things that the unknown part can turn out to be */
export function concretely(policies: Policies): readonly Policies[] {
  const text = JSON.stringify(policies);
  if (!text.includes(unknownPart)) return [policies];
  return turnsOf(text).map((turn): Policies => JSON.parse(replaced(text, turn)) as Policies);
}

function replaced(text: string, turn: string): string {
  return text
    .replaceAll(`"${unknownPart}"`, turn)
    .replaceAll(/,?"<nothing>",?/gu, (found) =>
      found.startsWith(",") && found.endsWith(",") ? "," : "",
    );
}

/** What stands before the unknown part tells what it is a part of. */
function turnsOf(text: string): readonly string[] {
  const before = text.slice(0, text.indexOf(`"${unknownPart}"`));
  if (before.endsWith('"Effect":')) return ['"Allow"', '"Deny"'];
  if (before.endsWith("},")) {
    const plain = '"Action":"*","Resource":"*"';
    const isNamed = /"(?:endpoint|resource|rcp)":/u.test(before);
    const body = isNamed ? `"Principal":"*",${plain}` : plain;
    return ['"<nothing>"', `{"Effect":"Allow",${body}}`, `{"Effect":"Deny",${body}}`];
  }
  const element = /"([A-Za-z:/-]+)":\[?[^:{}]*$/u.exec(before)?.[1] ?? "";
  if (element === "Action" || element === "NotAction") return ['"*"', '"eks:Tag*"', '"iam:*"'];
  const key = keys.find(({ name }) => name === element);
  if (key !== undefined)
    return [...key.compared.slice(0, 6), "nothing-like-it"].map((one) => `"${one}"`);
  return ['"*"', '"arn:aws:eks:*:*:cluster/a"', '"arn:aws:iam::1:nothing"'];
}
