import type { Estate } from "../model/estate.ts";
import type { Notification } from "../model/notification.ts";
import type { PolicyFact } from "../model/policy.ts";

/**
 * Tells of policies that cannot be read because AWS would refuse them. On a guard or an endpoint
 * that is an error, since the answer about it rests on nothing else; on a principal a warning.
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
  const tell = (
    level: Notification["level"],
    subject: string,
    policies: readonly PolicyFact[],
  ): readonly Notification[] =>
    policies.flatMap((policy): readonly Notification[] => {
      if (policy.state !== "malformed" || told.has(policy)) return [];
      if (bare.has(policy.place.source.path)) return [];
      told.add(policy);
      const [problem] = policy.problems;
      const place = problem?.place ?? policy.place;
      const message = `the policy of ${subject} cannot be read: ${problem?.message ?? "it is malformed"}`;
      return [{ level, code: "malformed-policy", message, path: place.source.path, place }];
    });
  return [
    ...estate.guards.flatMap(({ subject, policy }) => tell("error", subject, [policy])),
    ...estate.endpoints.flatMap(({ subject, policy }) => tell("error", subject, [policy])),
    ...estate.principals.flatMap(({ subject, identity, boundary }) =>
      tell("warning", subject, [...identity, boundary]),
    ),
  ];
}
