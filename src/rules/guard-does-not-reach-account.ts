import type { Cluster, Estate } from "../model/estate.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Witness } from "../model/finding.ts";
import { accountsText, parentOf } from "./reading/account-class.ts";
import { AllowLevels } from "./reading/allow-levels.ts";
import { clusterToAsk } from "./reading/asked-cluster.ts";
import { reachOf } from "./reading/guard-reach.ts";
import { Compiler } from "./reading/policy-layers.ts";
import { denyingIn, provingStatements } from "./reading/proof.ts";
import { TagQuestions } from "./reading/tag-question.ts";
import { tagGuardReach, type TagGuardReach } from "./reading/tag-guard-reach.ts";

type MessageId = "unreached" | "elsewhere" | "management";

/** Flags accounts with clusters that no guard of the `GuardDutyManaged` tag reaches. */
export const guardDoesNotReachAccount = defineRule<MessageId>({
  id: "guard-does-not-reach-account",
  meta: {
    summary: "Clusters are in accounts that no guard of the GuardDutyManaged tag reaches",
    why: "A service control policy binds the accounts below what it is attached to, and never the management account. Where none that protects the tag reaches an account, whoever has the permission there can take its clusters out of monitoring.",
    fix: "Attach the service control policy that protects the tag to the root, or to every unit with clusters, and move clusters out of the management account.",
    confidence: "high",
    status: "stable",
    severity: 8.2,
    tags: ["guardduty", "eks", "tags", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      unreached:
        "No service control policy of the organisation that protects `GuardDutyManaged` reaches {accounts}, with {clusters}",
      elsewhere:
        "The service control policy {guard} does not reach {accounts}, with {clusters}: {because}",
      management:
        "The management account {account} holds {clusters}, and service control policies never bind it",
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html",
    ],
  },
  check(estate, context) {
    // Of an organisation that is told in parts only, a policy that is not told may be there.
    if (!estate.organization.isWhole) return;
    const [first] = estate.clusters;
    if (first === undefined) return;
    const { trust } = context;
    const { organization } = estate;
    const questions = new TagQuestions(new Compiler(), trust, organization, first.place);
    const levels = new AllowLevels(estate.guards, organization);
    const reaches = new Map<string, TagGuardReach>();
    const classes = new Map<string, [Unreached, ...Unreached[]]>();
    for (const cluster of estate.clusters) {
      const { account } = cluster;
      if (account.state !== "known") continue;
      const reach = reaches.get(account.value) ?? tagGuardReach(account.value, estate);
      reaches.set(account.value, reach);
      const unreached = judge(cluster, account.value, reach, {
        estate,
        levels,
        questions,
        context,
      });
      if (unreached === undefined) continue;
      const key = classOf(account.value, estate);
      const members = classes.get(key);
      if (members === undefined) classes.set(key, [unreached]);
      else members.push(unreached);
    }
    for (const members of classes.values()) reportClass(members, estate, context);
  },
});

interface Matter {
  readonly estate: Estate;
  readonly levels: AllowLevels;
  readonly questions: TagQuestions;
  readonly context: RuleContext<MessageId>;
}

/** A cluster whose tag somebody untrusted can change, since no guard reaches its account. */
interface Unreached {
  readonly cluster: Cluster;
  readonly account: string;
  readonly nearest: Extract<TagGuardReach, { state: "unreached" }>["nearest"];
  readonly witness: Witness | undefined;
}

/**
 * Answers for a cluster, save where nothing keeps its tag: such clusters are spoken of by classes.
 * A policy that was written for something else can keep it too.
 */
function judge(
  cluster: Cluster,
  account: string,
  reach: TagGuardReach,
  { estate, levels, questions, context }: Matter,
): Unreached | undefined {
  const { subject, place: at } = cluster;
  if (reach.state === "reached") {
    const related = [{ message: "the policy", place: reach.guard.place }];
    context.satisfied({ subject, at, related });
    return undefined;
  }
  if (reach.state === "open") {
    context.undetermined({ subject, at, because: reach.reasons });
    return undefined;
  }
  const { organization } = estate;
  const binding = estate.guards.filter(
    (guard) =>
      guard.kind === "scp" && reachOf(guard, { id: account }, organization).reaches !== "no",
  );
  const allowances = levels.of({ id: account });
  const answer = questions.underGuards({ guards: binding, allowances }, clusterToAsk(cluster));
  switch (answer.answer) {
    case "yes": {
      const { witness } = answer.breach;
      return { cluster, account, nearest: reach.nearest, witness };
    }
    case "no": {
      const related = provingStatements(denyingIn(answer.grounds));
      context.satisfied({ subject, at, basis: "proved", related });
      return undefined;
    }
    case "cannot-tell":
      context.undetermined({ subject, at, because: answer.reasons });
      return undefined;
  }
}

function classOf(account: string, { organization }: Estate): string {
  const isManagement = isManagementAccount(account, organization);
  return isManagement ? "management" : (parentOf(account, organization) ?? account);
}

function isManagementAccount(account: string, organization: Estate["organization"]): boolean {
  const { managementAccount } = organization;
  return managementAccount.state === "known" && managementAccount.value === account;
}

/** All clusters of a class are mended by one attachment, and so shown as one. */
function reportClass(
  members: readonly [Unreached, ...Unreached[]],
  { organization }: Estate,
  context: RuleContext<MessageId>,
): void {
  const [{ cluster: first, account, nearest }] = members;
  const accounts = [...new Set(members.map((member) => member.account))];
  const parent = parentOf(account, organization);
  const place = parent === undefined ? undefined : organization.nodes.get(parent)?.place;
  const isManagement = isManagementAccount(account, organization);
  const data = {
    account,
    accounts: accountsText(accounts, parent),
    clusters: members.length === 1 ? "one cluster" : `${String(members.length)} clusters`,
    guard: `\`${nearest?.guard.subject ?? ""}\``,
    because: nearest?.because ?? "",
  };
  const elsewhere = nearest === undefined ? "unreached" : "elsewhere";
  const message = isManagement ? "management" : elsewhere;
  const others =
    nearest === undefined
      ? []
      : [{ message: "the policy that stands elsewhere", place: nearest.guard.place }];
  for (const { cluster, witness } of members) {
    context.report({
      subject: cluster.subject,
      message,
      data,
      at: isManagement ? first.place : (place ?? first.place),
      related: [{ message: "the cluster", place: cluster.place }, ...others],
      ...(witness === undefined ? {} : { witness }),
    });
  }
}
