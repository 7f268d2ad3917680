import type { Host } from "../../../model/host.ts";
import type { Notification } from "../../../model/notification.ts";
import type { Source } from "../../../model/place.ts";
import type { LoadedDocument } from "../../../model/resource.ts";
import { Neighbours } from "./backend.ts";
import type { Open } from "./datum.ts";
import type { YamlReader } from "./env.ts";
import type { Reason } from "../../../model/value.ts";
import type { Declaration } from "./module-source.ts";
import { ModuleSources, Root, type Missing, type Modelled } from "./root.ts";
import { rootsAmong } from "./roots.ts";
import { Tree } from "./tree.ts";
import { placeOf } from "./value.ts";
import { readVariables, type GivenVariables, type ReadVariables } from "./variables.ts";

/** The loader's name in reports. */
const format = "terraform-source";

/** What to read, and what a person says beside it. */
export interface ConfigurationRequest {
  /** Folders that hold configuration. */
  readonly folders: readonly string[];
  /** Folders outside of which nothing is read; `""` is the working directory. */
  readonly boundaries: readonly string[];
  readonly variables: GivenVariables;
  /** The account that a file deploys to, where its provider does not tell. */
  readonly accountOfFile?: ((path: string) => string | undefined) | undefined;
  /** Reads what configurations decode; without it that is unknown. */
  readonly yaml?: YamlReader;
}

/** A root module as a document. */
export interface LoadedConfiguration {
  readonly document: LoadedDocument;
  /** The files that were read for it, of modules that it calls too. */
  readonly sources: readonly Source[];
}

/**
 * Reads Terraform configuration: every folder is a root module, unless another one calls it.
 * https://developer.hashicorp.com/terraform/language/modules
 *
 * @param host - the world
 * @param request - which folders
 * @returns a document for each root, whose resources work their attributes out when they are
 *   asked; what cannot be read is told once, by the first root that reads it. It never throws
 */
export function loadConfigurations(
  host: Host,
  request: ConfigurationRequest,
): readonly LoadedConfiguration[] {
  const sources = new ModuleSources(new Tree(host, request.boundaries), request);
  const failed: LoadedConfiguration[] = [];
  const modules = request.folders.flatMap((folder) => {
    const found = attempted(folder, () => sources.at(folder));
    if (found !== undefined && "document" in found) failed.push(found);
    return found === undefined || "document" in found ? [] : [found];
  });
  const told = new Set<Notification>();
  const all: Root[] = [];
  const neighbours = new Neighbours(all);
  const roots: { readonly root: Root; readonly variables: ReadVariables }[] = [];
  for (const module of rootsAmong(modules)) {
    const made = attempted(module.directory, () => {
      const variables = readVariables(module, sources.tree, request.variables);
      return { root: new Root(module, sources, variables.given, neighbours), variables };
    });
    if ("document" in made) failed.push(made);
    else roots.push(made);
  }
  // They are worked out once all of them are there, as one may read another.
  all.push(...roots.map(({ root }) => root));
  const loaded = roots.map(({ root, variables }) =>
    attempted(root.directory, () => loadRoot(root, variables, told)),
  );
  return [...failed, ...loaded];
}

/** A root on which the loader fails takes no other one with it. */
export function attempted<T>(folder: string, make: () => T): T | LoadedConfiguration {
  try {
    return make();
  } catch (error) {
    const directory = folder === "" ? "." : folder;
    const what = error instanceof Error ? error.message : String(error);
    const notification: Notification = {
      level: "error",
      code: "loader-crashed",
      message: `guardlint failed on the Terraform configuration in ${directory}: ${what}`,
      path: directory,
      place: undefined,
    };
    const source: Source = { path: directory, text: "", syntax: "hcl", confidential: false };
    return {
      document: {
        source,
        format,
        standing: "declared",
        resources: [],
        notifications: [notification],
      },
      sources: [],
    };
  }
}

/** Loads a root from its configuration alone. */
export function loadRoot(
  root: Root,
  variables: ReadVariables,
  told: Set<Notification>,
): LoadedConfiguration {
  const resources = root.module.resources();
  const notifications = [
    ...variables.notifications,
    ...root.modules.flatMap((one) => one.notifications),
    ...root.missing.map(({ reason }) => notRead(reason, "written")),
    ...root.modelled.map(modelled),
  ].filter((notification) => !told.has(notification));
  for (const notification of notifications) told.add(notification);
  const document: LoadedDocument = {
    source: root.module.source.first,
    format,
    standing: "declared",
    resources,
    unread: root.missing.filter(({ declaration }) => isGivenNetwork(declaration)).map(reasonOf),
    notifications,
  };
  return { document, sources: [...root.sources, ...variables.sources] };
}

/** Whether a module is told of a VPC or of parts of it, going by the names of its arguments. */
function isGivenNetwork({ attributes }: Declaration): boolean {
  return [...attributes.keys()].some((name) => /vpc|subnet|network/i.test(name));
}

function reasonOf({ reason }: Missing): Reason {
  const { code, detail, at } = reason;
  return { code, detail, place: placeOf(at, { address: undefined, via: [] }, false) };
}

/** What a module makes that is not at hand is not judged, which must not go unsaid. */
export function notRead({ at, code, detail }: Open, known: "written" | "planned"): Notification {
  const { source, span } = at;
  const what =
    known === "written"
      ? "so what it makes is not judged"
      : "so what it makes is judged by the plan alone, and stands at its call";
  return {
    level: code === "too-large" ? "error" : "warning",
    code: "module-not-read",
    message: `${detail}, ${what}`,
    path: source.path,
    place: { source, route: { kind: "span", span }, address: undefined, via: [] },
  };
}

/** What a module makes is taken from a model of it, which must not go unsaid either. */
function modelled({ declaration, standIn }: Modelled): Notification {
  const { source, header, name } = declaration;
  return {
    level: "note",
    code: "module-modelled",
    message: `the module \`${name}\` is not at hand, so guardlint's model of ${standIn.title} stands in for it`,
    path: source.path,
    place: { source, route: { kind: "span", span: header }, address: undefined, via: [] },
  };
}
