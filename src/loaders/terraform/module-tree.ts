import type { Path } from "../../model/place.ts";
import { record, type Complaints } from "./complaints.ts";
import { isObject, member } from "./parsed-json.ts";
import type { PlanIndex } from "./plan-index.ts";

/**
 * Records the resources of a values representation, which holds modules within modules.
 * https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 *
 * @param root - the member `root_module`
 * @param path - leads to it
 * @param options - which resources to take, and whether missing values may be unknown ones
 */
export function recordModules(
  root: unknown,
  path: Path,
  index: PlanIndex,
  complaints: Complaints,
  options: {
    readonly takes: (resource: unknown) => boolean;
    readonly missingMayBeUnknown: boolean;
  },
): void {
  if (root === undefined || root === null) return;
  const modules: { readonly raw: unknown; readonly path: Path }[] = [{ raw: root, path }];
  for (let next = modules.pop(); next !== undefined; next = modules.pop()) {
    const at = next.path;
    if (!isObject(next.raw)) {
      complaints.add("a module that is not an object cannot be read", at);
      continue;
    }
    for (const [resource, own] of listed(next.raw, "resources", at, complaints)) {
      if (!options.takes(resource)) continue;
      const found = {
        address: member(resource, "address"),
        values: member(resource, "values"),
        unknown: undefined,
        sensitive: member(resource, "sensitive_values"),
        missingMayBeUnknown: options.missingMayBeUnknown,
        path: own,
        valuesPath: { parent: own, step: "values" },
        unknownPath: undefined,
      };
      record(found, index, complaints);
    }
    const children = listed(next.raw, "child_modules", at, complaints);
    for (const [child, own] of children.reverse()) modules.push({ raw: child, path: own });
  }
}

/** The items of a list member with their paths; none where it is missing. */
export function listed(
  raw: unknown,
  key: string,
  path: Path | undefined,
  complaints: Complaints,
): (readonly [item: unknown, path: Path])[] {
  const list = member(raw, key);
  if (list === undefined || list === null) return [];
  const at: Path = { parent: path, step: key };
  if (!Array.isArray(list)) {
    complaints.add(`\`${key}\` is not a list and cannot be read`, at);
    return [];
  }
  return list.map((item: unknown, step) => [item, { parent: at, step }] as const);
}
