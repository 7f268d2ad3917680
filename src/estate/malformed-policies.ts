import type { Estate } from "../model/estate.ts";
import type { Notification } from "../model/notification.ts";
import type { PolicyFact } from "../model/policy.ts";

/**
 * Tells of guards and endpoints whose policies cannot be read because AWS would refuse them: the
 * answers about them rest on nothing else. Of a principal's policies the rules that read them tell.
 *
 * @param estate - a linked estate
 * @param bare - paths of bare policy documents, whose loader tells of them itself
 * @returns one notification for each policy, at its first problem
 */
export function malformedPolicies(
  estate: Estate,
  bare: ReadonlySet<string>,
): readonly Notification[] {
  const told = new Set<PolicyFact>();
  return [...estate.guards, ...estate.endpoints].flatMap(({ subject, policy }) => {
    if (policy.state !== "malformed" || told.has(policy)) return [];
    if (bare.has(policy.place.source.path)) return [];
    told.add(policy);
    const [problem] = policy.problems;
    const place = problem?.place ?? policy.place;
    const message = `the policy of ${subject} cannot be read: ${problem?.message ?? "it is malformed"}`;
    const code = "malformed-policy";
    return [{ level: "error", code, message, path: place.source.path, place }];
  });
}
