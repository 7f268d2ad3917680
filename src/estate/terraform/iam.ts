import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, Origin, PrincipalDraft, PrincipalPolicyDraft } from "../draft.ts";
import { attribute, listItems } from "../read.ts";

type Holder = PrincipalPolicyDraft["type"];

/**
 * IAM principals, policies and what attaches them.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role
 */
export const iamAdapters: readonly (readonly [string, Adapter])[] = [
  ["aws_iam_role", (subject) => [new Principal(subject, "role")]],
  ["aws_iam_user", (subject) => [new Principal(subject, "user")]],
  ["aws_iam_group", (subject) => [new Principal(subject, "group")]],
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
        ...subject.origin,
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

/** What only a few roles are asked for is read when it is asked for. */
class Principal implements PrincipalDraft {
  readonly kind = "principal";
  readonly type: Holder;
  readonly resource: Origin["resource"];
  readonly document: Origin["document"];
  readonly #subject: Subject;

  constructor(subject: Subject, type: Holder) {
    this.type = type;
    this.resource = subject.origin.resource;
    this.document = subject.origin.document;
    this.#subject = subject;
  }

  get name(): Value {
    return this.#subject.get("name");
  }

  get path(): Value {
    return this.#subject.get("path");
  }

  get arn(): Value {
    return this.#subject.get("arn");
  }

  get policies(): readonly Value[] {
    const { items } = listItems(this.#subject.get("inline_policy"));
    return items.map((policy) => attribute(policy, "policy"));
  }

  get managed(): Value {
    return this.#subject.get("managed_policy_arns");
  }

  get groups(): Value {
    return this.#subject.absent;
  }

  get boundary(): Value {
    return this.#subject.get("permissions_boundary");
  }

  get trust(): Value {
    return this.#subject.get("assume_role_policy");
  }
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
