import type { Cluster, Estate, Guard } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Binding } from "./reading/allowances.ts";
import { AllowLevels, editable } from "./reading/allow-levels.ts";
import { clusterToAsk, sampleCluster, type AskedCluster } from "./reading/asked-cluster.ts";
import { judgeGrants, type GrantAnswer } from "./reading/grants.ts";
import { reachOf, type Bound } from "./reading/guard-reach.ts";
import { GuardReaches, type Reaching } from "./reading/reaching-guards.ts";
import { Compiler } from "./reading/policy-layers.ts";
import { denyingIn, provingStatements } from "./reading/proof.ts";
import { isTagGuard, tagGuardReach } from "./reading/tag-guard-reach.ts";
import { TagQuestions } from "./reading/tag-question.ts";

type MessageId = "gap" | "unguarded" | "granted";

/** Flags clusters whose `GuardDutyManaged` tag somebody untrusted can change. */
export const untrustedTagChange = defineRule<MessageId>({
  id: "untrusted-tag-change",
  meta: {
    summary: "An untrusted principal can set, change or remove the GuardDutyManaged tag",
    why: "The tag decides whether GuardDuty deploys and updates its agent on a cluster. Who can change it can take the cluster out of monitoring without touching GuardDuty, and AWS asks for a policy that leaves the change to trusted identities.",
    fix: "Deny `eks:TagResource`, `eks:UntagResource` and `eks:CreateCluster` on `*` in a service control policy, with `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged` and `ArnNotLike` of `aws:PrincipalArn` to the exact ARNs of the trusted roles, and attach it above every account with clusters.",
    confidence: "high",
    status: "stable",
    severity: 8.2,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      gap: "{who} can {what}: {because}",
      unguarded:
        "{who} can {what}: the service control policy {guard} does not reach {where}, since {because}",
      granted: "{who} can {what}: this grant allows it and nothing denies it",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html",
    ],
  },
  check(estate, context) {
    const guards = estate.guards.filter(({ kind }) => kind === "scp");
    const [first] = [...guards, ...estate.clusters, ...estate.principals];
    if (first === undefined) return;
    const questions = new TagQuestions(
      new Compiler(),
      context.trust,
      estate.organization,
      first.place,
    );
    const relevant = guards.filter(isTagGuard);
    const asked =
      estate.clusters.length > 0 || relevant.length > 0 || context.trust.principals.length > 0;
    const levels = new AllowLevels(guards, estate.organization);
    const grants = asked ? judgeGrants(estate, guards, levels, questions) : [];
    const matter: Matter = {
      estate,
      guards,
      levels,
      relevant,
      grants,
      questions,
      context,
      reaches: new GuardReaches(guards, estate.organization),
      unreached: new Map(),
    };
    for (const cluster of estate.clusters) checkCluster(cluster, matter);
    if (estate.clusters.length === 0) checkTargets(matter);
    for (const grant of grants) reportGrant(grant, context);
  },
});

interface Matter {
  readonly estate: Estate;
  readonly guards: readonly Guard[];
  readonly levels: AllowLevels;
  readonly relevant: readonly Guard[];
  readonly grants: readonly GrantAnswer[];
  readonly questions: TagQuestions;
  readonly context: RuleContext<MessageId>;
  readonly reaches: GuardReaches;
  /** Whether no guard of the tag reaches an account, for those that were asked for. */
  readonly unreached: Map<string, boolean>;
}

/** What is judged under service control policies. */
interface Judged {
  readonly subject: string;
  readonly place: Place;
  readonly bound: Bound;
  readonly cluster: AskedCluster;
  /** As the message names it. */
  readonly where: string;
}

function checkCluster(cluster: Cluster, matter: Matter): void {
  const { account, subject, place } = cluster;
  const known = account.state === "known" ? account.value : undefined;
  // Then `guard-does-not-reach-account` speaks, once for all clusters of such accounts.
  const isLeft = known !== undefined && isUnreached(known, matter);
  if (isLeft) return;
  const bound: Bound = known === undefined ? "unknown account" : { id: known };
  const judged: Judged = {
    subject,
    place,
    bound,
    cluster: clusterToAsk(cluster),
    where: known === undefined ? "the cluster's account" : `the account ${known}`,
  };
  if (!judgeUnderGuards(judged, matter)) judgeWithoutGuards(cluster, matter);
}

/** Whether the input is to tell every policy, and none that it tells is about the tag and reaches it. */
function isUnreached(account: string, { estate, unreached }: Matter): boolean {
  if (!estate.organization.isWhole) return false;
  const known = unreached.get(account) ?? tagGuardReach(account, estate).state === "unreached";
  unreached.set(account, known);
  return known;
}

/** @returns false where no service control policy says anything of the matter */
function judgeUnderGuards(judged: Judged, matter: Matter): boolean {
  const { relevant, questions, context } = matter;
  const { subject, bound, cluster } = judged;
  const { guards, possible, certain } = matter.reaches.of(bound);
  if (possible.length === 0 && relevant.length === 0) return false;
  const allowances = matter.levels.of(bound);
  const all: Binding = { guards: possible, allowances };
  const trusted = questions.trusted(all);
  const assumptions = [
    ...attachmentAssumptions(guards),
    ...allowances.assumptions,
    ...trusted.assumptions,
    anyPermission,
  ];
  const answer = questions.underGuards(all, cluster);
  if (answer.answer === "yes") {
    reportBreach(judged, answer.breach, possible, matter, assumptions);
    return true;
  }
  if (answer.answer === "cannot-tell") {
    context.undetermined({ subject, at: judged.place, because: answer.reasons, assumptions });
    return true;
  }
  const enough = questions.underGuards({ guards: certain, allowances }, cluster);
  const first = editable(all.guards);
  if (enough.answer === "no" && certain.length > 0) {
    const at = first?.policy.place ?? judged.place;
    const related = provingStatements(denyingIn(enough.grounds));
    context.satisfied({ subject, at, basis: "proved", assumptions, related });
    return true;
  }
  const because = guards.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : []));
  context.undetermined({ subject, at: judged.place, because, assumptions });
  return true;
}

