import type { Estate } from "../../model/estate.ts";
import type { ReportedResult } from "../../model/report.ts";
import type { Settings } from "../../model/settings.ts";
import type { RunOutcome } from "../../run.ts";
import { AllowLevels } from "../../rules/reading/allow-levels.ts";
import { judgeGrants, type GrantAnswer } from "../../rules/reading/grants.ts";
import { Compiler } from "../../rules/reading/policy-layers.ts";
import { TagQuestions } from "../../rules/reading/tag-question.ts";

/** A principal that can change the tag of clusters in one picture, and could not in the other. */
export interface ChangedGrant {
  readonly principal: string;
  /** Completes "can …"; that of one of the clusters. */
  readonly what: string;
  readonly clusters: readonly string[];
}

/** What differs between two pictures of the same estate. */
export interface Difference {
  readonly can: readonly ChangedGrant[];
  readonly canNoLonger: readonly ChangedGrant[];
  /** Violations, and answers that can no longer be given. */
  readonly appeared: readonly ReportedResult[];
  readonly disappeared: readonly ReportedResult[];
}

/**
 * Compares two runs.
 *
 * @param before - the run on the older picture
 * @param after - the run on the newer one
 */
export function differenceOf(before: RunOutcome, after: RunOutcome): Difference {
  const then = grantsIn(before.judged);
  const now = grantsIn(after.judged);
  return {
    can: grantsMissing(now, then, unreadIn(before.judged)),
    canNoLonger: grantsMissing(then, now, unreadIn(after.judged)),
    appeared: resultsMissing(after.report.results, before.report.results),
    disappeared: resultsMissing(before.report.results, after.report.results),
  };
}

/** What principals can do. */
interface Grants {
  readonly byPrincipal: ReadonlyMap<string, Grant>;
  /** Principals of whom it is not known, or not of all clusters. */
  readonly open: ReadonlySet<string>;
}

/** What a principal can do, by the clusters that it can do it to. */
interface Grant {
  readonly account: string;
  readonly changes: ReadonlyMap<string, string>;
}

/** Trusted principals are left out, and those whose policies cannot grant it. */
function grantsIn(judged: RunOutcome["judged"]): Grants {
  if (judged === undefined) return { byPrincipal: new Map(), open: new Set() };
  const { estate, settings } = judged;
  const accounts = new Map(
    estate.principals.flatMap(({ subject, account }) =>
      account.state === "known" ? [[subject, account.value] as const] : [],
    ),
  );
  const byPrincipal = new Map<string, Grant>();
  const open = new Set<string>();
  for (const grant of untrustedGrants(estate, settings)) {
    const { subject } = grant;
    if (grant.verdict === "undetermined") open.add(subject);
    if (grant.verdict !== "violated") continue;
    const changes = new Map([...grant.clusters].map((one) => [one.subject, grant.what]));
    byPrincipal.set(subject, { account: accounts.get(subject) ?? "", changes });
  }
  return { byPrincipal, open };
}

function untrustedGrants(estate: Estate, { trust }: Settings): readonly GrantAnswer[] {
  const guards = estate.guards.filter(({ kind }) => kind === "scp");
  const [first] = [...guards, ...estate.clusters, ...estate.principals];
  if (first === undefined) return [];
  const questions = new TagQuestions(new Compiler(), trust, estate.organization, first.place);
  const levels = new AllowLevels(guards, estate.organization);
  return judgeGrants(estate, guards, levels, questions);
}

/** Accounts whose principals could not be read: what they cannot do is not known. */
function unreadIn(judged: RunOutcome["judged"]): ReadonlySet<string> {
  const principals = judged?.estate.principals ?? [];
  return new Set(
    principals.flatMap(({ account, identity }) => {
      const isUnread = identity.some(
        ({ fact }) => fact.state === "unknown" && fact.reason.code === "unreadable",
      );
      return isUnread && account.state === "known" ? [account.value] : [];
    }),
  );
}

function grantsMissing(
  here: Grants,
  there: Grants,
  unread: ReadonlySet<string>,
): readonly ChangedGrant[] {
  return [...here.byPrincipal].flatMap(([principal, grant]): readonly ChangedGrant[] => {
    const { account, changes: own } = grant;
    if (unread.has(account) || there.open.has(principal)) return [];
    const known = there.byPrincipal.get(principal)?.changes;
    const clusters = [...own.keys()].filter((cluster) => known?.has(cluster) !== true).sort();
    const [first] = clusters;
    if (first === undefined) return [];
    return [{ principal, what: own.get(first) ?? "", clusters }];
  });
}

/** Answers of the same rule about the same subject, of the same kind, are the same answer. */
function resultsMissing(
  here: readonly ReportedResult[],
  there: readonly ReportedResult[],
): readonly ReportedResult[] {
  const known = new Set(there.filter(counts).map(keyOf));
  return here.filter((result) => counts(result) && !known.has(keyOf(result)));
}

function counts({ verdict, suppression }: ReportedResult): boolean {
  return suppression === undefined && verdict !== "satisfied";
}

function keyOf({ rule, subject, messageId }: ReportedResult): string {
  return JSON.stringify([rule, subject, messageId]);
}
