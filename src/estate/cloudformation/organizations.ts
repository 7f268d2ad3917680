import type { Value } from "../../model/value.ts";
import type { Adapter, Subject } from "../adapter.ts";
import type { Draft } from "../draft.ts";
import { listItems, stringFact } from "../read.ts";
import { orGenerated } from "./generated.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html */
const guardTypes: ReadonlyMap<string, "scp" | "rcp"> = new Map([
  ["SERVICE_CONTROL_POLICY", "scp"],
  ["RESOURCE_CONTROL_POLICY", "rcp"],
]);

/**
 * The organisation, its tree and its policies.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Organizations.html
 */
export const organizationsAdapters: readonly (readonly [string, Adapter])[] = [
  [
    "AWS::Organizations::Organization",
    (subject) => [
      {
        kind: "organization",
        ...subject.origin,
        id: orGenerated(subject, "Id"),
        managementAccount: subject.absent,
        roots: subject.absent,
      },
    ],
  ],
  [
    "AWS::Organizations::OrganizationalUnit",
    (subject) => [node(subject, "unit", subject.get("ParentId"))],
  ],
  [
    "AWS::Organizations::Account",
    (subject) => [node(subject, "account", onlyItem(subject.get("ParentIds")))],
  ],
  ["AWS::Organizations::Policy", policy],
];

function node(subject: Subject, kind: "unit" | "account", parent: Value): Draft {
  return { kind: "organization-node", ...subject.origin, node: kind, id: subject.absent, parent };
}

/** An account has one parent, which stands in a list. */
function onlyItem(parents: Value): Value {
  const { items, rest } = listItems(parents);
  return items[0] ?? rest ?? parents;
}

function policy(subject: Subject): readonly Draft[] {
  const stated = stringFact(subject.get("Type"));
  if (stated.state === "known" && stated.value === "TAG_POLICY") {
    const { absent: id } = subject;
    const [content, targets] = [subject.get("Content"), subject.get("TargetIds")];
    return [{ kind: "tag-policy", ...subject.origin, id, content, targets }];
  }
  const type = stated.state === "known" ? guardTypes.get(stated.value) : undefined;
  if (type === undefined) return [];
  return [
    {
      kind: "guard",
      ...subject.origin,
      type,
      id: subject.absent,
      name: subject.get("Name"),
      policy: subject.get("Content"),
      attachment: "listed",
      targets: subject.get("TargetIds"),
    },
  ];
}
