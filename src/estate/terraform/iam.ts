import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, PrincipalPolicyDraft } from "../draft.ts";
import { attribute, listItems } from "../read.ts";

type Holder = PrincipalPolicyDraft["type"];

/**
 * IAM principals, policies and what attaches them.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export const iamAdapters: readonly (readonly [string, Adapter])[] = [
  ["aws_iam_role", (subject) => [principal(subject, "role")]],
  ["aws_iam_user", (subject) => [principal(subject, "user")]],
  ["aws_iam_group", (subject) => [principal(subject, "group")]],
  ...(["role", "user", "group"] as const).flatMap(
    (type): readonly (readonly [string, Adapter])[] => [
      [`aws_iam_${type}_policy`, (subject) => [inline(subject, type)]],
      [`aws_iam_${type}_policy_attachment`, (subject) => [attachment(subject, type, type)]],
    ],
  ),
  [
    "aws_iam_policy_attachment",
    (subject) => [
      attachment(subject, "role", "roles"),
      attachment(subject, "user", "users"),
      attachment(subject, "group", "groups"),
    ],
  ],
  [
    "aws_iam_policy",
    (subject) => [
      {
        kind: "managed-policy",
        ...subject.placed,
        name: subject.get("name"),
        path: subject.get("path"),
        arn: subject.get("arn"),
        policy: subject.get("policy"),
      },
    ],
  ],
  ["aws_iam_user_group_membership", (subject) => [membership(subject, "user", "groups")]],
  ["aws_iam_group_membership", (subject) => [membership(subject, "users", "group")]],
];

function principal(subject: Subject, type: Holder): Draft {
  const inlinePolicies = listItems(subject.get("inline_policy")).items;
  return {
    kind: "principal",
    ...subject.placed,
    type,
    name: subject.get("name"),
    path: subject.get("path"),
    arn: subject.get("arn"),
    policies: inlinePolicies.map((policy) => attribute(policy, "policy")),
    managed: subject.get("managed_policy_arns"),
    groups: subject.absent,
    boundary: subject.get("permissions_boundary"),
    trust: subject.get("assume_role_policy"),
  };
}

function inline(subject: Subject, type: Holder): Draft {
  return {
    kind: "principal-policy",
    ...subject.origin,
    type,
    principal: subject.get(type),
    policy: { document: subject.get("policy") },
  };
}

function attachment(subject: Subject, type: Holder, key: string): Draft {
  return {
    kind: "principal-policy",
    ...subject.origin,
    type,
    principal: subject.get(key),
    policy: { arn: subject.get("policy_arn") },
  };
}

function membership(subject: Subject, users: string, groups: string): Draft {
  return {
    kind: "membership",
    ...subject.origin,
    users: subject.get(users),
    groups: subject.get(groups),
  };
}
