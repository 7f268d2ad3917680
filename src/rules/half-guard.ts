import type { Estate } from "../model/estate.ts";
import type { Element } from "../model/policy.ts";
import { defineRule } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { maySpeakOf, tagGuards, type TagGuard } from "./reading/tag-guard.ts";
import { openIn } from "./reading/untold.ts";

/** The calls that change the tag, and what each of them does. */
const calls = [
  { action: "eks:TagResource", what: "setting it" },
  { action: "eks:UntagResource", what: "removing it" },
  { action: "eks:CreateCluster", what: "making a cluster with it" },
];

/** Flags guards of the tag that stop one way to change it and leave another. */
export const halfGuard = defineRule<"missing">({
  id: "half-guard",
  meta: {
    summary: "A guard of the GuardDutyManaged tag leaves out one of the calls that change it",
    why: "The tag can be set, removed, and given when a cluster is made. What a guard leaves out is left to whoever wants the cluster out of monitoring. Making a cluster with tags also asks for `eks:TagResource`, but AWS does not say of which resource, so a guard names the creation itself.",
    fix: "Deny `eks:TagResource`, `eks:UntagResource` and `eks:CreateCluster` in the same statement.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: { missing: "{guard} protects the tag and leaves out {calls}" },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html",
    ],
  },
  check(estate, context) {
    const policies = guardsByPolicy(estate);
    const guards = policies.flat();
    const all = guards.map(({ statement }) => statement.action);
    // Another statement, or another policy, may deny what one leaves out.
    const missing = calls.filter((call) => !all.some((action) => maySpeakOf(action, low(call))));
    const open = calls.flatMap((call) => openFor(call, all));
    const whole = new Set(policies.filter(deniesAll).flat());
    for (const guard of guards) {
      const { name, subject, statement, namesTag } = guard;
      if (!namesTag || statement.effect.kind !== "known") continue;
      const { action } = statement;
      const at = action.place;
      if (missing.length > 0) {
        const left = missing.map((call) => `\`${call.action}\` (${call.what})`).join(" and ");
        context.report({ subject, at, message: "missing", data: { guard: name, calls: left } });
      } else if (open.length > 0) {
        context.undetermined({ subject, at, because: open });
      } else {
        const assumptions = whole.has(guard) ? [] : [sharedReach];
        context.satisfied({ subject, at, assumptions });
      }
    }
  },
});

function guardsByPolicy(estate: Estate): readonly (readonly TagGuard[])[] {
  return estate.guards.flatMap(({ kind, subject, policy }) => {
    if (kind !== "scp" || policy.state !== "known") return [];
    return [tagGuards(subject, policy.document)];
  });
}

/** Which account a policy reaches is the matter of `untrusted-tag-change`. */
const sharedReach =
  "Another policy, which denies what this one leaves out, reaches the same accounts";

/** Whether the guards of one policy together deny every call. */
function deniesAll(guards: readonly TagGuard[]): boolean {
  return calls.every((call) =>
    guards.some(({ statement }) => maySpeakOf(statement.action, low(call))),
  );
}

function low({ action }: (typeof calls)[number]): string {
  return action.toLowerCase();
}

/** Why a call that may be denied need not be: no list of actions names it for certain. */
function openFor(call: (typeof calls)[number], all: readonly Element[]): readonly Reason[] {
  const isCertain = all.some((element) => {
    if (openIn(element).length === 0) return maySpeakOf(element, low(call));
    const told = element.items.filter(({ kind }) => kind === "text");
    return !element.negated && maySpeakOf({ ...element, items: told, rest: undefined }, low(call));
  });
  if (isCertain) return [];
  return all
    .filter((element) => maySpeakOf(element, low(call)))
    .flatMap(openIn)
    .slice(0, 1);
}
