import type { Estate, Guard } from "../model/estate.ts";
import type { PolicyProblem } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";

type MessageId = "refused" | "crowded";

/** Characters of a service control policy, white space that the console does not remove included. */
const mostCharacters = 10_240;

/** Service control policies that one root, unit or account can have. */
const mostAttached = 10;

/** Flags service control policies that AWS Organizations does not take. */
export const invalidGuardPolicy = defineRule<MessageId>({
  id: "invalid-guard-policy",
  meta: {
    summary: "AWS Organizations refuses a service control policy, or one more on its target",
    why: "What AWS refuses is not there: the change fails, and the accounts keep the policies that they had. An apply that stops half way leaves some of them without.",
    fix: "Keep a policy below 10,240 characters, name no `Principal`, state the version `2012-10-17`, and attach at most 10 policies to one target.",
    confidence: "high",
    status: "stable",
    severity: 6,
    tags: ["organizations", "iam"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      refused: "AWS refuses the service control policy {policy}: {problem}",
      crowded:
        "The service control policy {policy} is the {number}th that is attached to {target}, which can have 10",
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
    ],
  },
  check(estate, context) {
    const crowded = crowdedTargets(estate);
    for (const guard of estate.guards) {
      if (guard.kind === "scp") checkGuard(guard, crowded, context);
    }
  },
});

function checkGuard(
  guard: Guard,
  crowded: ReadonlyMap<Guard, Crowd>,
  context: RuleContext<MessageId>,
): void {
  const { subject, policy } = guard;
  if (policy.state === "unknown") {
    context.undetermined({ subject, at: policy.place, because: [policy.reason] });
    return;
  }
  // What cannot be read is an error of the input, and told as one.
  if (policy.state !== "known") return;
  const [problem, ...others] = problemsOf(policy);
  const crowd = crowded.get(guard);
  if (problem !== undefined) {
    const data = { policy: `\`${subject}\``, problem: problem.message };
    context.report({ subject, at: problem.place, message: "refused", data, related: others });
  } else if (crowd !== undefined) {
    const { number, target } = crowd;
    const data = { policy: `\`${subject}\``, number: String(number), target: `\`${target.id}\`` };
    context.report({ subject, at: target.place, message: "crowded", data });
  } else if (policy.document.rest !== undefined) {
    context.undetermined({ subject, at: policy.place, because: [policy.document.rest] });
  } else {
    context.satisfied({ subject, at: policy.place });
  }
}

function problemsOf({
  document,
  length,
  place,
}: Extract<Guard["policy"], { readonly state: "known" }>): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  if (length !== undefined && length > mostCharacters) {
    const message = `it has ${String(length)} characters, and AWS allows ${String(mostCharacters)}`;
    problems.push({ message, place });
  }
  for (const { principal } of document.statements) {
    if (principal === undefined) continue;
    const name = principal.negated ? "NotPrincipal" : "Principal";
    problems.push({ message: `a statement names a \`${name}\``, place: principal.place });
  }
  if (document.version !== "2012-10-17") {
    problems.push({ message: "it does not state the version `2012-10-17`", place: document.place });
  }
  return problems;
}

type Target = Extract<Guard["targets"][number], { readonly kind: "node" }>;

interface Crowd {
  readonly number: number;
  readonly target: Target;
}

/** The policies beyond the tenth of a target, in the order of the input. */
function crowdedTargets(estate: Estate): ReadonlyMap<Guard, Crowd> {
  const counts = new Map<string, number>();
  const crowded = new Map<Guard, Crowd>();
  for (const guard of estate.guards) {
    if (guard.kind !== "scp") continue;
    for (const target of guard.targets) {
      if (target.kind !== "node") continue;
      const number = (counts.get(target.id) ?? 0) + 1;
      counts.set(target.id, number);
      if (number > mostAttached) crowded.set(guard, { number, target });
    }
  }
  return crowded;
}
