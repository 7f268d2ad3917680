import type { Host } from "../../../model/host.ts";
import type { Notification } from "../../../model/notification.ts";
import type { Hop } from "../../../model/place.ts";
import type { LoadedPlan } from "../plan.ts";
import type { PlanFacts } from "../plan-facts.ts";
import { Neighbours } from "../source/backend.ts";
import {
  attempted,
  loadRoot,
  notRead,
  type ConfigurationRequest,
  type LoadedConfiguration,
} from "../source/load.ts";
import type { ModuleSource } from "../source/module-source.ts";
import type { Planned } from "../source/planned.ts";
import { ModuleSources, Root } from "../source/root.ts";
import { callersOf, rootsAmong } from "../source/roots.ts";
import { Tree } from "../source/tree.ts";
import { readVariables, type ReadVariables } from "../source/variables.ts";
import { matched, type Fit } from "./match.ts";
import {
  ambiguous,
  calledBy,
  differing,
  noConfiguration,
  notJoined,
  ofNoConfiguration,
} from "./notifications.ts";
import { joinedResources } from "./resources.ts";
import { plannedVariables } from "./variables.ts";

/** Plans and configurations that are read together. */
export interface JoinRequest extends ConfigurationRequest {
  /** Files of configurations that a person named: a module leads to the roots that call it. */
  readonly named: readonly NamedConfiguration[];
  /** Folders that may hold such roots. */
  readonly around: readonly string[];
  readonly plans: readonly LoadedPlan[];
  /** The folders in which a plan's configuration is looked for first, likely ones before others. */
  readonly near: (plan: LoadedPlan) => readonly string[];
  /** Folders that a person named as configurations of the plans; nothing else is then looked at. */
  readonly sources: readonly string[];
}

/** A file of a configuration. */
export interface NamedConfiguration {
  readonly path: string;
  readonly folder: string;
}

/** What became of plans and configurations. */
export interface JoinedConfigurations {
  /** Each plan with its configuration; plans without one are missing. */
  readonly joined: ReadonlyMap<LoadedPlan, LoadedConfiguration>;
  /** The configurations that no plan belongs to. */
  readonly alone: readonly LoadedConfiguration[];
  readonly notifications: readonly Notification[];
  /** The modules that were read; to be read again with a reader of YAML where they lack it. */
  readonly modules: ModuleSources;
}

/**
 * Loads configurations, and puts each plan together with the one that it was made of.
 *
 * @param host - the world
 * @param request - what to read
 * @param before - what was read without a reader of YAML
 */
export function joinConfigurations(
  host: Host,
  request: JoinRequest,
  before?: ModuleSources,
): JoinedConfigurations {
  const tree = before?.tree ?? new Tree(host, request.boundaries);
  const sources = new ModuleSources(tree, request, before);
  const notifications: Notification[] = [];
  const roots = rootsOf(request, sources, notifications);
  const named = request.sources.flatMap((folder) => {
    const module = sources.tree.entries(folder) === undefined ? undefined : sources.at(folder);
    if (module === undefined) notifications.push(noConfiguration(folder));
    return module ?? [];
  });
  const found = new Map<LoadedPlan, Fit>();
  for (const plan of request.plans) {
    const near = request.near(plan).map((folder) => [sources.at(folder) ?? []].flat());
    const names = plan.facts?.names() ?? new Set();
    const beside = matched(names, request.sources.length > 0 ? [named] : near);
    const isNamed = request.sources.length > 0;
    const match = beside.kind === "none" && !isNamed ? matched(names, [roots]) : beside;
    if (match.kind === "one") found.set(plan, match.fit);
    else if (match.kind === "several") notifications.push(ambiguous(plan, match.modules));
    // Configurations elsewhere have nothing to do with it.
    else if (beside.kind === "none" && beside.nearest !== undefined) {
      notifications.push(notJoined(plan, beside.nearest));
    }
  }
  const { planned, alone } = prepared(found, roots, sources, request, notifications);
  const told = new Set<Notification>();
  const joined = new Map<LoadedPlan, LoadedConfiguration>();
  for (const { plan, facts, fit, root, variables } of planned) {
    const { directory } = root;
    const made = attempted(directory, () => joinedPlan(plan, facts, fit, root, variables, told));
    if (made.document.format === plan.format) joined.set(plan, made);
    else notifications.push(...made.document.notifications);
  }
  return {
    joined,
    alone: alone.map((one) =>
      "document" in one
        ? one
        : attempted(one.root.directory, () => loadRoot(one.root, one.variables, told)),
    ),
    notifications,
    modules: sources,
  };
}

