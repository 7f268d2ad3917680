import type { Adapter, Subject } from "../adapter.ts";
import type { Draft } from "../draft.ts";
import { attribute, field, listItems, stringFact } from "../read.ts";

/**
 * The organisation, its tree and its policies.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_policy
 */
export const organizationsAdapters: readonly (readonly [string, Adapter])[] = [
  ["aws_organizations_organization", organization],
  ["data.aws_organizations_organization", organization],
  ["aws_organizations_organizational_unit", (subject) => [node(subject, "unit")]],
  ["aws_organizations_account", (subject) => [node(subject, "account")]],
  ["aws_organizations_policy", policy],
  [
    "aws_organizations_policy_attachment",
    (subject) => [
      {
        kind: "guard-attachment",
        ...subject.origin,
        policy: subject.get("policy_id"),
        target: subject.get("target_id"),
      },
    ],
  ],
];

function organization(subject: Subject): readonly Draft[] {
  const roots = listItems(subject.get("roots"));
  const nodes: Draft[] = roots.items.map((root) => ({
    kind: "organization-node",
    ...subject.origin,
    node: "root",
    id: field(root, "id"),
    parent: subject.absent,
  }));
  return [
    {
      kind: "organization",
      ...subject.origin,
      id: subject.get("id"),
      managementAccount: subject.get("master_account_id"),
      roots: subject.get("roots"),
      policyTypes: subject.get("enabled_policy_types"),
    },
    ...nodes,
  ];
}

function node(subject: Subject, kind: "unit" | "account"): Draft {
  return {
    kind: "organization-node",
    ...subject.origin,
    node: kind,
    id: subject.get("id"),
    parent: attribute(subject.origin.resource.body, "parent_id"),
  };
}

function policy(subject: Subject): readonly Draft[] {
  const type = stringFact(subject.get("type"));
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/organizations_policy#type-1
  const name = type.state === "known" ? type.value : "SERVICE_CONTROL_POLICY";
  if (name === "TAG_POLICY") {
    const content = subject.get("content");
    const id = subject.get("id");
    return [{ kind: "tag-policy", ...subject.origin, id, content, targets: subject.absent }];
  }
  if (name !== "SERVICE_CONTROL_POLICY" && name !== "RESOURCE_CONTROL_POLICY") return [];
  return [
    {
      kind: "guard",
      ...subject.origin,
      type: name === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp",
      id: subject.get("id"),
      name: subject.get("name"),
      policy: subject.get("content"),
      attachment: "listed",
      targets: subject.absent,
    },
  ];
}
