import type { Notification } from "../../model/notification.ts";
import type { Path, Source } from "../../model/place.ts";
import type { LoadedDocument } from "../../model/resource.ts";
import { Complaints, record } from "./complaints.ts";
import { Configuration } from "./configuration.ts";
import { judgeFormatVersion } from "./format-version.ts";
import { knownValues, listed, plannedValues, recordModules } from "./module-tree.ts";
import { entry, isObject, itemsIn, member } from "./parsed-json.ts";
import { PlanFacts } from "./plan-facts.ts";
import type { PlanJson } from "./plan-json.ts";
import { PlanIndex } from "./plan-index.ts";
import { Reading } from "./reading.ts";
import type { Layout } from "./recorded.ts";
import { RecordedResource } from "./recorded-resource.ts";
import { Tracer } from "./trace.ts";
import { PlanWhereabouts } from "./whereabouts.ts";

/** The loader's name in reports. */
const format = "terraform-plan";

/** A plan as a document. */
export interface LoadedPlan extends LoadedDocument {
  readonly format: typeof format;
  /** What helps to read its configuration; undefined where the plan could not be read. */
  readonly facts: PlanFacts | undefined;
}

/**
 * Reads a plan as `terraform show -json` or `tofu show -json` prints it: the resources as they will
 * be once it is applied, and the data sources that were read for it.
 * https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 *
 * @param source - the text; places lead into it
 * @param json - what was read of it
 * @returns a document whose resources look their attributes up when they are asked. It never
 *   throws: `unsupported-format-version` and `malformed-plan` say what could not be read,
 *   `errored-plan` and `incomplete-plan` that the plan itself does not cover everything
 */
export function loadPlan(source: Source, json: PlanJson): LoadedPlan {
  const { raw } = json;
  const version = judgeFormatVersion("plan", member(raw, "format_version"), source);
  if (!version.readable) {
    const { notifications } = version;
    return { source, format, standing: "declared", resources: [], notifications, facts: undefined };
  }
  const complaints = new Complaints(source, "malformed-plan");
  const index = new PlanIndex();
  recordChanges(json, index, complaints);
  recordLookedUp(json, index, complaints);
  const configuration = new Configuration(member(raw, "configuration"));
  const tracer = new Tracer(configuration, index, isWhole(raw));
  const reading = new Reading(source, configuration, index, tracer);
  const whereabouts = new PlanWhereabouts(raw, configuration, index);
  const resources: RecordedResource[] = [];
  for (const recorded of index.all()) {
    resources.push(new RecordedResource(recorded, reading, whereabouts));
  }
  return {
    source,
    format,
    standing: "declared",
    resources,
    facts: new PlanFacts(raw, configuration, index, isWhole(raw)),
    notifications: [
      ...version.notifications,
      ...standing(raw, source),
      ...complaints.notifications,
    ],
  };
}

/** The resources that the plan changes or leaves as they are; else those it says will be. */
function recordChanges(json: PlanJson, index: PlanIndex, complaints: Complaints): void {
  const { raw } = json;
  const gone = new Set<unknown>();
  const changes = listed(raw, "resource_changes", undefined, complaints);
  for (let step = 0; step < changes.items.length; step += 1) {
    const change = changes.items[step];
    const span = json.span(changes.items, step);
    const path: Path = { parent: changes.path, step, span };
    if (!isObject(change)) {
      complaints.add("a resource change that is not an object cannot be read", path);
      continue;
    }
    // An object that is left over from a replacement, and only waits to be deleted.
    if (entry(change, "deposed") !== undefined) continue;
    const address = entry(change, "address");
    if (isGone(change)) {
      gone.add(address);
      continue;
    }
    const rest = span === undefined ? undefined : json.at;
    record(address, change, path, changedValues, index, complaints, rest);
  }
  const planned: Path = {
    parent: { parent: undefined, step: "planned_values" },
    step: "root_module",
  };
  const root = member(raw, "planned_values", "root_module");
  recordModules(json, root, planned, index, complaints, plannedValues, (resource) => {
    const address = entry(resource, "address");
    return !gone.has(address) && !(typeof address === "string" && index.at(address) !== undefined);
  });
}

/** Resources of `resource_changes`. */
const changedValues: Layout = {
  values: (change) => entry(entry(change, "change"), "after"),
  unknown: (change) => entry(entry(change, "change"), "after_unknown"),
  sensitive: (change) => entry(entry(change, "change"), "after_sensitive"),
  missingMayBeUnknown: false,
  valuesPath: (change) => ({ parent: { parent: change, step: "change" }, step: "after" }),
  unknownPath: (change) => ({ parent: { parent: change, step: "change" }, step: "after_unknown" }),
};

/** Data sources that could be read before apply stand only in the state from before. */
function recordLookedUp(json: PlanJson, index: PlanIndex, complaints: Complaints): void {
  const root = member(json.raw, "prior_state", "values", "root_module");
  let path: Path = { parent: undefined, step: "prior_state" };
  for (const step of ["values", "root_module"]) path = { parent: path, step };
  recordModules(json, root, path, index, complaints, knownValues, (resource) => {
    const address = entry(resource, "address");
    const isNew = typeof address !== "string" || index.at(address) === undefined;
    return isNew && entry(resource, "mode") === "data";
  });
}

/** Deleted, or no longer managed here: nothing is left to judge. */
function isGone(change: unknown): boolean {
  const actions = itemsIn(member(change, "change", "actions"));
  const leaves = actions.includes("delete") || actions.includes("forget");
  return leaves && !actions.includes("create");
}

/** Whether what the plan lacks does not exist. */
function isWhole(raw: unknown): boolean {
  return member(raw, "complete") !== false && member(raw, "errored") !== true;
}

function standing(raw: unknown, source: Source): readonly Notification[] {
  const note = (
    level: "error" | "warning",
    code: string,
    message: string,
    key: string,
  ): Notification => ({
    level,
    code,
    message,
    path: source.path,
    place: {
      source,
      route: {
        kind: "path",
        inside: undefined,
        path: { parent: undefined, step: key },
        part: "value",
      },
      address: undefined,
      via: [],
    },
  });
  if (member(raw, "errored") === true) {
    return [
      note(
        "error",
        "errored-plan",
        "planning failed, so the plan holds a part of the changes only; its resources are judged all the same",
        "errored",
      ),
    ];
  }
  if (member(raw, "complete") === false) {
    return [
      note(
        "warning",
        "incomplete-plan",
        "the plan leaves changes for a later one, because of `-target` or deferred actions; what it lacks is not judged",
        "complete",
      ),
    ];
  }
  return [];
}
