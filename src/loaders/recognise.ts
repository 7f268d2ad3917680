import { maybeAwsResponse, surelyAwsResponse } from "./aws-response/load.ts";
import { maybeManifest } from "./manifest/kinds.ts";
import { maybePolicy } from "./policy-document.ts";
import { maybeProgram } from "./pulumi-yaml/recognise.ts";
import { syntaxOf, topLevelKeys } from "./text-syntax.ts";

/**
 * Whether a text looks like a policy document, a response of the AWS CLI, an inventory or a
 * snapshot, told from its outermost keys and a few words, without parsing it. Truncated and otherwise broken texts
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
    isMarked(keys, text) ||
    maybePolicy(keys, text) ||
    maybeManifest(keys, text) ||
    maybeProgram(keys, text) ||
    maybeAwsResponse(keys, text, path);
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
  // Charts hold manifests that become YAML only once their templates are filled in.
  return (
    isMarked(keys, text) ||
    maybePolicy(keys, text) ||
    (maybeManifest(keys, text) && !text.includes("{{")) ||
    maybeProgram(keys, text) ||
    surelyAwsResponse(keys, text, syntax)
  );
}

/** The marker that an inventory's documents and a snapshot start with. */
function isMarked(keys: ReadonlySet<string>, text: string): boolean {
  return (
    keys.has("guardlint") && /guardlint["']?[ \t]*:\s*["']?(?:inventory|snapshot)\b/.test(text)
  );
}
