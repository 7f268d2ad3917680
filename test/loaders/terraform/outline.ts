import { readFileSync } from "node:fs";
import type { Path, Place, Source } from "../../../src/model/place.ts";
import type { LoadedDocument, Resource } from "../../../src/model/resource.ts";
import type { Value } from "../../../src/model/value.ts";
import {
  loadPlan,
  loadState,
  parsedPlan,
  recognisePlan,
} from "../../../src/loaders/terraform/index.ts";

/** A JSON text as the loaders get it. */
export function sourceOf(text: string, path = "plan.json"): Source {
  return { path, text, syntax: "json", confidential: true };
}

/** Loads a fixture by its path below `fixtures/loaders`. */
export function loadFixture(name: string): LoadedDocument {
  const path = `fixtures/loaders/${name}`;
  return load(readFileSync(path, "utf8"), path);
}

/** Loads parsed JSON, or a JSON text, as what it is recognised for. */
export function load(json: unknown, path?: string): LoadedDocument {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  const source = sourceOf(text, path);
  const raw: unknown = JSON.parse(text);
  return recognisePlan(raw) === "terraform-state"
    ? loadState(source, raw)
    : loadPlan(source, parsedPlan(raw));
}

/** The resource at an address. */
export function at(document: LoadedDocument, address: string): Resource {
  const found = document.resources.find((resource) => resource.address === address);
  if (found === undefined) throw new Error(`no ${address} among the resources`);
  return found;
}

/** A part of a resource's attributes. */
export function part(resource: Resource, ...steps: readonly (string | number)[]): Value {
  let here = resource.body;
  for (const step of steps) {
    const next: Value | undefined =
      here.kind === "list" && typeof step === "number"
        ? here.items[step]
        : here.kind === "map"
          ? here.get(String(step))
          : undefined;
    if (next === undefined) throw new Error(`nothing at ${String(step)}`);
    here = next;
  }
  return here;
}

/**
 * A value in short: scalars as they are, `absent`, `sensitive`, and unknown ones as
 * `unknown(reference, …)` or `unknown: reason`.
 */
export function outline(value: Value): unknown {
  switch (value.kind) {
    case "absent":
      return "absent";
    case "scalar":
      return value.sensitive ? "sensitive" : value.value;
    case "unknown": {
      const names = value.references.map(({ address, attribute }) =>
        attribute === undefined ? address : `${address}.${attribute}`,
      );
      if (names.length > 0) return `unknown(${names.join(", ")})`;
      return value.reason.code === "known-after-apply"
        ? "unknown"
        : `unknown: ${value.reason.detail}`;
    }
    case "list": {
      const rest = value.rest === undefined ? [] : [`… ${String(outline(value.rest))}`];
      return [...value.items.map(outline), ...rest];
    }
    case "map": {
      const entries = value.keys().map((key) => [key, outline(value.get(key))] as const);
      const rest = value.rest === undefined ? [] : [["…", outline(value.rest)] as const];
      return Object.fromEntries([...entries, ...rest]);
    }
  }
}

/** Where a value stands in its JSON text: `resource_changes[0].change.after.name`. */
export function route(place: Place): string {
  if (place.route.kind !== "path") return place.route.kind;
  const steps: string[] = [];
  for (let path: Path | undefined = place.route.path; path !== undefined; path = path.parent) {
    steps.unshift(typeof path.step === "number" ? `[${String(path.step)}]` : `.${path.step}`);
  }
  return steps.join("").slice(1);
}
