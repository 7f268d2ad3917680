import type { AccountOfFile } from "../estate/account.ts";
import type { Assumption } from "../loaders/cloudformation/stack.ts";
import { itemsOf, textOf } from "../loaders/plain-value.ts";
import type { TemplateText } from "../loaders/cloudformation/template.ts";
import type { Host } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { Value } from "../model/value.ts";
import { boundariesOf } from "./boundaries.ts";
import type { LoadOutcome } from "./load.ts";

/** What CloudFormation templates are deployed with, as `aws cloudformation deploy` takes it. */
export interface TemplateOptions {
  /** Paths of parameter files, relative to the working directory. */
  readonly parameterFiles: readonly string[];
  /** `key=value` */
  readonly stackTags: readonly string[];
}

/** What stands in templates that leads to other files. */
const namesFiles = /TemplateURL|Location|TemplateBody/;

/**
 * Loads the CloudFormation templates among what was read: together, since they nest one another and
 * import what others export.
 *
 * @param host - the world
 * @param outcomes - what became of the files; those that hold a template's text wait for this
 * @param paths - what a person named: nothing outside of it, and of the working directory, is read
 * @param assumption - a condition that is taken to hold, or not to hold
 * @returns the outcomes with the templates' documents in them, and what is wrong with the options
 */
export async function loadTemplatesOf(
  host: Host,
  outcomes: readonly LoadOutcome[],
  paths: readonly string[],
  options: TemplateOptions,
  accountOfFile: AccountOfFile,
  assumption?: Assumption,
): Promise<readonly LoadOutcome[]> {
  const texts = outcomes.flatMap(({ template }) => (template === undefined ? [] : [template]));
  if (texts.length === 0) return outcomes;
  const { loadTemplates } = await import("../loaders/cloudformation/load.ts");
  const given = await parametersOf(host, options.parameterFiles);
  const yaml = texts.some(({ source }) => namesFiles.test(source.text))
    ? (await import("../source/yaml/documents.ts")).yamlDocuments
    : undefined;
  let loaded: ReturnType<typeof loadTemplates> = [];
  try {
    loaded = loadTemplates(host, {
      texts,
      boundaries: boundariesOf(host, paths),
      yaml,
      parameters: given.values,
      tags: options.stackTags.map((tag) => {
        const [key = ""] = tag.split("=", 1);
        return { key, value: tag.slice(key.length + 1) };
      }),
      accountOfFile,
      assumption,
    });
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `guardlint failed on the CloudFormation templates: ${what}`;
    const crashed: Notification = {
      level: "error",
      code: "loader-crashed",
      message,
      path: undefined,
      place: undefined,
    };
    return [...outcomes, { ...nothing, notifications: [crashed], failed: true }];
  }
  const byText = new Map<TemplateText, (typeof loaded)[number]>(
    loaded.map((one) => [one.text, one]),
  );
  const merged = outcomes.map((outcome): LoadOutcome => {
    const one = outcome.template === undefined ? undefined : byText.get(outcome.template);
    if (one === undefined) return outcome;
    const { document, sources, openConditions } = one;
    const notifications = [...outcome.notifications, ...document.notifications];
    const failed = notifications.some(({ level }) => level === "error");
    return { ...outcome, documents: [document], notifications, sources, failed, openConditions };
  });
  return given.sources.length === 0 && given.notifications.length === 0
    ? merged
    : [
        ...merged,
        {
          ...nothing,
          notifications: given.notifications,
          sources: given.sources,
          failed: given.notifications.length > 0,
        },
      ];
}

const nothing: LoadOutcome = { documents: [], notifications: [], sources: [], failed: false };

/** What parameter files give, as CloudFormation takes it: texts, lists with commas. */
export async function parameterTexts(
  host: Host,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { values } = await parametersOf(host, paths);
  return new Map(
    [...values].map(
      ([key, value]) => [key, textOf(value) ?? itemsOf(value).map(textOf).join(",")] as const,
    ),
  );
}

/** Later files win. */
async function parametersOf(
  host: Host,
  paths: readonly string[],
): Promise<{
  readonly values: ReadonlyMap<string, Value>;
  readonly notifications: readonly Notification[];
  readonly sources: readonly Source[];
}> {
  const values = new Map<string, Value>();
  const notifications: Notification[] = [];
  const sources: Source[] = [];
  if (paths.length === 0) return { values, notifications, sources };
  const { readParameters } = await import("../loaders/cloudformation/parameters-file.ts");
  for (const path of paths) {
    const read = host.readFile(path);
    if (!read.ok) {
      const message = `cannot read ${path}: ${read.message}`;
      notifications.push({ level: "error", code: "unreadable", message, path, place: undefined });
      continue;
    }
    const source: Source = { path, text: read.text, syntax: "json", confidential: false };
    const file = readParameters(source);
    sources.push(source);
    if (file.ok) for (const [key, value] of file.values) values.set(key, value);
    else {
      const { message, place } = file;
      notifications.push({ level: "error", code: "malformed-parameters", message, path, place });
    }
  }
  return { values, notifications, sources };
}