/** IAM is not asked: what it grants today somebody can change tomorrow. */
const anyPermission =
  "Judged under the service control policies alone: whomever they let through is taken to have the permission";

/** One sentence for each policy that nothing attaches, or one for all of them where they are many. */
function attachmentAssumptions(reaching: readonly Reaching[]): readonly string[] {
  const assumed = reaching.flatMap(({ guard, reach }) =>
    reach.reaches === "yes" && reach.assumption !== undefined
      ? [{ subject: guard.subject, assumption: reach.assumption }]
      : [],
  );
  if (assumed.length <= 3) return [...new Set(assumed.map(({ assumption }) => assumption))];
  const [first, second] = assumed.map(({ subject }) => subject);
  return [
    `Nothing tells where ${String(assumed.length)} service control policies (${first ?? ""}, ${second ?? ""}, …) are attached; they are judged as if they were attached to the root`,
  ];
}

function reportBreach(
  judged: Judged,
  breach: Extract<ReturnType<TagQuestions["underGuards"]>, { answer: "yes" }>["breach"],
  possible: readonly Guard[],
  matter: Matter,
  assumptions: readonly string[],
): void {
  const { context } = matter;
  const { subject, place, where } = judged;
  const { witness, nearest, what } = breach;
  const who = `An untrusted principal, such as ${breach.who},`;
  const idle = nearest === undefined ? idleGuard(judged, matter) : undefined;
  const related = [{ message: `the tag of ${subject} is at stake`, place }];
  const shared = {
    subject,
    assumptions,
    related,
    ...(witness === undefined ? {} : { witness }),
  };
  if (idle !== undefined) {
    const { because } = idle;
    const data = { who, what, where, because, guard: `\`${idle.guard.subject}\`` };
    context.report({ ...shared, message: "unguarded", data, at: idle.guard.place });
    return;
  }
  const guard = editable(possible);
  const because = nearest?.because ?? "no service control policy in the input denies it";
  const at = nearest?.place ?? guard?.policy.place ?? place;
  context.report({ ...shared, message: "gap", data: { who, what, because }, at });
}

/** A guard of the tag that stands elsewhere. */
function idleGuard(
  { bound }: Judged,
  { relevant, estate }: Matter,
): { readonly guard: Guard; readonly because: string } | undefined {
  for (const guard of relevant) {
    const reach = reachOf(guard, bound, estate.organization);
    if (reach.reaches === "no") return { guard, because: reach.because };
  }
  return undefined;
}

/** Without service control policies IAM can show that somebody gets through, never that nobody does. */
function judgeWithoutGuards(cluster: Cluster, { grants, guards, context, estate }: Matter): void {
  const { subject, place } = cluster;
  const breach = grants.find(
    (grant) => grant.verdict === "violated" && grant.clusters.has(cluster),
  );
  if (breach?.verdict === "violated") {
    const { what, witness, at, assumptions } = breach;
    const data = { who: `\`${breach.subject}\``, what };
    const related = [{ message: `the tag of ${subject} is at stake`, place }];
    const shown = witness === undefined ? {} : { witness };
    context.report({ subject, message: "granted", data, at, related, assumptions, ...shown });
    return;
  }
  const none =
    guards.length === 0
      ? "a service control policy"
      : "a service control policy that is about the tag or reaches the cluster";
  const detail =
    estate.principals.length === 0
      ? `the input has neither ${none} nor an IAM policy`
      : `the input lacks ${none}, and the IAM policies at hand cannot show that nobody gets through`;
  context.undetermined({ subject, at: place, because: [{ code: "not-in-input", detail, place }] });
}

/** Without a cluster in the input, what guards are attached to is judged for clusters to come. */
function checkTargets(matter: Matter): void {
  const targets = new Map<string, Judged>();
  for (const guard of matter.relevant) {
    const nodes = guard.targets.flatMap((target) => (target.kind === "node" ? [target] : []));
    const { account, subject, place } = guard;
    if (guard.attachment === "assumed" || nodes.length === 0) {
      const id = account.state === "known" && guard.attachment === "assumed" ? account.value : "";
      const name = id === "" ? subject : id;
      const bound: Bound = id === "" ? "unknown account" : { id };
      targets.set(name, {
        subject: name,
        place,
        bound,
        cluster: sampleCluster(id),
        where: id === "" ? "any account" : `the account ${id}`,
      });
    }
    for (const { id } of nodes) {
      targets.set(id, {
        subject: id,
        place,
        bound: { id },
        cluster: sampleCluster(id),
        where: id,
      });
    }
  }
  for (const judged of targets.values()) judgeUnderGuards(judged, matter);
}

function reportGrant(grant: GrantAnswer, context: RuleContext<MessageId>): void {
  const { subject, at, assumptions } = grant;
  switch (grant.verdict) {
    case "violated": {
      const { what, witness } = grant;
      const data = { who: `\`${subject}\``, what };
      const fix =
        "Take the permission away, deny it by a service control policy, or name the principal under `trust.principals`.";
      const shown = witness === undefined ? {} : { witness };
      context.report({ subject, message: "granted", data, at, fix, assumptions, ...shown });
      break;
    }
    case "undetermined":
      context.undetermined({ subject, at, because: grant.reasons, assumptions });
      break;
    case "satisfied": {
      const related = provingStatements(denyingIn(grant.grounds));
      context.satisfied({ subject, at, basis: "proved", assumptions, related });
    }
  }
}
