import { maybeAwsResponse, surelyAwsResponse } from "./aws-response/load.ts";
import { longForm, maybeTemplate } from "./cloudformation/recognise.ts";
import { maybePolicy } from "./policy-document.ts";
import { jsonTopLevelKeys, startsObject, yamlTopLevelKeys } from "./top-level-keys.ts";

/**
 * Whether a text looks like a policy document, a response of the AWS CLI or an inventory, told
 * from its outermost keys and a few words, without parsing it. Truncated and otherwise broken texts
 * of these kinds still look like ours, so that they end as errors and never as silence; all others
 * (a commented `tsconfig.json`, lock files, Kubernetes manifests, workflows, templates) do not,
 * whatever is wrong with their syntax.
 *
 * @param path - the file's path; its ending tells YAML from JSON where it can
 * @param text - the decoded text, with or without a byte order mark
 * @returns the syntax to read it with, or undefined where it is none of ours
 */
export function prefilter(path: string, text: string): "json" | "yaml" | undefined {
  const syntax = syntaxOf(path, text);
  if (syntax === undefined) return undefined;
  const keys = topLevelKeys(text);
  const ours =
    maybeInventory(keys, text) || maybePolicy(keys, text) || maybeAwsResponse(keys, text, path);
  return ours ? syntax : undefined;
}

/**
 * Whether a text that {@link prefilter} let through and that cannot be parsed is surely one of
 * ours, so that its syntax error is to be told.
 *
 * @param text - the decoded text
 * @param syntax - what it was read as
 */
export function surelyOurs(text: string, syntax: "json" | "yaml"): boolean {
  const keys = topLevelKeys(text);
  return (
    maybeInventory(keys, text) || maybePolicy(keys, text) || surelyAwsResponse(keys, text, syntax)
  );
}

/**
 * Whether a text looks like a CloudFormation template, whose YAML has tags of its own.
 *
 * @param path - the file's path
 * @param text - the decoded text
 * @returns the syntax to read it with, or undefined where it is none
 */
export function templateSyntax(path: string, text: string): "json" | "yaml" | undefined {
  const syntax = syntaxOf(path, text);
  return syntax !== undefined && maybeTemplate(topLevelKeys(text), text) ? syntax : undefined;
}

/** What the tags of a template's YAML mean. */
export const templateTags = longForm;

function topLevelKeys(text: string): ReadonlySet<string> {
  return new Set(startsObject(text) ? jsonTopLevelKeys(text) : yamlTopLevelKeys(text));
}

/** The marker that an inventory's documents start with. */
function maybeInventory(keys: ReadonlySet<string>, text: string): boolean {
  return keys.has("guardlint") && /guardlint["']?[ \t]*:\s*["']?inventory\b/.test(text);
}

/** Texts that become JSON or YAML only once something has filled them in. */
const templates = /\.(?:tpl|tftpl|tmpl|j2|jinja|jinja2|hbs|mustache|erb)$/;

function syntaxOf(path: string, text: string): "json" | "yaml" | undefined {
  const name = (path.split("/").at(-1) ?? "").toLowerCase();
  if (templates.test(name)) return undefined;
  if (name.endsWith(".yaml") || name.endsWith(".yml")) return "yaml";
  if (startsObject(text)) return "json";
  // Without an ending, as on standard input, only the text can tell.
  return name.includes(".") ? undefined : "yaml";
}
