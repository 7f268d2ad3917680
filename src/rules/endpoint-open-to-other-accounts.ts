import type { Endpoint } from "../model/estate.ts";
import type { Witness } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import { judgeEndpoint, type EndpointAnswer, type Judging } from "./reading/endpoint-question.ts";
import { Inquiry } from "./reading/inquiry.ts";
import { Compiler } from "./reading/policy-layers.ts";
import { provingStatements } from "./reading/proof.ts";
import { telemetryEndpoints } from "./reading/telemetry-endpoint.ts";

type MessageId = "missing" | "open" | "lockedOut" | "inverted";

/** Flags telemetry endpoints whose policy does not keep to the trusted accounts. */
export const endpointOpenToOtherAccounts = defineRule<MessageId>({
  id: "endpoint-open-to-other-accounts",
  meta: {
    summary:
      "The policy of a guardduty-data endpoint lets other accounts through, or locks out its own",
    why: "Whoever gets through the endpoint can send to GuardDuty from inside the VPC with credentials of any account, which is a way out for data and a way in for false telemetry. A policy that locks out the account of the VPC stops the agents on its clusters.",
    fix: "Keep the statement that allows everything, and deny every principal whose `aws:PrincipalAccount` is not the account of the VPC; for a shared VPC, deny by `aws:PrincipalOrgID`.",
    confidence: "high",
    status: "stable",
    severity: 7.8,
    tags: ["guardduty", "eks", "network", "iam"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      missing:
        "The policy of {endpoint} lets every account through: the `aws:PrincipalAccount` deny is missing. It is {deny}",
      open: "The policy of {endpoint} lets {who} through: {because}",
      lockedOut:
        "The policy of {endpoint} does not let {own} call `guardduty:SendSecurityTelemetry`, so its agents cannot send: {because}",
      inverted:
        "The policy of {endpoint} lets {who} through, and does not let {own} call `guardduty:SendSecurityTelemetry`: {because}",
    },
    references: [
      "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html",
      "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-shared-vpc.html",
      "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    ],
  },
  check(estate, context) {
    const { trust } = context;
    const judging = {
      estate,
      trust,
      compiler: new Compiler(),
      inquiry: new Inquiry(),
      proofs: new Map(),
    };
    const endpoints = telemetryEndpoints(estate);
    for (const endpoint of endpoints.certain) {
      checkEndpoint(endpoint, judging, context);
    }
    for (const { endpoint, reason } of endpoints.possible) {
      const { subject, serviceName } = endpoint;
      context.undetermined({ subject, at: serviceName.place, because: [reason] });
    }
  },
});

function checkEndpoint(
  endpoint: Endpoint,
  judging: Judging,
  context: RuleContext<MessageId>,
): void {
  const { subject, policy } = endpoint;
  const answer = judgeEndpoint(endpoint, judging);
  const { assumptions } = answer;
  switch (answer.verdict) {
    case "satisfied":
      context.satisfied({
        subject,
        at: policy.place,
        basis: "proved",
        related: provingStatements(answer.carriedBy),
        assumptions,
      });
      break;
    case "undetermined":
      context.undetermined({ subject, at: policy.place, because: answer.reasons, assumptions });
      break;
    case "violated":
      report(endpoint, answer, context);
      break;
  }
}

function report(
  endpoint: Endpoint,
  answer: Extract<EndpointAnswer, { verdict: "violated" }>,
  context: RuleContext<MessageId>,
): void {
  const { subject, policy, place } = endpoint;
  const { assumptions, foreign, lockedOut, owner } = answer;
  const named = answer.knowsAccounts ? "any of the accounts that it names" : "any account";
  const own = owner === undefined ? named : `its own account \`${owner}\``;
  const name = `\`${subject}\``;
  const shared = { subject, assumptions };
  const deny = denyFor(owner);
  if (foreign === undefined) {
    context.report({
      ...shared,
      message: "lockedOut",
      data: { endpoint: name, own, because: answer.lockedOutBy },
      at: lockedOut,
    });
    return;
  }
  const { request } = foreign;
  const witness: Witness | undefined =
    request === undefined
      ? undefined
      : {
          summary: `${foreign.who} sends telemetry through the endpoint`,
          request: { ...request, context: request.context ?? {} },
        };
  const related = [{ message: "the endpoint", place }];
  const { nearest } = foreign;
  if (nearest === undefined && foreign.anybody && !answer.ownLockedOut) {
    context.report({
      ...shared,
      message: "missing",
      data: { endpoint: name, deny },
      at: policy.place,
      ...(witness === undefined ? {} : { witness }),
      fix: `Add this statement to the policy: ${deny}`,
      related,
    });
    return;
  }
  const because = nearest?.because ?? "no statement denies it";
  context.report({
    ...shared,
    message: answer.ownLockedOut ? "inverted" : "open",
    data: answer.ownLockedOut
      ? { endpoint: name, who: foreign.who, own, because }
      : { endpoint: name, who: foreign.who, because },
    at: nearest?.place ?? policy.place,
    ...(witness === undefined ? {} : { witness }),
    fix: `Deny every principal outside the trusted accounts: ${deny}`,
    related,
  });
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html */
function denyFor(owner: string | undefined): string {
  const statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:PrincipalAccount": owner ?? "<account of the VPC>" } },
  };
  return `\`${JSON.stringify(statement)}\``;
}
