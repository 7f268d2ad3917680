import type { Path, Source } from "../../model/place.ts";
import type { LoadedDocument } from "../../model/resource.ts";
import { Complaints, record } from "./complaints.ts";
import { Configuration } from "./configuration.ts";
import { judgeFormatVersion, versionNotification } from "./format-version.ts";
import { knownValues, listed, recordModules } from "./module-tree.ts";
import { entry, isObject, member, textAt } from "./parsed-json.ts";
import { parsedPlan } from "./plan-json.ts";
import { PlanIndex } from "./plan-index.ts";
import { Reading } from "./reading.ts";
import { isStateFile } from "./recognise.ts";
import type { Layout } from "./recorded.ts";
import { RecordedResource } from "./recorded-resource.ts";
import { sensitiveTree } from "./sensitive-paths.ts";
import { Tracer } from "./trace.ts";
import { writeKey } from "./traversal.ts";
import { PlanWhereabouts } from "./whereabouts.ts";

/** The loader's name in reports. */
const format = "terraform-state";

/** The one version of state files that is written today. */
const stateFileVersion = 4;

/**
 * Reads a state: as `terraform show -json` prints it, or as Terraform stores it.
 * https://developer.hashicorp.com/terraform/internals/json-format#state-representation
 *
 * @param source - the text; places lead into it
 * @param raw - what `JSON.parse` made of it
 * @returns a document of what was there when the state was written; a state has no configuration,
 *   so nothing in it is unknown. It never throws: `unsupported-format-version` and
 *   `malformed-state` say what could not be read
 */
export function loadState(source: Source, raw: unknown): LoadedDocument {
  return isStateFile(raw) ? loadFile(source, raw) : loadShown(source, raw);
}

function loadShown(source: Source, raw: unknown): LoadedDocument {
  const version = judgeFormatVersion("state", member(raw, "format_version"), source);
  const complaints = new Complaints(source, "malformed-state");
  const index = new PlanIndex();
  if (version.readable) {
    const path: Path = { parent: { parent: undefined, step: "values" }, step: "root_module" };
    const root = member(raw, "values", "root_module");
    recordModules(parsedPlan(raw), root, path, index, complaints, knownValues, (resource) => {
      return entry(resource, "deposed_key") === undefined;
    });
  }
  const notifications = [...version.notifications, ...complaints.notifications];
  return { ...observed(source, raw, index), notifications };
}

function loadFile(source: Source, raw: unknown): LoadedDocument {
  const version = member(raw, "version");
  if (version !== stateFileVersion) {
    const message = `the state file has version ${String(version)}; only version 4 can be read, which \`terraform show -json\` makes of it`;
    const notifications = [versionNotification("error", message, source, "version")];
    return { ...observed(source, raw, new PlanIndex()), notifications };
  }
  const complaints = new Complaints(source, "malformed-state");
  const index = new PlanIndex();
  const resources = listed(raw, "resources", undefined, complaints);
  for (const [step, resource] of resources.items.entries()) {
    const path: Path = { parent: resources.path, step };
    if (!isObject(resource) || !Array.isArray(entry(resource, "instances"))) {
      complaints.add("a resource without a list of instances cannot be read", path);
      continue;
    }
    const instances = listed(resource, "instances", path, complaints);
    for (const [position, instance] of instances.items.entries()) {
      if (entry(instance, "deposed") !== undefined) continue;
      const address = addressOf(resource, entry(instance, "index_key"));
      const own: Path = { parent: instances.path, step: position };
      record(address, instance, own, storedValues, index, complaints);
    }
  }
  return { ...observed(source, raw, index), notifications: complaints.notifications };
}

/** Instances in a state file. */
const storedValues: Layout = {
  values: (instance) => entry(instance, "attributes"),
  unknown: () => undefined,
  sensitive: (instance) => sensitiveTree(entry(instance, "sensitive_attributes")),
  missingMayBeUnknown: false,
  valuesPath: (instance) => ({ parent: instance, step: "attributes" }),
  unknownPath: () => undefined,
};

function addressOf(resource: unknown, key: unknown): string | undefined {
  const type = textAt(resource, "type");
  const name = textAt(resource, "name");
  if (type === undefined || name === undefined) return undefined;
  const module = textAt(resource, "module");
  const index = typeof key === "string" || typeof key === "number" ? writeKey(key) : "";
  const parts = [module, member(resource, "mode") === "data" ? "data" : undefined, type, name];
  return parts.filter((part) => part !== undefined).join(".") + index;
}

function observed(source: Source, raw: unknown, index: PlanIndex): LoadedDocument {
  const configuration = new Configuration(undefined);
  const tracer = new Tracer(configuration, index, true);
  const reading = new Reading(source, configuration, index, tracer);
  const whereabouts = new PlanWhereabouts(raw, configuration, index);
  const resources: RecordedResource[] = [];
  for (const recorded of index.all()) {
    resources.push(new RecordedResource(recorded, reading, whereabouts));
  }
  return { source, format, standing: "observed", resources, notifications: [] };
}
