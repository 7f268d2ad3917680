import { longForm, templateSyntax } from "../loaders/cloudformation/recognise.ts";
import type { OpenCondition } from "../loaders/cloudformation/stack.ts";
import type { TemplateText } from "../loaders/cloudformation/template.ts";
import type { LoadedPlan } from "../loaders/terraform/index.ts";
import { looksLikeTerraformJson, recognisePlan } from "../loaders/terraform/recognise.ts";
import { longText, type Host, type ReadResult } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { LoadedDocument } from "../model/resource.ts";
import { jsonDocument } from "../source/json/value.ts";
import type { Candidate } from "./discover.ts";

/** What became of a file. */
export interface LoadOutcome {
  /** Empty where the file is none of ours. */
  readonly documents: readonly LoadedDocument[];
  readonly notifications: readonly Notification[];
  /** The texts that were read, for suppressions in comments. */
  readonly sources: readonly Source[];
  /** The file could not be read, or not wholly. */
  readonly failed: boolean;
  /** A CloudFormation template, which becomes a document together with those that it nests. */
  readonly template?: TemplateText | undefined;
  /** Where it is a plan, which may have its configuration beside it. */
  readonly plan?: LoadedPlan;
  /** The conditions of the template that are not known, of those that were asked for so far. */
  readonly openConditions?: (() => readonly OpenCondition[]) | undefined;
}

const nothing: LoadOutcome = { documents: [], notifications: [], sources: [], failed: false };

/**
 * Reads one file and loads it, if it is one of ours by its content. What is none of ours costs a
 * look at its text and is no error; what looks like ours, or was named, and is broken is one. A
 * defect of a loader is an error of its file alone.
 *
 * @param host - the world
 * @param candidate - a file that was found or named
 */
export async function loadFile(host: Host, candidate: Candidate): Promise<LoadOutcome> {
  const path = candidate.path === "-" ? "<stdin>" : candidate.path;
  try {
    return await load(host, candidate, path);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `guardlint failed on ${path}: ${what}`;
    return failed({ level: "error", code: "loader-crashed", message, path, place: undefined });
  }
}

async function load(host: Host, candidate: Candidate, path: string): Promise<LoadOutcome> {
  const read = candidate.path === "-" ? await host.stdin() : host.readFile(candidate.path);
  if (!read.ok) return unreadable(path, candidate.named, read);
  const { text, replaced, ascii } = read;
  const stack = templateSyntax(path, text);
  if (stack !== undefined) return await loadTemplate(path, text, stack, replaced);
  const terraform = looksLikeTerraformJson(text);
  const syntax = terraform ? "json" : await syntaxOf(path, text);
  if (syntax === undefined) return candidate.named ? unknownInput(path, text) : nothing;
  const source: Source = { path, text, syntax, confidential: terraform };
  const damaged = replaced ? [notValid(path)] : [];
  const sure = terraform || candidate.named || (await isSurelyOurs(text, syntax));
  const loaded =
    (terraform ? await loadLargePlan(source, ascii) : undefined) ??
    (await (syntax === "json" ? loadJson : loadYaml)(source, sure));
  if (loaded.documents.length === 0 && !loaded.failed && candidate.named) {
    return unknownInput(path, text);
  }
  return damaged.length > 0 && (loaded.documents.length > 0 || loaded.failed)
    ? { ...loaded, notifications: [...damaged, ...loaded.notifications], failed: true }
    : loaded;
}

// What reads an input kind is imported where there is an input of it: no other run loads it.

async function syntaxOf(path: string, text: string): Promise<"json" | "yaml" | undefined> {
  const { prefilter } = await import("../loaders/index.ts");
  return prefilter(path, text);
}

async function isSurelyOurs(text: string, syntax: "json" | "yaml"): Promise<boolean> {
  const { surelyOurs } = await import("../loaders/index.ts");
  return surelyOurs(text, syntax);
}

/** A long plan, which is read in parts; undefined where it is not sure to be one. */
async function loadLargePlan(
  source: Source,
  ascii: Uint8Array | undefined,
): Promise<LoadOutcome | undefined> {
  if (source.text.length < longText) return undefined;
  const { loadPlan, skimPlan } = await import("../loaders/terraform/index.ts");
  const json = skimPlan(source.text, ascii);
  if (json === undefined || recognisePlan(json.raw) !== "terraform-plan") return undefined;
  const plan = loadPlan(source, json);
  return { ...outcome(source, [plan]), plan };
}

async function loadJson(source: Source, sure: boolean): Promise<LoadOutcome> {
  const json = jsonDocument(source);
  if (!json.ok) {
    if (!sure) return nothing;
    const message = `not valid JSON: ${json.message}`;
    return failure(source, { code: "malformed-json", message, place: json.place });
  }
  // The text may not have looked like a plan, say where its keys are written with escapes.
  const confidential = source.confidential ? source : { ...source, confidential: true };
  switch (recognisePlan(json.raw)) {
    case "terraform-plan": {
      const { loadPlan, parsedPlan } = await import("../loaders/terraform/index.ts");
      const plan = loadPlan(confidential, parsedPlan(json.raw));
      return { ...outcome(confidential, [plan]), plan };
    }
    case "terraform-state": {
      const { loadState } = await import("../loaders/terraform/index.ts");
      return outcome(confidential, [loadState(confidential, json.raw)]);
    }
    case undefined: {
      const { loadDocuments } = await import("../loaders/index.ts");
      return outcome(source, loadDocuments(source, [json.value]));
    }
  }
}