interface ReadRoot {
  readonly root: Root;
  readonly variables: ReadVariables;
}

interface PlannedRoot extends ReadRoot {
  readonly plan: LoadedPlan;
  readonly facts: PlanFacts;
  readonly fit: Fit;
}

/** All roots, none of them worked out yet, as one may read what another gives out. */
function prepared(
  found: ReadonlyMap<LoadedPlan, Fit>,
  roots: readonly ModuleSource[],
  sources: ModuleSources,
  request: JoinRequest,
  notifications: Notification[],
): {
  readonly planned: readonly PlannedRoot[];
  readonly alone: readonly (ReadRoot | LoadedConfiguration)[];
} {
  const all: Root[] = [];
  const neighbours = new Neighbours(all);
  const counts = new Map<ModuleSource, number>();
  for (const { module } of found.values()) counts.set(module, (counts.get(module) ?? 0) + 1);
  const planned: PlannedRoot[] = [];
  for (const [plan, fit] of found) {
    const { facts } = plan;
    const { module } = fit;
    if (facts === undefined) continue;
    const via = (counts.get(module) ?? 0) > 1 ? [whichPlan(plan)] : [];
    const made = attempted(module.directory, () => {
      const variables = readVariables(module, sources.tree, request.variables);
      const given = plannedVariables(module, variables.given, facts);
      const root = new Root(module, sources, given, neighbours, plannedIn(facts, via));
      return { plan, facts, fit, root, variables };
    });
    if ("document" in made) notifications.push(...made.document.notifications);
    else planned.push(made);
  }
  const alone = roots
    .filter((module) => !counts.has(module))
    .map((module) =>
      attempted(module.directory, () => {
        const variables = readVariables(module, sources.tree, request.variables);
        return { root: new Root(module, sources, variables.given, neighbours), variables };
      }),
    );
  all.push(...planned.map(({ root }) => root));
  all.push(...alone.flatMap((one) => ("document" in one ? [] : [one.root])));
  return { planned, alone };
}

function plannedIn(facts: PlanFacts, via: readonly Hop[]): Planned {
  return {
    via,
    keys: (collection) => facts.keys(collection),
    attribute: (address, name) => facts.attribute(address, name),
  };
}

/** The roots among the folders, and those that lead to the files that a person named. */
function rootsOf(
  request: JoinRequest,
  sources: ModuleSources,
  notifications: Notification[],
): readonly ModuleSource[] {
  const targets = new Map<ModuleSource, string>();
  const folders = new Set(request.folders);
  for (const { path, folder } of request.named) {
    const module = sources.at(folder);
    if (module === undefined) notifications.push(ofNoConfiguration(path));
    else if (!folders.has(folder)) targets.set(module, path);
  }
  const own = request.folders.flatMap((folder) => sources.at(folder) ?? []);
  const around = targets.size === 0 ? [] : request.around.flatMap((at) => sources.at(at) ?? []);
  const all = [...new Set([...own, ...around, ...targets.keys()])];
  const callers = callersOf(all, [...targets.keys()]);
  const roots = rootsAmong([...new Set([...own, ...callers, ...targets.keys()])]);
  const isRoot = new Set(roots);
  const paths = [...targets].flatMap(([module, path]) => (isRoot.has(module) ? [] : [path]));
  const above = roots.filter((root) => callers.has(root));
  if (paths.length > 0) notifications.push(calledBy(paths, above));
  return roots;
}

function whichPlan(plan: LoadedPlan): Hop {
  return { kind: "plan", label: plan.source.path, place: undefined };
}

function joinedPlan(
  plan: LoadedPlan,
  facts: PlanFacts,
  fit: Fit,
  root: Root,
  variables: ReadVariables,
  told: Set<Notification>,
): LoadedConfiguration {
  const resources = joinedResources(plan, facts, root);
  const own = [
    ...variables.notifications,
    ...root.modules.flatMap((one) => one.notifications),
    ...root.missing.map(({ reason }) => notRead(reason, "planned")),
  ].filter((notification) => !told.has(notification));
  for (const notification of own) told.add(notification);
  const stale = differing(plan, fit);
  return {
    document: {
      source: plan.source,
      format: plan.format,
      standing: plan.standing,
      resources,
      notifications: [...plan.notifications, ...own, ...(stale === undefined ? [] : [stale])],
    },
    sources: [plan.source, ...root.sources, ...variables.sources],
  };
}
