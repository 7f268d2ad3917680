import type { Estate, Guard } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";
import { reachOf } from "./guard-reach.ts";
import { unreadable } from "./policy-layers.ts";
import { isAboutTagging } from "./tag-breach.ts";

/** Whether a service control policy that was written for the tag binds an account. */
export type TagGuardReach =
  | { readonly state: "reached"; readonly guard: Guard }
  | { readonly state: "open"; readonly reasons: readonly Reason[] }
  /** `nearest`: one that stands elsewhere, and why it does not reach. */
  | {
      readonly state: "unreached";
      readonly nearest: { readonly guard: Guard; readonly because: string } | undefined;
    };

/** Whether a policy was written for the tag; others are judged with it and never on their own. */
export function isTagGuard({ policy }: Guard): boolean {
  return (
    policy.state === "known" &&
    policy.document.statements.some(
      (statement) =>
        statement.effect.kind === "known" &&
        statement.effect.value === "Deny" &&
        isAboutTagging(statement),
    )
  );
}

/**
 * Looks for a guard of an account, whatever that guard is worth.
 *
 * @param account - its id
 */
export function tagGuardReach(account: string, { guards, organization }: Estate): TagGuardReach {
  const reasons: Reason[] = [];
  let nearest: { readonly guard: Guard; readonly because: string } | undefined;
  for (const guard of guards) {
    const unknown = unreadable(guard.policy);
    if (guard.kind !== "scp" || (unknown === undefined && !isTagGuard(guard))) continue;
    const reach = reachOf(guard, { id: account }, organization);
    if (reach.reaches === "no") {
      if (unknown === undefined) nearest ??= { guard, because: reach.because };
    } else if (unknown !== undefined) {
      reasons.push(unknown);
    } else if (reach.reaches === "yes") {
      return { state: "reached", guard };
    } else {
      reasons.push(reach.reason);
    }
  }
  return reasons.length > 0 ? { state: "open", reasons } : { state: "unreached", nearest };
}
