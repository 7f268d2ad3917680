import { telemetryAction } from "../../aws/guardduty.ts";
import { compile } from "../../iam/compile.ts";
import { policySet, type Layers } from "../../iam/layers.ts";
import { ask } from "../../iam/search/ask.ts";
import { Budget } from "../../iam/search/budget.ts";
import type { Answer, KeyFamily, RequestFamily } from "../../iam/search/question.ts";
import type { Guard, Organization } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { fullAccess } from "./policy-layers.ts";
import { maySpeakOf } from "./tag-guard.ts";
import type { Agent, TelemetryAgents } from "./telemetry-agents.ts";

/** Whether a policy lets the agent send what it sees. */
export type TelemetryAnswer =
  | { readonly kind: "allowed" }
  | {
      readonly kind: "denied";
      /** Undefined where nothing allows it. */
      readonly statement: Statement | undefined;
      readonly at: Place;
    }
  | { readonly kind: "open"; readonly reasons: readonly Reason[] };

/** Steps that one question may take. */
const each = 200_000;

/**
 * Whether a service control policy by itself stops the agents of the accounts that it binds.
 * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
 */
export function judgeTelemetry(
  guard: Guard,
  document: PolicyDocument,
  bound: TelemetryAgents,
  organization: Organization,
): TelemetryAnswer {
  if (document.rest === undefined && !document.statements.some(mayDeny)) return { kind: "allowed" };
  const policies = [compile(fullAccess(document.place, false)), compile(document)];
  const layers: Layers = {
    scp: { levels: [{ policies, rest: undefined }], rest: undefined },
  };
  const { agents, isCertain, isCut } = bound.under(guard, document);
  const answers = agents.map((agent) => askAgent(agent, layers, organization, document.place));
  const denied = answers.find(({ kind }) => kind === "denied");
  const open = answers.find(({ kind }) => kind === "open");
  const allAlike = answers.every(({ kind }) => kind === "denied");
  if (denied !== undefined && (isCertain || allAlike)) return denied;
  if (denied === undefined && isCut) return open ?? { kind: "open", reasons: [tooMany] };
  if (denied === undefined) return open ?? { kind: "allowed" };
  const detail = "the policy tells accounts apart, and the input does not tell those that it binds";
  return { kind: "open", reasons: [{ code: "not-in-input", detail, place: document.place }] };
}

const tooMany: Reason = {
  code: "too-large",
  detail: "the policy tells more accounts and Regions apart than are asked about",
  place: undefined,
};

function mayDeny({ effect, action }: Statement): boolean {
  if (effect.kind === "known" && effect.value === "Allow") return false;
  return maySpeakOf(action, telemetryAction.toLowerCase());
}

/**
 * Whether service control policies let an agent send.
 *
 * @param layers - the policies
 * @param place - where they would be edited
 */
export function askAgent(
  agent: Agent,
  layers: Layers,
  { id }: Organization,
  place: Place,
): TelemetryAnswer {
  const organization = id.state === "known" ? id.value : undefined;
  const answers = identityArns(agent).map((arn) =>
    ask({
      layers,
      families: [sending(agent, arn, organization)],
      budget: new Budget(each),
    }),
  );
  const [first] = answers;
  if (first === undefined) return { kind: "allowed" };
  if (answers.every(({ answer }) => answer === first.answer)) return told(first, place);
  const detail =
    "AWS does not say what `aws:PrincipalArn` is for the identity of an instance, by which the agent calls, and the policy goes by it";
  return {
    kind: "open",
    reasons: [{ code: "unspecified-by-aws", detail, place }],
  };
}

function told(answer: Answer, place: Place): TelemetryAnswer {
  switch (answer.answer) {
    case "yes":
      return { kind: "allowed" };
    case "cannot-tell":
      return { kind: "open", reasons: answer.reasons };
    case "no": {
      // Of more than the proof needs nobody knows which it does.
      const [deny] = answer.grounds.flatMap((ground) =>
        ground.kind === "deny" && answer.least ? [ground.statement] : [],
      );
      return {
        kind: "denied",
        statement: deny,
        at: deny === undefined ? place : actionPlace(deny),
      };
    }
  }
}

/** The action that speaks of the call. */
function actionPlace({ action }: Statement): Place {
  if (action.negated) return action.place;
  const item = action.items.find(
    (one) =>
      one.kind === "text" &&
      maySpeakOf({ ...action, items: [one], rest: undefined }, telemetryAction.toLowerCase()),
  );
  return item?.place ?? action.place;
}

/**
 * The agent calls by the identity of its instance, which is no IAM role; AWS writes its ARN in
 * either of the first two ways.
 * https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
 */
function identityArns({ account, partition }: Agent): readonly string[] {
  return [
    `arn:${partition}:iam::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`,
    `arn:${partition}:sts::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`,
    `arn:${partition}:iam::${account}:role/aws:ec2-instance`,
  ];
}

const untold: KeyFamily = {
  kind: "unknown",
  reason: {
    code: "unspecified-by-aws",
    detail: "AWS does not say whether the identity of an instance has tags",
    place: undefined,
  },
};

function sending(
  { account, partition, region }: Agent,
  arn: string,
  organization: string | undefined,
): RequestFamily {
  return {
    action: telemetryAction,
    principal: {
      kind: "one",
      principal: `arn:${partition}:sts::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`,
    },
    resource: ["*"],
    organization:
      organization === undefined
        ? { kind: "any" }
        : { kind: "member", id: organization, paths: undefined },
    context: {
      "aws:PrincipalArn": { kind: "is", values: arn },
      "aws:PrincipalTag/*": untold,
      "aws:PrincipalIsAWSService": { kind: "is", values: "false" },
      "aws:ViaAWSService": { kind: "is", values: "false" },
      ...(region === undefined ? {} : { "aws:RequestedRegion": { kind: "is", values: region } }),
    },
  };
}

/** Whether a permissions boundary lets a role send, once a policy of the role allows it. */
export function judgeBoundary(document: PolicyDocument, role: string): TelemetryAnswer {
  const answer = ask({
    layers: { "permissions-boundary": policySet([compile(document)]) },
    families: [
      {
        action: telemetryAction,
        principal: { kind: "one", principal: role },
        resource: ["*"],
        organization: { kind: "any" },
        context: {},
      },
    ],
    budget: new Budget(each),
  });
  return told(answer, document.place);
}
