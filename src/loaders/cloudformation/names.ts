import type { Place } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { onlyEntry } from "./values.ts";

/** A name that some part of a template uses. */
export interface Named {
  readonly kind: "name" | "condition";
  readonly name: string;
  readonly place: Place;
}

/**
 * The parameters, resources and conditions that a part of a template names.
 *
 * @returns in no order, names of loops left out
 */
export function namesIn(root: Value): readonly Named[] {
  const found: Named[] = [];
  const seen = new Set<Value>();
  const waiting: Value[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "list") for (const item of value.items) waiting.push(item);
    if (value.kind !== "map") continue;
    const [key, inner] = onlyEntry(value) ?? [];
    if (key !== undefined && inner !== undefined) readFunction(key, inner, found);
    for (const name of value.keys()) waiting.push(value.get(name));
  }
  const depends = root.kind === "map" ? root.get("DependsOn") : undefined;
  for (const item of depends?.kind === "list" ? depends.items : [depends]) {
    if (item?.kind === "scalar") found.push({ kind: "name", name: item.text, place: item.place });
  }
  return found;
}

function readFunction(key: string, inner: Value, into: Named[]): void {
  const add = (value: Value | undefined, kind: Named["kind"], end?: string): void => {
    if (value?.kind !== "scalar") return;
    const [name = ""] = end === undefined ? [value.text] : value.text.split(end, 1);
    into.push({ kind, name, place: value.place });
  };
  switch (key) {
    case "Ref":
      add(inner, "name");
      break;
    case "Condition":
      add(inner, "condition");
      break;
    case "Fn::GetAtt":
      add(inner.kind === "list" ? inner.items[0] : inner, "name", ".");
      break;
    case "Fn::Sub":
      readText(inner, into);
      break;
    default:
      break;
  }
}

function readText(inner: Value, into: Named[]): void {
  const [text, names] = inner.kind === "list" ? inner.items : [inner];
  if (text?.kind !== "scalar") return;
  const own = new Set(names?.kind === "map" ? names.keys() : []);
  for (const [, written = ""] of text.text.matchAll(/\$\{([^}]*)\}/g)) {
    const name = written.trim();
    const [first = ""] = name.split(".", 1);
    if (first === "" || name.startsWith("!") || own.has(name)) continue;
    into.push({ kind: "name", name: first, place: text.place });
  }
}
