import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, PrincipalDraft } from "../draft.ts";
import { attribute, field, listItems, pluck } from "../read.ts";

/**
 * IAM principals and policies as AWS IAM describes them.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export const iamAdapters: readonly (readonly [string, Adapter])[] = [
  ["iam:Role", (subject) => [principal(subject, "role", "Role")]],
  ["iam:User", (subject) => [principal(subject, "user", "User")]],
  ["iam:Group", (subject) => [principal(subject, "group", "Group")]],
  [
    "iam:ManagedPolicy",
    (subject) =>
      // The document of a version says nothing of the policy that it is a version of.
      subject.get("Arn").kind === "absent" ? [holder(subject, "Document")] : [managed(subject)],
  ],
  ["iam:InlinePolicy", inlinePolicy],
];

function principal(
  subject: Subject,
  type: "role" | "user" | "group",
  noun: "Role" | "User" | "Group",
): PrincipalDraft {
  const inline = listItems(subject.get(`${noun}PolicyList`)).items;
  return {
    kind: "principal",
    ...subject.origin,
    type,
    name: subject.get(`${noun}Name`),
    path: subject.get("Path"),
    arn: subject.get("Arn"),
    policies: inline.map((policy) => attribute(policy, "PolicyDocument")),
    managed: pluck(subject.get("AttachedManagedPolicies"), "PolicyArn"),
    groups: subject.get("GroupList"),
    boundary: field(subject.get("PermissionsBoundary"), "PermissionsBoundaryArn"),
    trust: subject.get("AssumeRolePolicyDocument"),
  };
}

function managed(subject: Subject): Draft {
  return {
    kind: "managed-policy",
    ...subject.origin,
    name: subject.get("PolicyName"),
    path: subject.get("Path"),
    arn: subject.get("Arn"),
    policy: subject.get("Document"),
  };
}

/** A policy of which nothing tells who holds it. */
function holder(subject: Subject, key: string): PrincipalDraft {
  const { absent } = subject;
  return {
    kind: "principal",
    ...subject.origin,
    type: "holder",
    name: absent,
    path: absent,
    arn: absent,
    policies: [subject.get(key)],
    managed: absent,
    groups: absent,
    boundary: absent,
    trust: absent,
  };
}

function inlinePolicy(subject: Subject): readonly Draft[] {
  const owner = (["role", "user", "group"] as const).find(
    (type) => subject.get(`${type[0]?.toUpperCase() ?? ""}${type.slice(1)}Name`).kind !== "absent",
  );
  if (owner === undefined) return [holder(subject, "PolicyDocument")];
  const { absent } = subject;
  const name = subject.get(`${owner[0]?.toUpperCase() ?? ""}${owner.slice(1)}Name`);
  return [
    {
      kind: "principal",
      ...subject.origin,
      type: owner,
      name,
      path: absent,
      arn: absent,
      policies: [subject.get("PolicyDocument")],
      managed: absent,
      groups: absent,
      boundary: absent,
      trust: absent,
    },
  ];
}
