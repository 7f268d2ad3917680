import type { Deployed } from "../loaders/typescript/cdk/tree.ts";
import { isBundle, mentionsLibrary } from "../loaders/typescript/recognise.ts";
import type { Host, ReadFailure } from "../model/host.ts";
import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { Candidate } from "./discover.ts";
import { boundariesOf } from "./boundaries.ts";
import type { LoadOutcome } from "./load.ts";

/** A file of a program's own tests makes what is never deployed. */
const ofTests = /(?:\.(?:test|spec)\.[cm]?tsx?$|(?:^|\/)__tests__\/)/;

/**
 * Loads the CDK and Pulumi programs among files; the parser is loaded only where a file's text
 * mentions one of their libraries.
 *
 * @param host - the world
 * @param candidates - files of TypeScript, found or named
 * @param paths - what a person named: nothing outside of it, and of the working directory, is read
 * @param deployed - what the programs are deployed with
 */
export async function loadScriptsOf(
  host: Host,
  candidates: readonly Candidate[],
  paths: readonly string[],
  deployed: Deployed,
): Promise<readonly LoadOutcome[]> {
  const sources: Source[] = [];
  const others: LoadOutcome[] = [];
  for (const { path, named } of candidates) {
    if (!named && ofTests.test(path)) continue;
    const read = host.readFile(path);
    if (!read.ok) {
      others.push(...unreadable(path, named, read));
      continue;
    }
    const { text, replaced } = read;
    if (!mentionsLibrary(text)) {
      const message = `nothing in ${path} is a document that guardlint reads`;
      if (named) others.push(told("warning", "unknown-input", message, path));
      continue;
    }
    if (isBundle(text)) {
      const message = `${path} is passed over: it is the output of a bundler, and not source`;
      others.push(told("warning", "bundle-not-read", message, path));
      continue;
    }
    if (replaced) {
      const message = `${path} is not valid UTF-8: bytes that are no text were replaced`;
      others.push(told("error", "invalid-encoding", message, path));
    }
    sources.push({ path, text, syntax: "typescript", confidential: false });
  }
  if (sources.length === 0) return others;
  try {
    const { loadScripts } = await import("../loaders/typescript/load.ts");
    const loaded = loadScripts(host, {
      sources,
      boundaries: boundariesOf(host, paths),
      deployed,
    });
    return [
      ...others,
      ...loaded.map(({ document }): LoadOutcome => ({
        documents: [document],
        notifications: document.notifications,
        sources: [document.source],
        failed: document.notifications.some(({ level }) => level === "error"),
      })),
    ];
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    const message = `guardlint failed on the TypeScript programs: ${what}`;
    return [...others, told("error", "loader-crashed", message, undefined)];
  }
}

/** Bytes that are no text are none of ours; a file that cannot be opened might be. */
function unreadable(path: string, named: boolean, read: ReadFailure): readonly LoadOutcome[] {
  if (read.reason === "not-text" && !named) return [];
  const code = read.reason === "too-large" ? "too-large" : "unreadable";
  return [told("error", code, `cannot read ${path}: ${read.message}`, path)];
}

function told(
  level: Notification["level"],
  code: string,
  message: string,
  path: string | undefined,
): LoadOutcome {
  const notification = { level, code, message, path, place: undefined };
  return { documents: [], notifications: [notification], sources: [], failed: level === "error" };
}
