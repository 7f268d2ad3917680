import { judged, resultAbout, verdicts, type Files } from "../policy-fixture.ts";

export const rule = "untrusted-tag-change";
export const account = "111122223333";
export const other = "444455556666";

export const operators =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
export const sets =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
export const eks =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_eks.html";
export const keyCase =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
export const principalArn =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn";

export type State = "true" | "false" | "untagged";

export const cluster = (state: State = "true", more: object = {}) => ({
  guardlint: "inventory/v1",
  account,
  region: "eu-west-1",
  clusters: [{ name: "payments", tags: state === "untagged" ? {} : { GuardDutyManaged: state } }],
  ...more,
});
export const policy = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
export const deny = (Condition: object | undefined, more: object = {}) => ({
  Sid: "ProtectTag",
  Effect: "Deny",
  Action: ["eks:TagResource", "eks:UntagResource"],
  Resource: "*",
  ...(Condition === undefined ? {} : { Condition }),
  ...more,
});
export const byKey = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } };
export const unless = (operator: string, ...arns: readonly string[]) => ({
  [operator]: { "aws:PrincipalArn": arns },
});

export const about = async (files: Files, subject = "payments") =>
  resultAbout((await judged(rule, files)).report, subject);
export const verdict = async (files: Files, subject = "payments") =>
  (await about(files, subject)).verdict;
export const all = async (files: Files) => [...verdicts((await judged(rule, files)).report)].sort();
