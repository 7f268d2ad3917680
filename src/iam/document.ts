import type { PolicyDocument, PolicyProblem, Statement } from "../model/policy.ts";
import type { MapValue, Reason, Value } from "../model/value.ts";
import { PolicyProblems, reasonOf } from "./policy-problems.ts";
import { parseStatement } from "./parse-statement.ts";

/** A policy document as read, with what AWS would refuse in it. */
export type PolicyOutcome =
  | {
      readonly ok: true;
      readonly document: PolicyDocument;
      /** What AWS would refuse although the meaning is plain, or open only where it stands. */
      readonly problems: readonly PolicyProblem[];
    }
  | {
      readonly ok: false;
      /** Never empty; what it says in the end is open. */
      readonly problems: readonly PolicyProblem[];
    };

/**
 * Reads a policy document. Element names have case, as in AWS's grammar, and so have the values of
 * `Effect`; a single value may stand for a list of one, and one statement for a list. Parts that are
 * not known stay in the document as such.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param value - the document; JSON inside a string is parsed before
 */
export function parsePolicy(value: Value): PolicyOutcome {
  const problems = new PolicyProblems();
  const document = readDocument(value, problems);
  return document === undefined || problems.fatal
    ? { ok: false, problems: problems.all }
    : { ok: true, document, problems: problems.all };
}

function readDocument(value: Value, problems: PolicyProblems): PolicyDocument | undefined {
  if (value.kind === "unknown") return nothingKnown(value, value.reason);
  if (value.kind !== "map") {
    problems.refuse("a policy is an object with `Version` and `Statement`", value.place);
    return undefined;
  }
  const rest = problems.checkKeys(value, ["Version", "Id", "Statement"], "a policy");
  checkId(value.get("Id"), problems);
  const version = readVersion(value, rest, problems);
  // What its variables mean would be open in every statement.
  if (typeof version === "object") return nothingKnown(value, version);
  const body = value.get("Statement");
  if (body.kind === "absent") {
    if (rest !== undefined) return nothingKnown(value, rest);
    problems.refuse("a policy has a `Statement`", value.place);
    return undefined;
  }
  if (body.kind === "unknown") return nothingKnown(value, reasonOf(body));
  const statements = readStatements(body, problems);
  if (statements.items.length === 0 && statements.rest === undefined) {
    problems.refuse("a policy has at least one statement", body.place);
  }
  checkSids(statements.items, problems);
  return { place: value.place, version, statements: statements.items, rest: statements.rest };
}

function nothingKnown(value: Value, reason: Reason | undefined): PolicyDocument {
  return { place: value.place, version: "2012-10-17", statements: [], rest: reason };
}

function readVersion(
  document: MapValue,
  rest: Reason | undefined,
  problems: PolicyProblems,
): PolicyDocument["version"] | Reason {
  const value = document.get("Version");
  switch (value.kind) {
    case "absent":
      return rest ?? "2008-10-17";
    case "unknown":
      return reasonOf(value) ?? value.reason;
    case "scalar":
      if (value.text === "2012-10-17" || value.text === "2008-10-17") return value.text;
      break;
    default:
  }
  problems.refuse("`Version` is `2012-10-17` or `2008-10-17`", value.place);
  return "2012-10-17";
}

function checkId(value: Value, problems: PolicyProblems): void {
  if (value.kind === "list" || value.kind === "map") problems.note("`Id` is a text", value.place);
}

function readStatements(
  body: Value,
  problems: PolicyProblems,
): { readonly items: readonly Statement[]; readonly rest: Reason | undefined } {
  const values = body.kind === "list" ? body.items : [body];
  const items: Statement[] = [];
  let rest = body.kind === "list" ? reasonOf(body.rest) : undefined;
  for (const [index, value] of values.entries()) {
    if (value.kind === "unknown") rest ??= reasonOf(value);
    else if (value.kind === "map") items.push(parseStatement(value, index, problems));
    else problems.refuse("a statement is an object", value.place);
  }
  return { items, rest };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function checkSids(statements: readonly Statement[], problems: PolicyProblems): void {
  const seen = new Set<string>();
  for (const { sid, place } of statements) {
    if (sid === undefined || sid === "") continue;
    if (seen.has(sid)) problems.note(`the \`Sid\` \`${sid}\` is given twice`, place);
    seen.add(sid);
  }
}
