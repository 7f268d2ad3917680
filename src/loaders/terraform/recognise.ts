import { isObject, member, type JsonObject } from "./parsed-json.ts";

/** Members that only a plan's JSON has. */
const planMembers = ["planned_values", "resource_changes", "configuration", "prior_state"];

/** Members of a state file, of which `version` alone would say too little. */
const stateMembers = ["lineage", "serial", "terraform_version", "resources"];

/** Characters of a text in which its first members show. */
const headLength = 65_536;

/**
 * Tells Terraform's and OpenTofu's JSON from other JSON.
 * https://developer.hashicorp.com/terraform/internals/json-format
 *
 * @param raw - what `JSON.parse` returned
 * @returns `terraform-plan` for `show -json` of a plan; `terraform-state` for `show -json` of a
 *   state and for a state file; undefined where it is neither
 */
export function recognisePlan(raw: unknown): "terraform-plan" | "terraform-state" | undefined {
  if (!isObject(raw)) return undefined;
  if (Object.hasOwn(raw, "format_version")) {
    if (planMembers.some((key) => Object.hasOwn(raw, key))) return "terraform-plan";
    if (Object.hasOwn(raw, "values") && Object.hasOwn(raw, "terraform_version")) {
      return "terraform-state";
    }
    // What `show -json` prints of a plan or a state without anything in it.
    const keys = Object.keys(raw);
    return keys.every((key) => emptyMembers.has(key)) ? "terraform-state" : undefined;
  }
  return isStateFile(raw) ? "terraform-state" : undefined;
}

const emptyMembers: ReadonlySet<string> = new Set([
  "format_version",
  "terraform_version",
  "checks",
  "timestamp",
  "errored",
  "complete",
  "applyable",
  "variables",
]);

/** Whether parsed JSON is a state as Terraform stores it, of whatever version. */
export function isStateFile(raw: unknown): raw is JsonObject {
  return (
    isObject(raw) &&
    typeof member(raw, "version") === "number" &&
    hasStateMembers((key) => Object.hasOwn(raw, key))
  );
}

function hasStateMembers(has: (key: string) => boolean): boolean {
  const found = stateMembers.filter(has);
  return found.length > 1 && (found.includes("lineage") || found.includes("terraform_version"));
}

/**
 * Whether a text looks like Terraform's JSON, without parsing it: a truncated plan does too, so
 * that it ends as an error and never as silence.
 *
 * @param text - the decoded text, with or without a byte order mark
 */
export function looksLikeTerraformJson(text: string): boolean {
  const head = text.slice(0, headLength);
  if (!/^\ufeff?\s*\{/.test(head)) return false;
  const first =
    /^\ufeff?\s*\{\s*"format_version"\s*:\s*(?:"[^"]*"?\s*)?(?:,\s*("[a-z_]*"?)?|\}?\s*$)/.exec(
      head,
    );
  if (first !== null) {
    const next = first[1] ?? "";
    return (
      next === "" ||
      [...emptyMembers, "values", ...planMembers].some((key) => `"${key}"`.startsWith(next))
    );
  }
  const has = (key: string): boolean => text.includes(`"${key}"`);
  // Sorted keys put what identifies a plan behind its configuration.
  if (/"(?:provider_config|resource_changes|planned_values)"\s*:/.test(head)) return true;
  if (!has("format_version")) return has("version") && hasStateMembers(has);
  return has("terraform_version") || planMembers.some(has);
}
