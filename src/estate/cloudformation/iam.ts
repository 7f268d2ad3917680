import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, PrincipalPolicyDraft } from "../draft.ts";
import { attribute, itemsAndRest } from "../read.ts";
import { orGenerated } from "./generated.ts";

type Holder = PrincipalPolicyDraft["type"];

/** The properties that name the holders of a policy. */
const holders: readonly (readonly [Holder, string])[] = [
  ["role", "Roles"],
  ["user", "Users"],
  ["group", "Groups"],
];

/**
 * IAM principals, policies and what attaches them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
 */
export const iamAdapters: readonly (readonly [string, Adapter])[] = [
  ["AWS::IAM::Role", (subject) => [principal(subject, "role", "RoleName")]],
  ["AWS::IAM::User", (subject) => [principal(subject, "user", "UserName")]],
  ["AWS::IAM::Group", (subject) => [principal(subject, "group", "GroupName")]],
  ["AWS::IAM::Policy", held],
  ["AWS::IAM::RolePolicy", (subject) => [inline(subject, "role", subject.get("RoleName"))]],
  ["AWS::IAM::UserPolicy", (subject) => [inline(subject, "user", subject.get("UserName"))]],
  ["AWS::IAM::GroupPolicy", (subject) => [inline(subject, "group", subject.get("GroupName"))]],
  [
    "AWS::IAM::ManagedPolicy",
    (subject) => [
      {
        kind: "managed-policy",
        ...subject.origin,
        name: orGenerated(subject, "ManagedPolicyName"),
        path: subject.get("Path"),
        arn: subject.absent,
        policy: subject.get("PolicyDocument"),
      },
      ...held(subject),
    ],
  ],
  [
    "AWS::IAM::UserToGroupAddition",
    (subject) => [
      {
        kind: "membership",
        ...subject.origin,
        users: subject.get("Users"),
        groups: subject.get("GroupName"),
      },
    ],
  ],
];

function principal(subject: Subject, type: Holder, nameKey: string): Draft {
  return {
    kind: "principal",
    ...subject.origin,
    type,
    name: orGenerated(subject, nameKey),
    path: subject.get("Path"),
    arn: subject.absent,
    policies: itemsAndRest(subject.get("Policies")).map((one) => attribute(one, "PolicyDocument")),
    managed: subject.get("ManagedPolicyArns"),
    groups: subject.get("Groups"),
    boundary: subject.get("PermissionsBoundary"),
    trust: subject.get("AssumeRolePolicyDocument"),
  };
}

/** A policy that names who holds it. */
function held(subject: Subject): readonly Draft[] {
  return holders.flatMap(([type, key]) => {
    const named = subject.get(key);
    return named.kind === "absent" ? [] : [inline(subject, type, named)];
  });
}

function inline(subject: Subject, type: Holder, named: Value): Draft {
  return {
    kind: "principal-policy",
    ...subject.origin,
    type,
    principal: named,
    policy: { document: subject.get("PolicyDocument") },
  };
}
