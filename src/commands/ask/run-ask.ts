import type { Source } from "../../model/place.ts";
import { jsonText } from "../../reporters/json-text.ts";
import { printableLines } from "../../reporters/printable.ts";
import { jsonDocument } from "../../source/json/value.ts";
import { failuresJson, locateAll, told, warningsJson, type Failure } from "../located.ts";
import { inquiryOf } from "./answer.ts";
import { answerJson } from "./answer-json.ts";
import { answerText } from "./answer-text.ts";
import { answerTo, type Answered, type Policies, type Witness } from "./answered.ts";
import { becauseOf, placesOf } from "./because.ts";
import type { FoundPolicies } from "./policies-of-paths.ts";
import type { AskedQuestion } from "./question.ts";
import { readQuestionFile } from "./question-file.ts";

/** How questions are answered. */
export interface AskOptions {
  /** For a single question; lines are always answered by lines of JSON. */
  readonly format: "text" | "json";
  /** Whether to list every class of principals that gets through. */
  readonly all: boolean;
  /** The answer that makes the exit code 0, if any does so alone. */
  readonly expect: "yes" | "no" | undefined;
  /** Where a question names no policies; undefined where nothing else was read. */
  readonly policiesFor: ((question: AskedQuestion) => FoundPolicies) | undefined;
}

/** What `guardlint ask` prints, with its exit code: 2 where a question could not be answered. */
export interface AskOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: 0 | 1 | 2;
  /** Requests that get through, each a request file. */
  readonly witnesses: readonly Witness[];
}

type Reply =
  | { readonly ok: true; readonly answered: Answered; readonly warnings: readonly Failure[] }
  | { readonly ok: false; readonly failures: readonly Failure[] };

const noPolicies: FoundPolicies = {
  ok: false,
  message:
    "the file names no `policies`, and no PATH is given whose policies could apply; give one of them",
};

/** Answers the question of a file. */
export function askOne(source: Source, options: AskOptions): AskOutput {
  const reply = replyTo(source, options);
  if (!reply.ok) {
    const stderr = told(reply.failures, "error");
    return { stdout: "", stderr, exitCode: 2, witnesses: [] };
  }
  const output = delivered(reply.answered, options, warningsJson(reply.warnings, source, 0));
  return { ...output, stderr: told(reply.warnings, "warning") };
}

/** Answers a question that was put together already. */
export function askMade(
  question: AskedQuestion,
  policies: Policies,
  options: AskOptions,
): AskOutput {
  return delivered(answerTo(question, policies, options.all), options, []);
}

/** Answers each line of a file by one line. A bad line is answered by its error. */
export function askLines(source: Source, options: AskOptions): AskOutput {
  const answers: string[] = [];
  const witnesses: Witness[] = [];
  let exitCode: AskOutput["exitCode"] = 0;
  const lines = source.text.replace(/^\ufeff/, "").split(/\r?\n/);
  for (const [index, text] of lines.entries()) {
    if (text.trim() === "") continue;
    const line = { ...source, text };
    const reply = replyTo(line, options);
    if (!reply.ok) {
      exitCode = 2;
      answers.push(jsonText(failuresJson(reply.failures, index + 1), 0));
      continue;
    }
    const { answered } = reply;
    if (exitCode === 0) exitCode = codeOf(answered, options);
    const warnings = warningsJson(reply.warnings, line, index);
    answers.push(jsonText(jsonOf(answered, warnings, line, index), 0));
    witnesses.push(...witnessesOf(answered));
  }
  if (answers.length === 0) {
    const stderr = `${source.path}: error: there is no question in the file\n`;
    return { stdout: "", stderr, exitCode: 2, witnesses };
  }
  return { stdout: answers.join(""), stderr: "", exitCode, witnesses };
}

function replyTo(source: Source, { policiesFor, all }: AskOptions): Reply {
  const parsed = jsonDocument(source);
  if (!parsed.ok) {
    const failure = { message: `not JSON: ${parsed.message}`, place: parsed.place };
    return { ok: false, failures: [failure] };
  }
  const read = readQuestionFile(parsed.value);
  if (!read.ok) return { ok: false, failures: read.problems };
  const { question, layers, problems } = read;
  const found: FoundPolicies =
    layers === undefined
      ? (policiesFor?.(question) ?? noPolicies)
      : {
          ok: true,
          policies: {
            askings: [{ layers, families: inquiryOf(question).families }],
            own: question.kind === "use-endpoint" ? layers : undefined,
            assumptions: [],
            stated: policiesOf(parsed.raw),
          },
        };
  if (!found.ok) {
    return { ok: false, failures: [{ message: found.message, place: parsed.value.place }] };
  }
  return { ok: true, answered: answerTo(question, found.policies, all), warnings: problems };
}

function policiesOf(raw: unknown): object | undefined {
  if (typeof raw !== "object" || raw === null || !("policies" in raw)) return undefined;
  return typeof raw.policies === "object" && raw.policies !== null ? raw.policies : undefined;
}

function delivered(
  answered: Answered,
  options: AskOptions,
  warnings: readonly object[],
): AskOutput {
  const stdout =
    options.format === "text"
      ? printableLines(answerText(answered)).join("\n")
      : jsonText(jsonOf(answered, warnings), 2);
  return {
    stdout,
    stderr: "",
    exitCode: codeOf(answered, options),
    witnesses: witnessesOf(answered),
  };
}

function jsonOf(
  answered: Answered,
  warnings: readonly object[],
  line?: Source,
  firstLine = 0,
): object {
  const { outcome, own } = answered;
  const places = [outcome, ...(own === undefined ? [] : [own])].flatMap((one) =>
    placesOf(becauseOf(one)),
  );
  return { ...answerJson(answered, locateAll(places, line, firstLine)), warnings };
}

function codeOf({ outcome }: Answered, { expect }: AskOptions): 0 | 1 {
  return expect === undefined || outcome.answer === expect ? 0 : 1;
}

function witnessesOf(answered: Answered): readonly Witness[] {
  const all = answered.classes?.classes.map(({ outcome }) => outcome) ?? [answered.outcome];
  return all.flatMap((outcome) => answered.witnessOf(outcome) ?? []);
}
