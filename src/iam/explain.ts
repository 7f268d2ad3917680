import type { Condition, Patterns } from "../model/policy.ts";
import type { StatementResult } from "./evaluate-layer.ts";
import type { Request } from "./request.ts";
import type { Mismatch } from "./statement-match.ts";
import { isUnknown, reasonsOf } from "./truth.ts";

/** More values than this are not shown. */
const mostShown = 5;
/** Longer values are cut. */
const longestShown = 120;

/**
 * Why a statement does not match a request, or why that is open.
 *
 * @returns a sentence without its final period, in lower case; undefined where it matches
 */
export function explain(result: StatementResult, request: Request): string | undefined {
  const { truth, mismatch, statement } = result;
  if (isUnknown(truth)) {
    return `cannot tell, because ${reasonsOf(truth)
      .map((reason) => reason.detail)
      .join("; and because ")}`;
  }
  if (truth || mismatch === undefined) return undefined;
  switch (mismatch.part) {
    case "layer":
      return mismatch.detail;
    case "action": {
      const { negated } = statement.action;
      return elementMiss("Action", negated, statement.action, request.action);
    }
    case "resource": {
      const negated = statement.resource?.negated === true;
      return elementMiss("Resource", negated, statement.resource, request.resource);
    }
    case "principal":
      return statement.principal?.negated === true
        ? "its `NotPrincipal` lists who makes the request"
        : "its `Principal` does not name who makes the request";
    case "condition":
      return conditionMiss(mismatch, request);
  }
}

function elementMiss(
  name: string,
  negated: boolean,
  patterns: Patterns | undefined,
  given: string,
): string {
  return negated
    ? `its \`Not${name}\` lists ${quote(given)}`
    : `its \`${name}\` ${shown(patterns)} does not match ${quote(given)}`;
}

function conditionMiss(mismatch: Mismatch & { part: "condition" }, request: Request): string {
  const { condition, key, use } = mismatch.condition;
  const entry = request.context.get(key);
  const name = `\`${condition.operator}\` on \`${condition.key}\``;
  if (use?.operator.family === "null") {
    const state = entry === undefined ? "does not have the key" : "has the key";
    return `its condition ${name} ${shown(condition.values)} is not met: the request ${state}`;
  }
  if (entry === undefined) {
    return `its condition ${name} is not met: the request does not have the key`;
  }
  const given =
    entry.kind === "unknown"
      ? "a value that is not known"
      : entry.values.slice(0, mostShown).map(quote).join(", ");
  return `its condition ${name} ${comparedWith(condition)} is not met: the request has ${given}`;
}

function comparedWith(condition: Condition): string {
  return `with ${shown(condition.values)}`;
}

function shown(patterns: Patterns | undefined): string {
  const texts = (patterns?.items ?? []).slice(0, mostShown).map((item) => {
    if (item.kind === "unknown") return "(unknown)";
    return item.place.masked === true ? "(sensitive)" : quote(item.text);
  });
  const more = (patterns?.items.length ?? 0) > mostShown ? ", …" : "";
  return texts.join(", ") + more;
}

function quote(text: string): string {
  const cut = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  return JSON.stringify(cut);
}
