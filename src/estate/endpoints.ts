import type { Endpoint, Link, SecurityGroup, Vpc } from "../model/estate.ts";
import type { PolicyFact } from "../model/policy.ts";
import type { Fact } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { bestValue, groupById, subjectOfGroup, tell, type Group } from "./group.ts";
import { policyFact } from "./policy.ts";
import { firstKnown, known } from "./read.ts";
import { Register } from "./register.ts";
import { tagSet } from "./tags.ts";

/**
 * Makes VPC endpoints with the policies and groups that other resources give to them.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkEndpoints(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
  vpcs: Register<Vpc>,
  securityGroups: Register<SecurityGroup>,
): readonly Endpoint[] {
  const groups = groupById(ofKind(drafts, "endpoint"), (draft) => draft.id);
  const parts = new Register<Group<DraftOf<"endpoint">>>("endpoint");
  for (const group of groups)
    parts.add(
      group,
      tell(group, (draft) => draft.id),
      group,
    );
  const policies = new Map<Group<DraftOf<"endpoint">>, PolicyFact>();
  const attached = new Map<Group<DraftOf<"endpoint">>, Link<SecurityGroup>[]>();
  for (const part of ofKind(drafts, "endpoint-part")) {
    const link = parts.link(part.endpoint, part.document);
    if (link.state !== "linked") continue;
    if (part.policy !== undefined) policies.set(link.to, policyFact(part.policy));
    if (part.group !== undefined) {
      const group = securityGroups.link(part.group, part.document);
      attached.set(link.to, [...(attached.get(link.to) ?? []), group]);
    }
  }
  return groups.map((group) => {
    const [first] = group;
    const { subject, place } = subjectOfGroup(group);
    const vpc = vpcs.link(
      bestValue(group, (draft) => draft.vpc),
      first.document,
    );
    const { account, region } = whereabouts.of(group);
    const own = securityGroups.links(
      bestValue(group, (draft) => draft.groups),
      first.document,
    );
    return {
      subject,
      place,
      account: vpc.state === "linked" ? firstKnown(account, vpc.to.account) : account,
      region,
      id: tell(group, (draft) => draft.id),
      serviceName: tell(group, (draft) => draft.service),
      type: typeOf(group),
      vpc,
      policy: policies.get(group) ?? policyFact(bestValue(group, (draft) => draft.policy)),
      groups: {
        items: [...own.items, ...(attached.get(group) ?? [])],
        rest: own.rest,
        place: own.place,
      },
      tags: tagSet(first.tags, place, first.document.standing),
    };
  });
}

function typeOf(group: Group<DraftOf<"endpoint">>): Fact<string> {
  const type = tell(group, (draft) => draft.type);
  return type.state === "absent" ? known(group[0].defaultType, group[0].resource.place) : type;
}
