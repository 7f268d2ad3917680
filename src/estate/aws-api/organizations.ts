import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft, OrganizationNodeDraft } from "../draft.ts";
import { field, itemsAndRest, listItems, pluck, stringFact } from "../read.ts";

/**
 * The organisation as AWS Organizations describes it.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */
export const organizationsAdapters: readonly (readonly [string, Adapter])[] = [
  ["organizations:Policy", policy],
  [
    "organizations:PolicyTargets",
    (subject) =>
      itemsAndRest(pluck(subject.get("Targets"), "TargetId")).map((target) => ({
        kind: "guard-attachment",
        ...subject.origin,
        policy: subject.get("PolicyId"),
        target,
      })),
  ],
  ["organizations:Root", root],
  [
    "organizations:OrganizationalUnit",
    (subject) => [node(subject, "unit", subject.get("Id"), subject.get("ParentId"))],
  ],
  [
    "organizations:Account",
    (subject) => [node(subject, "account", subject.get("Id"), subject.get("ParentId"))],
  ],
  ["organizations:Children", children],
  ["organizations:Parents", parents],
  [
    "organizations:Organization",
    (subject) => [
      {
        kind: "organization",
        ...subject.origin,
        id: subject.get("Id"),
        managementAccount: subject.get("MasterAccountId"),
        roots: subject.absent,
      },
    ],
  ],
];

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicyTypeSummary.html */
function root(subject: Subject): readonly Draft[] {
  const { absent } = subject;
  const own = node(subject, "root", subject.get("Id"), absent);
  const types = subject.get("PolicyTypes");
  if (types.kind !== "list") return [own];
  const enabled = types.items.filter((type) => {
    const status = stringFact(field(type, "Status"));
    return status.state === "known" && status.value === "ENABLED";
  });
  const policyTypes = pluck({ ...types, items: enabled }, "Type");
  return [
    own,
    {
      kind: "organization",
      ...subject.origin,
      id: absent,
      managementAccount: absent,
      roots: absent,
      policyTypes,
    },
  ];
}

function policy(subject: Subject): readonly Draft[] {
  const type = stringFact(subject.get("Type"));
  const name = type.state === "known" ? type.value : "";
  // A list of policies names them; only a description holds the document.
  if (subject.get("Content").kind === "absent" && subject.get("TargetId").kind === "absent") {
    return [];
  }
  const [id, content, targets] = [
    subject.get("Id"),
    subject.get("Content"),
    subject.get("TargetId"),
  ];
  if (name === "TAG_POLICY") {
    return [{ kind: "tag-policy", ...subject.origin, id, content, targets }];
  }
  if (name !== "SERVICE_CONTROL_POLICY" && name !== "RESOURCE_CONTROL_POLICY") return [];
  return [
    {
      kind: "guard",
      ...subject.origin,
      type: name === "SERVICE_CONTROL_POLICY" ? "scp" : "rcp",
      id,
      name: subject.get("Name"),
      policy: content,
      // A snapshot tells all attachments of a policy.
      attachment: subject.origin.document.format === "snapshot" ? "listed" : "assumed",
      targets,
    },
  ];
}

function node(
  subject: Subject,
  kind: OrganizationNodeDraft["node"],
  id: Value,
  parent: Value,
): Draft {
  return { kind: "organization-node", ...subject.origin, node: kind, id, parent };
}

const kinds: Readonly<Record<string, OrganizationNodeDraft["node"]>> = {
  ROOT: "root",
  ORGANIZATIONAL_UNIT: "unit",
  ACCOUNT: "account",
};

function kindOf(
  entry: Value,
  otherwise: OrganizationNodeDraft["node"],
): OrganizationNodeDraft["node"] {
  const type = stringFact(field(entry, "Type"));
  return (type.state === "known" ? kinds[type.value] : undefined) ?? otherwise;
}

function children(subject: Subject): readonly Draft[] {
  return listItems(subject.get("Children")).items.map((child) =>
    node(subject, kindOf(child, "unit"), field(child, "Id"), subject.get("ParentId")),
  );
}

function parents(subject: Subject): readonly Draft[] {
  return listItems(subject.get("Parents")).items.flatMap((parent) => {
    const id = field(parent, "Id");
    const child = stringFact(subject.get("ChildId"));
    const isAccount = child.state === "known" && /^\d+$/.test(child.value);
    return [
      node(subject, kindOf(parent, "unit"), id, subject.absent),
      ...(child.state === "known"
        ? [node(subject, isAccount ? "account" : "unit", subject.get("ChildId"), id)]
        : []),
    ];
  });
}
