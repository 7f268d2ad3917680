import type { PolicyProblem } from "../model/policy.ts";
import type { MapValue, Value } from "../model/value.ts";
import { readLayers } from "./read-layers.ts";
import type { Layers } from "./layers.ts";
import { readRequest, type Request } from "./request.ts";

/** A request file as read, or everything that is wrong with it. */
export type RequestFileOutcome =
  | {
      readonly ok: true;
      readonly request: Request;
      /** Undefined where the file names no policies: those of elsewhere apply. */
      readonly layers: Layers | undefined;
      /** What AWS would refuse although its meaning is plain. */
      readonly problems: readonly PolicyProblem[];
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads `{"request": {…}, "policies": {…}}`, which `schema/request.schema.json` describes.
 *
 * @param value - the whole file, or one line of it
 */
export function readRequestFile(value: Value): RequestFileOutcome {
  const problems: PolicyProblem[] = [];
  if (value.kind !== "map") {
    const message = "a request file is an object with `request` and `policies`";
    return { ok: false, problems: [{ message, place: value.place }] };
  }
  checkKeys(value, ["request", "policies", "$schema"], "a request file", problems);
  const request = readInput(value, problems);
  const hasPolicies = value.keys().includes("policies");
  const layers = hasPolicies ? readLayers(value.get("policies")) : undefined;
  if (layers?.ok === false || request === undefined || problems.length > 0) {
    return { ok: false, problems: [...problems, ...(layers?.problems ?? [])] };
  }
  return { ok: true, request, layers: layers?.layers, problems: layers?.problems ?? [] };
}

function checkKeys(
  map: MapValue,
  allowed: readonly string[],
  what: string,
  problems: PolicyProblem[],
): void {
  for (const { key, place } of map.duplicates) {
    problems.push({ message: `\`${key}\` is stated twice`, place });
  }
  for (const key of map.keys()) {
    if (allowed.includes(key)) continue;
    const message = `\`${key}\` is no part of ${what}; there are \`${allowed.join("`, `")}\``;
    problems.push({ message, place: map.keyPlace(key) });
  }
}

function readInput(file: MapValue, problems: PolicyProblem[]): Request | undefined {
  const value = file.get("request");
  if (value.kind !== "map") {
    const message = "`request` is an object with `principal`, `action` and `resource`";
    problems.push({ message, place: value.place });
    return undefined;
  }
  checkKeys(value, ["principal", "action", "resource", "context"], "a request", problems);
  const principal = readText(value, "principal", problems);
  const action = readText(value, "action", problems);
  const resource = readText(value, "resource", problems);
  const context = readContext(value.get("context"), problems);
  if (principal === undefined || action === undefined || resource === undefined) return undefined;
  const outcome = readRequest({ principal, action, resource, context });
  if (outcome.ok) return outcome.request;
  problems.push({ message: outcome.message, place: value.get(outcome.field).place });
  return undefined;
}

function readText(map: MapValue, key: string, problems: PolicyProblem[]): string | undefined {
  const value = map.get(key);
  if (value.kind === "scalar" && typeof value.value === "string") return value.value;
  const message =
    value.kind === "absent" ? `the request has no \`${key}\`` : `\`${key}\` is a text`;
  problems.push({ message, place: value.place });
  return undefined;
}

/** Values are texts; numbers and booleans count as they are written. */
function readContext(
  value: Value,
  problems: PolicyProblem[],
): Readonly<Record<string, string | readonly string[]>> {
  if (value.kind === "absent") return {};
  if (value.kind !== "map") {
    problems.push({ message: "`context` is an object of condition keys", place: value.place });
    return {};
  }
  for (const { key, place } of value.duplicates) {
    problems.push({ message: `the condition key \`${key}\` is stated twice`, place });
  }
  return Object.fromEntries(
    value.keys().flatMap((key): readonly (readonly [string, string | readonly string[]])[] => {
      const entry = value.get(key);
      if (entry.kind === "scalar") return [[key, entry.text]];
      if (entry.kind === "list" && entry.items.every((item) => item.kind === "scalar")) {
        return [[key, entry.items.map((item) => item.text)]];
      }
      const message = `the condition key \`${key}\` has a text or a list of texts; one that the request does not have is left out`;
      problems.push({ message, place: entry.place });
      return [];
    }),
  );
}
