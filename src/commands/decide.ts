import type { Source } from "../model/place.ts";
import { decide } from "../iam/decide.ts";
import type { Layers } from "../iam/layers.ts";
import { readRequestFile } from "../iam/read-request.ts";
import type { Request } from "../iam/request.ts";
import { jsonText } from "../reporters/json-text.ts";
import { printableLines } from "../reporters/printable.ts";
import { jsonDocument } from "../source/json/value.ts";
import { decisionJson } from "./decision-json.ts";
import { decisionText } from "./decision-text.ts";
import { failuresJson, locateAll, told, warningsJson, type Failure } from "./located.ts";

/** Policies found elsewhere for the one who makes a request, or why there are none. */
export type FoundPolicies =
  | {
      readonly ok: true;
      readonly layers: Layers;
      /** What the choice of policies takes for granted, a sentence each. */
      readonly assumptions: readonly string[];
    }
  /** `message` is a sentence without its final period. */
  | { readonly ok: false; readonly message: string };

/** What `guardlint decide` is given once its files are read. */
export interface DecideInput {
  /** The request file. */
  readonly source: Source;
  /** Whether the file holds a request on each line (`.jsonl`). */
  readonly lines: boolean;
  /** For a single request; lines are always answered by lines of JSON. */
  readonly format: "text" | "json";
  /** Where a request names no policies; undefined where nothing else was read. */
  readonly policiesFor: ((request: Request) => FoundPolicies) | undefined;
}

/** What `guardlint decide` prints, and its exit code: 2 where a request could not be answered. */
export interface DecideOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 2;
}

type Answer =
  | {
      readonly ok: true;
      readonly text: string;
      /** What AWS would refuse although its meaning is plain. */
      readonly warnings: readonly Failure[];
    }
  | { readonly ok: false; readonly failures: readonly Failure[] };

/**
 * Answers the requests of a file.
 *
 * @param input - the file, how to answer, and the policies of elsewhere
 */
export function runDecide(input: DecideInput): DecideOutput {
  return input.lines ? decideLines(input) : decideOne(input);
}

function decideOne(input: DecideInput): DecideOutput {
  const answer = answerTo(input.source, input.format, 0, input);
  if (!answer.ok) {
    return { stdout: "", stderr: told(answer.failures, "error"), exitCode: 2 };
  }
  return { stdout: answer.text, stderr: told(answer.warnings, "warning"), exitCode: 0 };
}

/** A bad line is answered by its error, and does not keep the others from being answered. */
function decideLines(input: DecideInput): DecideOutput {
  const { source } = input;
  const answers: string[] = [];
  let exitCode: 0 | 2 = 0;
  const lines = source.text.replace(/^\ufeff/, "").split(/\r?\n/);
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const answer = answerTo({ ...source, text }, "line", index, input);
    if (answer.ok) {
      answers.push(answer.text);
      continue;
    }
    exitCode = 2;
    answers.push(jsonText(failuresJson(answer.failures, index + 1), 0));
  }
  if (answers.length === 0) {
    const stderr = `${source.path}: error: there is no request in the file\n`;
    return { stdout: "", stderr, exitCode: 2 };
  }
  return { stdout: answers.join(""), stderr: "", exitCode };
}

function answerTo(
  source: Source,
  form: "text" | "json" | "line",
  firstLine: number,
  input: DecideInput,
): Answer {
  const parsed = jsonDocument(source);
  if (!parsed.ok) {
    const failure = { message: `not JSON: ${parsed.message}`, place: parsed.place };
    return { ok: false, failures: [failure] };
  }
  const read = readRequestFile(parsed.value);
  if (!read.ok) return { ok: false, failures: read.problems };
  const found: FoundPolicies =
    read.layers === undefined
      ? (input.policiesFor?.(read.request) ?? noPolicies)
      : { ok: true, layers: read.layers, assumptions: [] };
  if (!found.ok) {
    return { ok: false, failures: [{ message: found.message, place: parsed.value.place }] };
  }
  const decided = decide(read.request, found.layers);
  const decision = { ...decided, assumptions: [...found.assumptions, ...decided.assumptions] };
  const places = [
    ...decision.statements.map(({ statement }) => statement.place),
    ...decision.reasons.flatMap(({ place }) => (place === undefined ? [] : [place])),
  ];
  const located = locateAll(places, source, firstLine);
  const warnings: readonly Failure[] = read.problems;
  if (form === "text") {
    const text = decisionText(decision, read.request, located);
    return { ok: true, text: printableLines(text).join("\n"), warnings };
  }
  const json = {
    ...decisionJson(decision, read.request, located),
    warnings: warningsJson(warnings, source, firstLine),
  };
  return { ok: true, text: jsonText(json, form === "json" ? 2 : 0), warnings };
}

const noPolicies: FoundPolicies = {
  ok: false,
  message:
    "the file names no `policies`, and no PATH is given whose policies could apply; give one of them",
};