async function loadYaml(source: Source, sure: boolean): Promise<LoadOutcome> {
  const { readYaml } = await import("../source/yaml/read.ts");
  const { loadDocuments } = await import("../loaders/index.ts");
  const parsed = await readYaml(source);
  const problems = parsed.flatMap((document) => document.problems);
  const broken = problems.some(({ level }) => level === "error");
  if (broken && !sure) return nothing;
  const documents = loadDocuments(
    source,
    parsed.map(({ value }) => value),
  );
  if (documents.length === 0 && !broken) return nothing;
  const told = problems.map((problem): Notification => ({ ...problem, path: source.path }));
  const loaded = outcome(source, documents);
  return {
    ...loaded,
    notifications: [...told, ...loaded.notifications],
    failed: broken || loaded.failed,
  };
}

/** A template above this size is none that CloudFormation takes. */
const largestTemplate = 1024 * 1024;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
async function loadTemplate(
  path: string,
  text: string,
  syntax: Source["syntax"],
  replaced: boolean,
): Promise<LoadOutcome> {
  const source: Source = { path, text, syntax, confidential: false };
  if (text.length > largestTemplate) {
    const message = "the template is larger than 1 MB, which CloudFormation does not take";
    const place = { source, route: { kind: "span", span: { start: 0, end: 1 } } } as const;
    const at = { ...place, address: undefined, via: [] };
    return failure(source, { code: "too-large", message, place: at });
  }
  const damaged = replaced ? [notValid(path)] : [];
  if (syntax === "json") {
    const json = jsonDocument(source);
    if (!json.ok) {
      const message = `not valid JSON: ${json.message}`;
      return failure(source, { code: "malformed-json", message, place: json.place });
    }
    return waiting({ source, value: json.value }, damaged);
  }
  const { readYaml } = await import("../source/yaml/read.ts");
  const [first] = await readYaml(source, longForm);
  const problems = first?.problems ?? [];
  const told = problems.map((problem): Notification => ({ ...problem, path }));
  return first === undefined
    ? nothing
    : waiting({ source, value: first.value }, [...damaged, ...told]);
}

function waiting(template: TemplateText, notifications: readonly Notification[]): LoadOutcome {
  const failed = notifications.some(({ level }) => level === "error");
  return { documents: [], notifications, sources: [template.source], failed, template };
}

function outcome(source: Source, documents: readonly LoadedDocument[]): LoadOutcome {
  if (documents.length === 0) return nothing;
  const notifications = documents.flatMap((document) => document.notifications);
  const failed = notifications.some(({ level }) => level === "error");
  return { documents, notifications, sources: [source], failed };
}

function failure(
  source: Source,
  problem: Pick<Notification, "code" | "message" | "place">,
): LoadOutcome {
  const notification: Notification = { level: "error", path: source.path, ...problem };
  return { documents: [], notifications: [notification], sources: [source], failed: true };
}

function unreadable(
  path: string,
  named: boolean,
  read: Extract<ReadResult, { ok: false }>,
): LoadOutcome {
  // A picture or an archive met on the way is none of ours; a file that cannot be opened might be.
  if (read.reason === "not-text" && !named) return nothing;
  return failed({
    level: "error",
    code: read.reason === "too-large" ? "too-large" : "unreadable",
    message: `cannot read ${path}: ${read.message}`,
    path,
    place: undefined,
  });
}

function failed(notification: Notification): LoadOutcome {
  return { ...nothing, notifications: [notification], failed: true };
}

function notValid(path: string): Notification {
  const message = `${path} is not valid UTF-8: bytes that are no text were replaced`;
  return { level: "error", code: "invalid-encoding", message, path, place: undefined };
}

/** A person named it, so that it is none of ours is told; broken JSON is broken whoever's it is. */
function unknownInput(path: string, text: string): LoadOutcome {
  const source: Source = { path, text, syntax: "json", confidential: false };
  if (text.replace(/^\ufeff/, "").trim() === "") {
    const message = `${path} is empty`;
    return failure(source, { code: "empty-file", message, place: undefined });
  }
  if (/\.(?:json|tfstate)$/i.test(path) || /^\ufeff?\s*\{/.test(text)) {
    const json = jsonDocument(source);
    if (!json.ok) {
      const message = `not valid JSON: ${json.message}`;
      return failure(source, { code: "malformed-json", message, place: json.place });
    }
  }
  const message = `${path} is nothing that guardlint reads: no plan, state, policy, response or inventory`;
  return {
    ...nothing,
    notifications: [{ level: "warning", code: "unknown-input", message, path, place: undefined }],
  };
}
