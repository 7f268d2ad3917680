import type { KeyFamily } from "../../iam/search/question.ts";
import type { Arguments } from "../arguments.ts";
import { list, text } from "../option.ts";
import { UsageError } from "../usage-error.ts";
import { fixedKeyProblem } from "./condition-keys.ts";
import { patternProblem } from "./principals.ts";
import { accountProblem, actionProblem, resourceProblem } from "./problems.ts";
import { kinds, type AskedQuestion } from "./question.ts";

type Kind = AskedQuestion["kind"];

/** The options that make a question. */
export const questionOptions = {
  cluster: text(
    "cluster",
    "NAME|ARN",
    "change-tag: the cluster; otherwise the only one of the PATHs, or any of the account",
  ),
  endpoint: text(
    "endpoint",
    "ADDRESS",
    "use-endpoint: the endpoint, by address or id; otherwise the only one of the PATHs",
  ),
  account: text(
    "account",
    "ID",
    "change-tag, use-endpoint: the account of the cluster or endpoint, where the PATHs do not tell it",
  ),
  action: list("action", "ACTION", "allowed: an action, such as eks:TagResource"),
  resource: list(
    "resource",
    "PATTERN",
    "allowed: ask about resources that fit; otherwise about all",
  ),
  principal: list("principal", "PATTERN", "Ask about principals that fit; otherwise about all"),
  notPrincipal: list(
    "not-principal",
    "PATTERN",
    "Trust the principals that fit, and do not ask about them",
  ),
  with: list(
    "with",
    "KEY=VALUE|KEY=*|KEY=-",
    "Fix a condition key: to a value (several for a key of several values), to any value, or as not there; otherwise it is free",
  ),
};

/** What was given for the options. */
export interface QuestionOptions {
  readonly cluster: string | undefined;
  readonly endpoint: string | undefined;
  readonly account: string | undefined;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly notPrincipals: readonly string[];
  readonly context: Readonly<Record<string, KeyFamily>>;
}

/** Which kinds of questions take an option; all of them where it is not here. */
const takenBy: Readonly<Record<string, readonly Kind[]>> = {
  cluster: ["change-tag"],
  endpoint: ["use-endpoint"],
  account: ["change-tag", "use-endpoint"],
  action: ["allowed"],
  resource: ["allowed"],
};

/**
 * @param kind - of the question; `file` where a file has it
 * @throws UsageError for an option of another kind of question, or a value that makes no sense
 */
export function readQuestionOptions(given: Arguments, kind: Kind | "file"): QuestionOptions {
  refuseOthers(given, kind);
  const actions = given.get(questionOptions.action);
  if (kind === "allowed" && actions.length === 0) {
    throw new UsageError("allowed needs an action: --action ACTION");
  }
  const account = given.get(questionOptions.account);
  const problems = [
    ...(account === undefined ? [] : [accountProblem(account)]),
    ...actions.map(actionProblem),
    ...given.get(questionOptions.resource).map(resourceProblem),
    ...[...given.get(questionOptions.principal), ...given.get(questionOptions.notPrincipal)].map(
      patternProblem,
    ),
  ];
  const problem = problems.find((message) => message !== undefined);
  if (problem !== undefined) throw new UsageError(problem);
  return {
    cluster: given.get(questionOptions.cluster),
    endpoint: given.get(questionOptions.endpoint),
    account,
    actions,
    resources: given.get(questionOptions.resource),
    principals: given.get(questionOptions.principal),
    notPrincipals: given.get(questionOptions.notPrincipal),
    context: readContext(given.get(questionOptions.with), kind),
  };
}

function refuseOthers(given: Arguments, kind: Kind | "file"): void {
  const names = new Set(Object.values(questionOptions).map(({ name }) => name));
  for (const { name } of given.uses) {
    if (!names.has(name)) continue;
    // An endpoint names a policy of the PATHs, which a file need not hold.
    if (kind === "file" && name !== "endpoint") {
      throw new UsageError(
        `--${name} and --question exclude each other: the file has the question`,
      );
    }
    const kindsOf = takenBy[name] ?? kinds;
    if (kind === "file" || kindsOf.includes(kind)) continue;
    throw new UsageError(
      `--${name} is no option of 'ask ${kind}', but of 'ask ${kindsOf.join("' and 'ask ")}'`,
    );
  }
}

function readContext(
  words: readonly string[],
  kind: Kind | "file",
): Readonly<Record<string, KeyFamily>> {
  const found = new Map<string, { readonly name: string; readonly family: KeyFamily }>();
  for (const word of words) {
    const cut = word.indexOf("=");
    const name = word.slice(0, Math.max(cut, 0));
    const value = word.slice(cut + 1);
    const problem =
      cut === -1
        ? `'${word}' is no condition key with a value: write KEY=VALUE, KEY=* or KEY=-`
        : kind === "file"
          ? undefined
          : fixedKeyProblem(kind, name);
    if (problem !== undefined) throw new UsageError(problem);
    const key = name.toLowerCase();
    const before = found.get(key)?.family;
    const family = combined(before, value);
    if (family === undefined) {
      throw new UsageError(`--with fixes '${name}' to values and to * or - at once`);
    }
    found.set(key, { name: found.get(key)?.name ?? name, family });
  }
  return Object.fromEntries([...found.values()].map(({ name, family }) => [name, family]));
}

function combined(before: KeyFamily | undefined, value: string): KeyFamily | undefined {
  if (value === "*") return before === undefined ? { kind: "any", optional: false } : undefined;
  if (value === "-") return before === undefined ? { kind: "absent" } : undefined;
  if (before === undefined) return { kind: "is", values: value };
  return before.kind === "is" ? { kind: "is", values: [before.values, value].flat() } : undefined;
}
