import type { Guard, Organization } from "../../model/estate.ts";
import { reachOf } from "./guard-reach.ts";

/**
 * Why a service control policy binds nobody, for all that the input says of its attachments.
 *
 * @returns a clause; undefined where it binds somebody, or may
 */
export function boundNowhere(guard: Guard, organization: Organization): string | undefined {
  const { attachment, targets } = guard;
  if (attachment === "assumed") return undefined;
  if (targets.length === 0) return "the input attaches it to no root, unit or account";
  let because: string | undefined;
  for (const target of targets) {
    if (target.kind === "unknown") return undefined;
    const reach = reachOf(guard, { id: target.id }, organization);
    if (reach.reaches !== "no") return undefined;
    because = reach.because;
  }
  return because;
}
