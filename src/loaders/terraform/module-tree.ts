import type { Path } from "../../model/place.ts";
import { record, type Complaints } from "./complaints.ts";
import { entry, isObject, itemsIn } from "./parsed-json.ts";
import type { PlanJson } from "./plan-json.ts";
import type { PlanIndex } from "./plan-index.ts";
import type { Layout } from "./recorded.ts";

/** Resources of a values representation, in which all is known that is there. */
export const knownValues: Layout = {
  values: (resource) => entry(resource, "values"),
  unknown: () => undefined,
  sensitive: (resource) => entry(resource, "sensitive_values"),
  missingMayBeUnknown: false,
  valuesPath: (resource) => ({ parent: resource, step: "values" }),
  unknownPath: () => undefined,
};

/** Resources of `planned_values`, which leaves out what is known only after apply. */
export const plannedValues: Layout = { ...knownValues, missingMayBeUnknown: true };

/**
 * Records the resources of a values representation, which holds modules within modules.
 * https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 *
 * @param json - the document
 * @param root - its member `root_module`
 * @param path - leads to it
 * @param layout - {@link knownValues} or {@link plannedValues}
 * @param takes - which resources to record
 */
export function recordModules(
  json: PlanJson,
  root: unknown,
  path: Path,
  index: PlanIndex,
  complaints: Complaints,
  layout: Layout,
  takes: (resource: unknown) => boolean,
): void {
  if (root === undefined || root === null) return;
  const modules: { readonly raw: unknown; readonly path: Path }[] = [{ raw: root, path }];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const at = next.path;
    if (!isObject(next.raw)) {
      complaints.add("a module that is not an object cannot be read", at);
      continue;
    }
    const resources = listed(next.raw, "resources", at, complaints);
    for (let step = 0; step < resources.items.length; step += 1) {
      const part = resources.items[step];
      if (!takes(part)) continue;
      const span = json.span(resources.items, step);
      const resource = span === undefined ? part : json.at(span);
      const own: Path = { parent: resources.path, step, span };
      record(entry(resource, "address"), resource, own, layout, index, complaints);
    }
    const children = listed(next.raw, "child_modules", at, complaints);
    for (let step = children.items.length - 1; step >= 0; step -= 1) {
      modules.push({ raw: children.items[step], path: { parent: children.path, step } });
    }
  }
}

/** The items of a list member, and what leads to the list; no items where it is missing. */
export function listed(
  raw: unknown,
  key: string,
  path: Path | undefined,
  complaints: Complaints,
): { readonly items: readonly unknown[]; readonly path: Path } {
  const list = entry(raw, key);
  const at: Path = { parent: path, step: key };
  if (list !== undefined && list !== null && !Array.isArray(list)) {
    complaints.add(`\`${key}\` is not a list and cannot be read`, at);
  }
  return { items: itemsIn(list), path: at };
}
