import type { PolicyType, Statement } from "../model/policy.ts";
import type { Layers, PolicySet } from "./layers.ts";
import type { Naming } from "./principal-match.ts";
import { hasIdentityPolicies } from "./principal.ts";
import type { Request } from "./request.ts";
import { matchStatement, type Mismatch } from "./statement-match.ts";
import { and, or, unknown, type Truth } from "./truth.ts";

/** What became of one statement. */
export interface StatementResult {
  readonly layer: PolicyType;
  /** 0-based, from the root down; undefined for layers without levels. */
  readonly level: number | undefined;
  /** 0-based position of the document in its layer or level. */
  readonly document: number;
  readonly statement: Statement;
  /** Whether it speaks of the request. */
  readonly truth: Truth;
  /** What keeps it from matching, or why its whole layer does not bind the request. */
  readonly mismatch: Mismatch | { readonly part: "layer"; readonly detail: string } | undefined;
}

/** What one set of policies says about a request. */
export interface SetVerdict {
  readonly deny: Truth;
  readonly allow: Truth;
  /** How the statements that allow name who makes the request. */
  readonly grants: Naming;
}

/** Kinds of policies that name principals. */
const naming: ReadonlySet<PolicyType> = new Set(["resource", "rcp", "vpc-endpoint"]);

const nothing: SetVerdict = {
  deny: false,
  allow: false,
  grants: { direct: false, role: false, account: false },
};

/**
 * Asks every statement of a set.
 *
 * @param set - policies of one layer or level
 * @param at - where the set stands
 * @param request - the request
 * @param layers - all layers of the decision
 * @param results - takes what became of each statement
 * @param binds - whether the layer binds the request; else why not, and `truth` false or open
 */
export function evaluateSet(
  set: PolicySet,
  at: { readonly layer: PolicyType; readonly level: number | undefined },
  request: Request,
  layers: Layers,
  results: StatementResult[],
  binds: { readonly truth: Truth; readonly detail: string },
): SetVerdict {
  const { layer, level } = at;
  const rules = {
    names: naming.has(layer),
    bounded: layers["permissions-boundary"] !== undefined && hasIdentityPolicies(request.principal),
  };
  let verdict = nothing;
  for (const [document, policy] of set.policies.entries()) {
    for (const compiled of policy.statements) {
      const { statement } = compiled;
      if (binds.truth === false) {
        const mismatch = { part: "layer", detail: binds.detail } as const;
        results.push({ layer, level, document, statement, truth: false, mismatch });
        continue;
      }
      const match = matchStatement(compiled, request, rules);
      const effect = statement.effect.kind === "known" ? statement.effect.value : undefined;
      // Where it is open whether the layer binds, what it allows gets through it either way.
      const denial = and(match.truth, binds.truth);
      const truth = effect === "Allow" ? match.truth : denial;
      results.push({ layer, level, document, statement, truth, mismatch: match.mismatch });
      if (truth === false) continue;
      if (effect !== "Allow") verdict = withDeny(verdict, denial);
      if (effect !== "Deny") verdict = withAllow(verdict, match.truth, match.naming);
    }
    if (policy.document.rest !== undefined) verdict = withRest(verdict, policy.document.rest);
  }
  if (binds.truth === false) return nothing;
  return set.rest === undefined ? verdict : withRest(verdict, set.rest);
}

function withDeny({ deny, allow, grants }: SetVerdict, truth: Truth): SetVerdict {
  return { deny: or(deny, truth), allow, grants };
}

function withAllow(verdict: SetVerdict, truth: Truth, named: Naming | undefined): SetVerdict {
  const { direct, role, account } = verdict.grants;
  return {
    deny: verdict.deny,
    allow: or(verdict.allow, truth),
    grants: {
      direct: or(direct, named === undefined ? truth : and(truth, named.direct)),
      role: or(role, named === undefined ? truth : and(truth, named.role)),
      account: or(account, named === undefined ? truth : and(truth, named.account)),
    },
  };
}

function withRest(verdict: SetVerdict, rest: Parameters<typeof unknown>[0]): SetVerdict {
  const open = unknown(rest);
  return withAllow(withDeny(verdict, open), open, undefined);
}
