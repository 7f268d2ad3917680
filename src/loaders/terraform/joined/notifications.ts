import type { Notification } from "../../../model/notification.ts";
import type { LoadedPlan } from "../plan.ts";
import type { ModuleSource } from "../source/module-source.ts";
import type { Fit } from "./match.ts";

/** Names beyond this many are counted. */
const mostNames = 5;

/** A folder that a person named has no configuration. */
export function noConfiguration(folder: string): Notification {
  const message = `${shown(folder)} holds no Terraform configuration`;
  return { level: "error", code: "no-configuration", message, path: folder, place: undefined };
}

/** A file that a person named belongs to nothing. */
export function ofNoConfiguration(path: string): Notification {
  const message = `${path} lies in a folder without a Terraform configuration`;
  return { level: "warning", code: "unknown-input", message, path, place: undefined };
}

/** Files that a person named belong to modules. */
export function calledBy(paths: readonly string[], roots: readonly ModuleSource[]): Notification {
  const folders = listed(roots.map(({ directory }) => shown(directory)));
  const message = `what calls the modules of ${listed(paths)} is judged, and they as parts of it: ${folders}`;
  return { level: "note", code: "called-module", message, path: paths[0], place: undefined };
}

/** Several configurations declare what the plan declares. */
export function ambiguous(plan: LoadedPlan, modules: readonly ModuleSource[]): Notification {
  const folders = listed(modules.map(({ directory }) => shown(directory)));
  const message = `${plan.source.path} can be a plan of ${folders}, and is judged alone; --source says which`;
  return warning("ambiguous-configuration", message, plan);
}

/** The configuration beside the plan is another one. */
export function notJoined(plan: LoadedPlan, fit: Fit): Notification {
  const { both, onlyPlanned, onlyWritten, module } = fit;
  const all = both + onlyPlanned.length + onlyWritten.length;
  const message = `${plan.source.path} is no plan of the configuration in ${shown(module.directory)}, since only ${String(both)} of the ${String(all)} names that their root modules declare are in both; each is judged alone`;
  return warning("plan-of-another-configuration", message, plan);
}

/** Plan and configuration are put together, and one of them has changed since. */
export function differing(plan: LoadedPlan, fit: Fit): Notification | undefined {
  const { onlyPlanned, onlyWritten, module } = fit;
  if (onlyPlanned.length === 0 && onlyWritten.length === 0) return undefined;
  const parts = [
    ...(onlyPlanned.length === 0 ? [] : [`only the plan has ${quoted(onlyPlanned)}`]),
    ...(onlyWritten.length === 0
      ? []
      : [`only the configuration has ${quoted(onlyWritten)}, which is not judged`]),
  ];
  const message = `${plan.source.path} and the configuration in ${shown(module.directory)} are not of the same state: ${parts.join("; ")}`;
  return warning("outdated-plan", message, plan);
}

function warning(code: string, message: string, plan: LoadedPlan): Notification {
  return { level: "warning", code, message, path: plan.source.path, place: undefined };
}

function quoted(names: readonly string[]): string {
  return listed(names.map((name) => `\`${name.slice(0, 80)}\``));
}

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0
    ? `${names.slice(0, mostNames).join(", ")} and ${String(more)} more`
    : names.join(", ");
}

function shown(folder: string): string {
  return folder === "" ? "the working directory" : folder;
}
