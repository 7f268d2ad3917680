import type { Host } from "../../model/host.ts";
import type { Notification } from "../../model/notification.ts";
import type { Source } from "../../model/place.ts";
import type { LoadedDocument, Resource } from "../../model/resource.ts";
import { Tree as Files } from "../terraform/source/tree.ts";
import * as cdk from "./cdk/index.ts";
import { referredVpc } from "./cdk/referred.ts";
import type { Spot } from "./datum.ts";
import { Modules } from "./evaluate/module.ts";
import { makeTheRest } from "./never-made.ts";
import { Project, type ProjectFile } from "./project.ts";
import * as pulumi from "./pulumi/index.ts";
import { PulumiFiles } from "./pulumi/stack-files.ts";
import { placeOf } from "./value.ts";

/** The loader's name in reports. */
const format = "typescript";

/** What to read. */
export interface ScriptRequest {
  /** Files whose text mentions a library. */
  readonly sources: readonly Source[];
  /** Folders outside of which nothing is read; `""` is the working directory. */
  readonly boundaries: readonly string[];
  /** What they are deployed with. */
  readonly deployed: cdk.Deployed;
}

/** A file as a document, with what it imports. */
export interface LoadedScript {
  readonly document: LoadedDocument;
}

/**
 * Reads CDK and Pulumi programs: what they make is worked out from their source, and nothing of them
 * is executed.
 *
 * @param host - the world
 * @param request - which files
 * @returns a document for each file that was read, helpers that they import included; syntax errors
 *   are told with their places, and what is left of their files is read
 */
export function loadScripts(host: Host, request: ScriptRequest): readonly LoadedScript[] {
  const files = new Files(host, request.boundaries);
  const project = new Project(files);
  for (const source of request.sources) project.add(source);
  const tree = new cdk.Tree(request.deployed);
  const beside = new PulumiFiles(files);
  const stack = new pulumi.Stack({
    accountOfFile: request.deployed.accountOfFile,
    projectOfFile: (path) => beside.projectOf(path),
  });
  const modules = new Modules(
    project,
    (specifier, at) =>
      cdk.cdkModule(tree, specifier, at) ?? pulumi.pulumiLibrary(stack, specifier, at),
    {
      adopt: (object, call, because) => {
        const [scope, id] = call.args;
        const construct = cdk.newConstruct(tree, object, object.class.name, scope, id, call);
        construct.touched = because;
      },
      referred: (reference, because) => {
        referredVpc(tree, stack, reference, because);
      },
    },
  );
  for (const { path } of request.sources) modules.evaluate(path);
  makeTheRest(modules);
  const resources = [
    ...cdk.resourcesOf(tree),
    ...pulumi.resourcesOf(stack, (path) => beside.hasDefaultTags(path)),
  ];
  const bySource = new Map<Source, Resource[]>();
  for (const resource of resources) {
    const known = bySource.get(resource.place.source);
    if (known === undefined) bySource.set(resource.place.source, [resource]);
    else known.push(resource);
  }
  const { cutAt } = modules.machine.work;
  return project.files.map((file) => {
    const document = documentOf(file, bySource);
    if (cutAt?.source !== file.source) return { document };
    const notifications = [...document.notifications, notAllRead(cutAt)];
    return { document: { ...document, notifications } };
  });
}

/** What is not gone through makes nothing that could be judged: such a run is no clean one. */
function notAllRead(at: Spot): Notification {
  return {
    level: "error",
    code: "program-too-large",
    message:
      "the TypeScript programs go too deep here, or take too long, to be gone through as a whole: what the rest of them makes is not judged",
    path: at.source.path,
    place: placeOf(at, undefined),
  };
}

function documentOf(
  file: ProjectFile,
  resources: ReadonlyMap<Source, readonly Resource[]>,
): LoadedDocument {
  const { source } = file;
  return {
    source,
    format,
    standing: "declared",
    resources: resources.get(source) ?? [],
    notifications: problemsOf(file),
  };
}

function problemsOf({ source, parsed }: ProjectFile): readonly Notification[] {
  return parsed.problems.map(({ message, span }) => ({
    level: "error",
    code: "malformed-typescript",
    message: `not valid TypeScript: ${message}`,
    path: source.path,
    place: { source, route: { kind: "span", span }, address: undefined, via: [] },
  }));
}
