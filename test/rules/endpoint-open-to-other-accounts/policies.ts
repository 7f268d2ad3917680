import { judged, resultAbout } from "../policy-fixture.ts";

export const rule = "endpoint-open-to-other-accounts";
export const own = "111122223333";
export const org = "o-a1b2c3d4e5";
export const endpoint = "vpce-0a1b2c3d";

export const guardDuty =
  "https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html";
export const shared =
  "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-shared-vpc.html";
export const endpointAccess =
  "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
export const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
export const sets =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
export const logic =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html";
export const keys =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";

export const allow = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
export const denyIf = (Condition: object, Action = "*") => ({
  Sid: "KeepOut",
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: "*",
  Condition,
});
export const allowed = (more: object) => ({ ...allow, ...more });
export const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

/** An inventory with one telemetry endpoint. */
export const inventory = (document: object | undefined, more: object = {}, account = own) => ({
  guardlint: "inventory/v1",
  ...(account === "" ? {} : { account }),
  region: "eu-west-1",
  ...more,
  endpoints: [
    {
      id: endpoint,
      vpc: "vpc-0a1b2c3d",
      service: "com.amazonaws.eu-west-1.guardduty-data",
      type: "Interface",
      ...(document === undefined ? {} : { policy: document }),
    },
  ],
});

export const inOrganization = { organization: { id: org } };

/** `violated` with the message's id; the plain verdict otherwise. */
export async function answer(files: Readonly<Record<string, unknown>>): Promise<string> {
  const { report } = await judged(rule, files);
  const { verdict, messageId } = resultAbout(report, endpoint);
  return verdict === "violated" ? `violated: ${messageId}` : verdict;
}
