import { decide, type Decision } from "../../iam/decide.ts";
import type { StatementResult } from "../../iam/evaluate-layer.ts";
import type { Layers } from "../../iam/layers.ts";
import { readRequest, type RequestInput } from "../../iam/request.ts";
import type { Witness } from "../../model/finding.ts";
import type { AskedCluster } from "./asked-cluster.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { changeText, type TagFamily } from "./tag-families.ts";

/** A change that gets through. */
export interface TagBreach {
  /** Completes a sentence: "a role can set …". */
  readonly what: string;
  /** Who can, as a message names it. */
  readonly who: string;
  /** Undefined where it would quote a sensitive policy. */
  readonly witness: Witness | undefined;
  readonly nearest: NearDenial | undefined;
  readonly decision: Decision;
}

/**
 * @param family - that the request belongs to
 * @param request - a change that gets through
 * @param decision - says so
 * @param quotable - whether values of the policies may be shown
 */
export function breachOf(
  family: TagFamily,
  request: RequestInput,
  decision: Decision,
  quotable: boolean,
): TagBreach {
  const what = changeText(family, request, quotable);
  const { principal, context = {} } = request;
  const summary = `\`${principal}\` can ${what}`;
  return {
    what,
    who: quotable ? `\`${principal}\`` : "somebody whom a sensitive policy exempts",
    decision,
    nearest: nearestDenial(decision, request, ({ statement }) => isAboutTagging(statement)),
    witness: quotable ? { summary, request: { ...request, context } } : undefined,
  };
}

/**
 * The same request at another cluster that the policies treat alike.
 *
 * @returns undefined where it does not get through there
 */
export function requestAt(
  request: RequestInput,
  { arn, account, standIn }: AskedCluster,
  layers: Layers,
): { readonly request: RequestInput; readonly decision: Decision } | undefined {
  const who = request.principal.split(":");
  const what = arn.split(":");
  if (!standIn.account) who[4] = account;
  what[1] = who[1] ?? "";
  what[4] = who[4] ?? "";
  const moved = { ...request, principal: who.join(":"), resource: what.join(":") };
  const read = readRequest(moved);
  if (!read.ok) return undefined;
  const decision = decide(read.request, layers);
  return decision.permitted === "yes" ? { request: moved, decision } : undefined;
}

/**
 * Whether a statement was written for the tag: it names `GuardDutyManaged`, or an action of EKS that
 * tags. Statements about everything (`*`) were not.
 */
export function isAboutTagging(statement: StatementResult["statement"]): boolean {
  const names = /^eks:(?:\*|(?:un)?tag|(?:un)?tagresource)/i;
  const texts = statement.action.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  if (!statement.action.negated && texts.some((text) => names.test(text))) return true;
  return statement.conditions.some(({ key, values }) =>
    [key, ...values.items.flatMap((item) => (item.kind === "text" ? [item.text] : []))].some(
      (text) => /guardduty_?managed/i.test(text),
    ),
  );
}
