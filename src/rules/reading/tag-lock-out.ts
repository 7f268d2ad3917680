import type { RequestFamily } from "../../iam/search/question.ts";
import type { Estate, Guard } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { StatementQuestions } from "./dead-statement.ts";
import { exceptedBy } from "./exceptions.ts";
import { guardedAccounts, type GuardedAccounts } from "./guarded-accounts.ts";
import { idleExemptions } from "./idle-exemption.ts";
import { ordinaryTagging, tagging, type Taggers } from "./ordinary-tagging.ts";
import { OverBlocking, type Blame } from "./over-blocking.ts";
import { partitionsOf } from "./tag-change-families.ts";
import { tagGuards, type TagGuard } from "./tag-guard.ts";

/** Whom a deny that was written for the tag keeps from what it should let them do. */
export type LockOut = {
  readonly guard: TagGuard;
  /** A sentence each. */
  readonly assumptions: readonly string[];
} & Found;

type Found =
  | { readonly kind: "none" }
  /** Everybody whom it does not exempt, from these changes of other tags. */
  | { readonly kind: "everybody"; readonly from: ReadonlySet<"setting" | "removing"> }
  /** All of those who are trusted with the tag. */
  | { readonly kind: "trusted" }
  | { readonly kind: "open"; readonly reasons: readonly Reason[] };

/**
 * Asks of every deny that was written for the tag whether it also stops ordinary tagging of clusters,
 * by everybody whom it does not exempt; and whether it stops all those who are trusted with the tag.
 * Only a deny without which some would get through is to blame.
 *
 * @param guards - all service control policies
 * @param trusted - patterns of `aws:PrincipalArn`, as configured
 * @param place - stands for `FullAWSAccess`, which is in no file
 */
export function tagLockOuts(
  estate: Estate,
  guards: readonly Guard[],
  trusted: readonly string[],
  place: Place,
): readonly LockOut[] {
  const written = new Map(
    guards.map((guard) => [
      guard,
      guard.policy.state === "known" ? tagGuards(guard.subject, guard.policy.document) : [],
    ]),
  );
  const relevant = guards.filter((guard) => (written.get(guard)?.length ?? 0) > 0);
  const search = new OverBlocking(place);
  const partitions = partitionsOf(estate.clusters);
  const questions = new StatementQuestions(partitions);
  return guardedAccounts(estate, guards, relevant).flatMap((accounts) => {
    const denies = accounts.guards.flatMap(({ guard }) => written.get(guard) ?? []);
    const own = denies.filter(({ namesTag }) => namesTag);
    const except = own.flatMap(({ statement }) => exceptedBy(statement, accounts.account ?? "*"));
    const taggers: Taggers = { ...accounts, among: [], except };
    const ask = (
      suspects: readonly TagGuard[],
      families: readonly RequestFamily[],
      exempting: boolean,
    ): Blame => judge(search, accounts, suspects, families, exempting);
    const ordinary = ordinaryTagging(taggers);
    const setting = ask(own, ordinary.setting, false);
    const removing = ask(own, ordinary.removing, false);
    const assumed = assumptionsOf(accounts, written);
    const found = own.map((guard) => ({
      guard,
      assumptions: assumed(guard),
      ...fromOrdinary(guard, setting, removing),
    }));
    const among = trustedIn(accounts, trusted);
    if (among.length === 0) return found;
    // An exception that nobody can make use of is a finding of its own.
    const suspects = denies.filter(
      (guard) => idleExemptions(guard, questions, partitions).length === 0,
    );
    const change = ask(suspects, tagging({ ...accounts, among, except: [] }), true);
    return [
      ...found,
      ...denies.flatMap((guard) => {
        const answer = fromTrusted(guard, change);
        return answer === undefined ? [] : [{ guard, assumptions: assumed(guard), ...answer }];
      }),
    ];
  });
}

/** What is taken for granted of the attachment of a deny's policy. */
function assumptionsOf(
  { guards, allowances }: GuardedAccounts,
  written: ReadonlyMap<Guard, readonly TagGuard[]>,
): (guard: TagGuard) => readonly string[] {
  return (deny) => [
    ...guards.flatMap(({ guard, reach }) =>
      reach.reaches === "yes" &&
      reach.assumption !== undefined &&
      written.get(guard)?.includes(deny) === true
        ? [reach.assumption]
        : [],
    ),
    ...allowances.assumptions,
  ];
}

/** What certainly binds is to blame; what may bind leaves it open. */
function judge(
  search: OverBlocking,
  { guards, allowances }: GuardedAccounts,
  suspects: readonly TagGuard[],
  families: readonly RequestFamily[],
  exempting: boolean,
): Blame {
  const statements: readonly Statement[] = suspects.map(({ statement }) => statement);
  const certain = guards.filter(({ reach }) => reach.reaches === "yes");
  const blame = (among: GuardedAccounts["guards"]): Blame =>
    search.blame(
      { guards: among.map(({ guard }) => guard), allowances },
      statements,
      families,
      exempting,
    );
  const surely = blame(certain);
  if (surely.kind !== "none" || certain.length === guards.length) return surely;
  const perhaps = blame(guards);
  if (perhaps.kind !== "statements") return perhaps;
  const reasons = guards.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : []));
  return { kind: "open", reasons };
}

function fromOrdinary(guard: TagGuard, setting: Blame, removing: Blame): Found {
  const blames = (blame: Blame): boolean =>
    blame.kind === "statements" && blame.statements.includes(guard.statement);
  const from = new Set<"setting" | "removing">();
  if (blames(setting)) from.add("setting");
  if (blames(removing)) from.add("removing");
  if (from.size > 0) return { kind: "everybody", from };
  const reasons = [setting, removing].flatMap((blame) =>
    blame.kind === "open" ? blame.reasons : [],
  );
  return reasons.length > 0 ? { kind: "open", reasons } : { kind: "none" };
}

function fromTrusted(guard: TagGuard, change: Blame): Found | undefined {
  if (change.kind === "open") return { kind: "open", reasons: change.reasons };
  const isToBlame = change.kind === "statements" && change.statements.includes(guard.statement);
  return isToBlame ? { kind: "trusted" } : undefined;
}

/** The trusted principals that can be of an account. */
function trustedIn({ account }: GuardedAccounts, trusted: readonly string[]): readonly string[] {
  return trusted.flatMap((pattern) => {
    const parts = pattern.split(":");
    const own = parts[4] ?? "";
    if (account === undefined || own === account) return [parts.join(":")];
    if (!/[*?]/.test(own)) return [];
    return [parts.map((part, at) => (at === 4 ? account : part)).join(":")];
  });
}
