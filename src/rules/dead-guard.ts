import { rcpServices } from "../aws/rcp-services.ts";
import type { Estate, Guard } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { StatementQuestions } from "./reading/dead-statement.ts";
import { heldTagGuards } from "./reading/held-tag-guards.ts";
import { idleExemptions } from "./reading/idle-exemption.ts";
import { boundNowhere } from "./reading/guard-attachment.ts";
import { shown, type NeverMet } from "./reading/never-met.ts";
import { isStatementQuotable } from "./reading/quotable.ts";
import { partitionsOf } from "./reading/tag-change-families.ts";
import { tagGuards, type TagGuard } from "./reading/tag-guard.ts";

type MessageId =
  | NeverMet["cause"]
  | "otherResource"
  | "contradiction"
  | "unattached"
  | "unboundService"
  | "sensitive"
  | "exemptsNobody";

const dead = "{guard} stops no change of the tag: {because}";

/** Flags denies that were written for the `GuardDutyManaged` tag and that nothing meets. */
export const deadGuard = defineRule<MessageId>({
  id: "dead-guard",
  meta: {
    summary:
      "A statement that is to protect the GuardDutyManaged tag matches no request, or exempts nobody",
    why: "A deny that no request to EKS can meet looks like protection and is none: the tag can be changed, and whoever reads the policy believes that it cannot. An exception that nobody fits locks out those who are to look after the tag.",
    fix: 'Deny by `ForAnyValue:StringEquals` of `aws:TagKeys` to `GuardDutyManaged`, use `aws:ResourceTag/…` for the tags of a cluster, exempt roles by the ARN of the role with `ArnNotLike` of `aws:PrincipalArn`, state `"Version": "2012-10-17"`, and attach the service control policy above every account with clusters.',
    confidence: "high",
    status: "stable",
    severity: 6.5,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      foreignKey: dead,
      uncarriedKey: dead,
      otherSpelling: dead,
      literalVariable: dead,
      literalWildcard: dead,
      sessionArn: dead,
      otherPartition: dead,
      otherResource: dead,
      contradiction: dead,
      unmet: dead,
      unattached: "The service control policy {policy} protects the tag nowhere: {because}",
      unboundService:
        "{guard} names {action}, and resource control policies do not bind requests to EKS",
      sensitive: "{guard}, which is sensitive, stops no change of the tag, or exempts nobody",
      exemptsNobody: "{guard} exempts nobody by {value}: {because}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/managing-gdu-agent-eks-automatically.html",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html",
    ],
  },
  check(estate, context) {
    const partitions = partitionsOf(estate.clusters);
    const questions = new StatementQuestions(partitions);
    const matter: Matter = { estate, context, questions, partitions };
    for (const guard of estate.guards) {
      if (guard.kind === "rcp") checkResourceControl(guard, matter);
      else checkServiceControl(guard, matter);
    }
    for (const held of heldTagGuards(estate.principals)) checkStatement(held, matter);
  },
});

interface Matter {
  readonly estate: Estate;
  readonly context: RuleContext<MessageId>;
  readonly questions: StatementQuestions;
  readonly partitions: ReadonlySet<string>;
}

function checkServiceControl(guard: Guard, matter: Matter): void {
  const { policy, subject, place } = guard;
  if (policy.state !== "known") return;
  const statements = tagGuards(subject, policy.document);
  if (statements.length === 0) return;
  const because = boundNowhere(guard, matter.estate.organization);
  if (because !== undefined) {
    const data = { policy: `\`${subject}\``, because };
    matter.context.report({ subject, message: "unattached", data, at: place });
    return;
  }
  for (const statement of statements) checkStatement(statement, matter);
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html */
function checkResourceControl({ policy, subject }: Guard, { context }: Matter): void {
  if (policy.state !== "known" || rcpServices.has("eks")) return;
  for (const guard of tagGuards(subject, policy.document, true)) {
    const { action } = guard.statement;
    const named = action.items.find((item) => item.kind === "text" && /^eks:/i.test(item.text));
    const at: Place = named?.place ?? action.place;
    if (!isStatementQuotable(guard.statement)) {
      report(guard, context, "sensitive", guard.statement.place, {});
      continue;
    }
    const text = named?.kind === "text" ? `\`${shown(named.text)}\`` : "tagging of clusters";
    report(guard, context, "unboundService", at, { action: text });
  }
}

function checkStatement(guard: TagGuard, { context, questions, partitions }: Matter): void {
  const { subject, statement } = guard;
  const answer = questions.judge(guard);
  const isQuotable = isStatementQuotable(statement);
  if (answer.kind === "dead") {
    const { cause, because, at } = answer;
    if (isQuotable) report(guard, context, cause, at, { because });
    else report(guard, context, "sensitive", statement.place, {});
    return;
  }
  const [idle, ...others] = idleExemptions(guard, questions, partitions);
  if (idle !== undefined) {
    const { value, because, at } = idle;
    if (!isQuotable) {
      report(guard, context, "sensitive", statement.place, {});
      return;
    }
    context.report({
      subject,
      message: "exemptsNobody",
      data: { guard: guard.name, value: `\`${value}\``, because },
      at,
      related: others.map((other) => ({
        message: `nobody is exempted by \`${other.value}\` either`,
        place: other.at,
      })),
    });
    return;
  }
  if (answer.kind === "open") {
    context.undetermined({ subject, at: statement.place, because: answer.reasons });
  } else {
    context.satisfied({ subject, at: statement.place, basis: "proved" });
  }
}

function report(
  { subject, name }: TagGuard,
  context: RuleContext<MessageId>,
  message: MessageId,
  at: Place,
  data: Readonly<Record<string, string>>,
): void {
  context.report({ subject, message, data: { guard: name, ...data }, at });
}
