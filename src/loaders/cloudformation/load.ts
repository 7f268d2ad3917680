import type { Host } from "../../model/host.ts";
import type { Notification } from "../../model/notification.ts";
import type { Source } from "../../model/place.ts";
import type { LoadedDocument } from "../../model/resource.ts";
import type { Value } from "../../model/value.ts";
import { joined, Tree } from "../terraform/source/tree.ts";
import { Work } from "../terraform/source/work.ts";
import { Assemblies } from "./assembly.ts";
import { checkTemplate } from "./check-template.ts";
import { Exports } from "./exports.ts";
import { Files, type YamlReader } from "./files.ts";
import { Stack, type Assumption, type OpenCondition, type StackTag } from "./stack.ts";
import { suppressionsIn } from "./suppressions.ts";
import { templateIn, type Template, type TemplateText } from "./template.ts";

/** The loader's name in reports. */
const format = "cloudformation-template";

/** What to read, and what a person says beside it. */
export interface TemplatesRequest {
  readonly texts: readonly TemplateText[];
  /** Folders outside of which nothing is read; `""` is the working directory. */
  readonly boundaries: readonly string[];
  readonly yaml: YamlReader | undefined;
  /** Values of parameters, for every template that has them. */
  readonly parameters: ReadonlyMap<string, Value>;
  readonly tags: readonly StackTag[];
  /** A condition that is taken to hold, or not to hold, whatever its parameters are. */
  readonly assumption?: Assumption | undefined;
  /** The account that a file deploys to, where the configuration tells it. */
  readonly accountOfFile: (path: string) => string | undefined;
}

/** A template as a document. */
export interface LoadedTemplate {
  readonly text: TemplateText;
  /** Without resources where the template is nested in another one, which has them. */
  readonly document: LoadedDocument;
  /** The files that were read for it. */
  readonly sources: readonly Source[];
  /** The conditions that are not known, of those that were asked for so far. */
  readonly openConditions: () => readonly OpenCondition[];
}

/**
 * Reads CloudFormation templates: each is a stack of its own, unless another one nests it.
 *
 * @param host - the world
 * @param request - which templates
 * @returns a document for each text that is a template. It never throws
 */
export function loadTemplates(host: Host, request: TemplatesRequest): readonly LoadedTemplate[] {
  const tree = new Tree(host, request.boundaries);
  const files = new Files(tree, request.yaml, request.texts);
  const assemblies = new Assemblies(tree, host.cwd);
  const templates = request.texts.flatMap((text) => {
    const template = templateIn(text);
    return template === undefined ? [] : [{ text, template }];
  });
  const roots = new Set(rootsAmong(templates.map(({ template }) => template)));
  const stacks = new Map<Template, Stack>();
  const registry: { exports: Exports | undefined } = { exports: undefined };
  for (const template of roots) {
    const { source } = template;
    const artifact = assemblies.of(source.path);
    const stack = new Stack(template, {
      whereabouts: {
        account: artifact?.account ?? request.accountOfFile(source.path),
        region: artifact?.region,
        stackName: artifact?.stackName,
      },
      tags: [...(artifact?.tags ?? []), ...request.tags],
      assumption: request.assumption,
      parameters: request.parameters,
      prefix: "",
      via: [],
      construct: (name) => artifact?.construct(name),
      exported: (name) => registry.exports?.named(name, source) ?? [],
      files,
      work: new Work(),
      outer: [],
    });
    stacks.set(template, stack);
  }
  registry.exports = new Exports([...stacks.values()]);
  const handedIn = [...request.parameters.values()].map(({ place }) => place.source.path);
  return templates.map(({ text, template }) =>
    loaded(text, template, stacks.get(template), files, handedIn),
  );
}

function loaded(
  text: TemplateText,
  template: Template,
  stack: Stack | undefined,
  files: Files,
  handedIn: readonly string[],
): LoadedTemplate {
  const { source } = template;
  const resources = stack?.resources() ?? [];
  const nested = stack?.stacks().slice(1) ?? [];
  const own = nested.filter(({ template: { source: other } }) => other !== source);
  const notifications: Notification[] = [
    ...checkTemplate(template),
    ...once(stack?.stacks().flatMap((one) => one.notifications) ?? []),
  ];
  const known = new Set(files.given);
  const further = [...new Set(own.map((one) => one.template))].filter(
    (one) => !known.has(one.source),
  );
  for (const one of further) notifications.push(...checkTemplate(one));
  const stacks = stack?.stacks() ?? [];
  const standing = stacks.map((one) => one.template.source.path);
  const suppressions = suppressionsIn(
    stacks,
    new Set([...standing, ...files.further, ...handedIn]),
  );
  return {
    text,
    document: { source, format, standing: "declared", resources, suppressions, notifications },
    openConditions: () => stack?.openConditions ?? [],
    sources: [source, ...new Set(further.map((one) => one.source))],
  };
}

/** What is too large is told once, and not for each thing that is left out. */
function once(notifications: readonly Notification[]): readonly Notification[] {
  const told = new Set<string>();
  return notifications.filter(({ code, message }) => {
    if (code !== "too-large") return true;
    const known = told.has(message);
    told.add(message);
    return !known;
  });
}

/** The templates that no other one nests; where they nest each other in a ring, the first. */
function rootsAmong(templates: readonly Template[]): readonly Template[] {
  const byPath = new Map(templates.map((template) => [template.source.path, template]));
  const nests = (template: Template): readonly Template[] =>
    nestedPaths(template).flatMap((path) => byPath.get(path) ?? []);
  const called = new Set(
    templates.flatMap((template) => nests(template).filter((one) => one !== template)),
  );
  const roots = templates.filter((template) => !called.has(template));
  const reached = new Set<Template>();
  const reach = (start: Template): void => {
    const waiting = [start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      waiting.push(...nests(next));
    }
  };
  roots.forEach(reach);
  const rings = templates.filter((template) => {
    if (reached.has(template)) return false;
    reach(template);
    return true;
  });
  return [...roots, ...rings];
}

/** The local templates that a template names as they stand there. */
function nestedPaths(template: Template): readonly string[] {
  const resources = template.section("Resources");
  const { path } = template.source;
  const slash = path.lastIndexOf("/");
  const folder = slash === -1 ? "" : path.slice(0, slash);
  return (resources?.keys() ?? []).flatMap((key): readonly string[] => {
    const properties = template.entry("Resources", key)?.get("Properties");
    if (properties?.kind !== "map") return [];
    return ["TemplateURL", "Location"].flatMap((name) => {
      const location = properties.get(name);
      if (location.kind !== "scalar" || /^[a-z][a-z0-9+.-]*:/i.test(location.text)) return [];
      return [joined(folder, location.text)];
    });
  });
}
