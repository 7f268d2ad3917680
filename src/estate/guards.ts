import type { Guard, GuardTarget, OrganizationNode } from "../model/estate.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import type { Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { bestValue, groupById, subjectOfGroup, tell, type Group } from "./group.ts";
import type { NodeRegister } from "./organization.ts";
import { policyFact } from "./policy.ts";
import { listItems } from "./read.ts";
import { Register } from "./register.ts";

/** A link to a node of the organisation, as far as a target needs it. */
type NodeLink = ReturnType<Register<OrganizationNode>["link"]>;

/**
 * Makes service and resource control policies with their targets.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param facts - attachments that the configuration declares for policy files
 */
export function linkGuards(
  drafts: readonly Draft[],
  facts: DeclaredFacts,
  nodes: NodeRegister,
  whereabouts: Whereabouts,
): readonly Guard[] {
  const groups = groupById(ofKind(drafts, "guard"), (draft) => draft.id);
  const register = new Register<Group<DraftOf<"guard">>>("policy");
  for (const group of groups)
    register.add(
      group,
      tell(group, (draft) => draft.id),
      group,
    );
  const attached = new Map<Group<DraftOf<"guard">>, GuardTarget[]>();
  for (const attachment of ofKind(drafts, "guard-attachment")) {
    const link = register.link(attachment.policy, attachment.document);
    if (link.state !== "linked") continue;
    const targets = attached.get(link.to) ?? [];
    targets.push(targetOf(nodes.link(attachment.target, attachment.document)));
    attached.set(link.to, targets);
  }
  return groups.map((group) => {
    const [first] = group;
    const listed = group.some((draft) => draft.attachment === "listed");
    const own = group.flatMap((draft) => targetsIn(draft.targets, draft, nodes));
    const declared = facts.attachments
      .filter(({ policy }) => group.some((draft) => draft.document.source.path === policy))
      .flatMap(({ targets, place }) =>
        targets.map((id): GuardTarget => targetOf(nodes.linkId(id, place))),
      );
    const targets = [...own, ...(attached.get(group) ?? []), ...declared];
    return {
      ...subjectOfGroup(group),
      ...whereabouts.of(group),
      kind: first.type,
      name: tell(group, (draft) => draft.name),
      policy: policyFact(bestValue(group, (draft) => draft.policy)),
      attachment: listed || targets.length > 0 ? "listed" : "assumed",
      targets,
    };
  });
}

function targetsIn(
  value: Value,
  draft: DraftOf<"guard">,
  nodes: NodeRegister,
): readonly GuardTarget[] {
  const { items, rest } = listItems(value);
  const targets = items.map((item) => targetOf(nodes.link(item, draft.document)));
  if (rest === undefined) return targets;
  return [...targets, { kind: "unknown", reason: rest.reason, place: rest.place }];
}

/** What an attachment names. */
export function targetOf(link: NodeLink): GuardTarget {
  const { place } = link;
  switch (link.state) {
    case "linked":
      return { kind: "node", id: link.to.id, place };
    case "elsewhere":
      return { kind: "node", id: link.id, place };
    case "unknown":
      return { kind: "unknown", reason: link.reason, place };
    case "absent":
      return {
        kind: "unknown",
        reason: { code: "not-in-input", detail: "the attachment names no target", place },
        place,
      };
  }
}
