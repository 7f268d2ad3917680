import type { Endpoint, Link, SecurityGroup, Subnet, Vpc } from "../model/estate.ts";
import type { PolicyFact } from "../model/policy.ts";
import type { Fact, Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { bestValue, groupById, subjectOfGroup, tell, type Group } from "./group.ts";
import { policyFact } from "./policy.ts";
import { booleanFact, firstKnown, known } from "./read.ts";
import { Register } from "./register.ts";
import { tagSet } from "./tags.ts";

/**
 * Makes VPC endpoints with what other resources give to them.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param registers - what endpoints are linked to
 */
export function linkEndpoints(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
  registers: {
    readonly vpcs: Register<Vpc>;
    readonly subnets: Register<Subnet>;
    readonly groups: Register<SecurityGroup>;
  },
): readonly Endpoint[] {
  const groups = groupById(ofKind(drafts, "endpoint"), (draft) => draft.id);
  const parts = new Register<Group<DraftOf<"endpoint">>>("endpoint");
  for (const group of groups)
    parts.add(
      group,
      tell(group, (draft) => draft.id),
      group,
    );
  const given = new Map<Group<DraftOf<"endpoint">>, Given>();
  for (const part of ofKind(drafts, "endpoint-part")) {
    const link = parts.link(part.endpoint, part.document);
    if (link.state !== "linked") continue;
    const own = given.get(link.to) ?? { groups: [], subnets: [] };
    given.set(link.to, own);
    const { document } = part;
    if (part.policy !== undefined) own.policy = policyFact(part.policy);
    if (part.privateDns !== undefined) own.privateDns = part.privateDns;
    if (part.group !== undefined) own.groups.push(registers.groups.link(part.group, document));
    if (part.subnet !== undefined) own.subnets.push(registers.subnets.link(part.subnet, document));
  }
  return groups.map((group) => {
    const [first] = group;
    const { subject, place } = subjectOfGroup(group);
    const vpc = registers.vpcs.link(
      bestValue(group, (draft) => draft.vpc),
      first.document,
    );
    const { account, region } = whereabouts.of(group);
    const parted = given.get(group);
    const own = registers.groups.links(
      bestValue(group, (draft) => draft.groups),
      first.document,
    );
    return {
      subject,
      place,
      account: vpc.state === "linked" ? firstKnown(account, vpc.to.account) : account,
      region,
      id: tell(group, (draft) => draft.id),
      serviceName: serviceOf(group),
      type: typeOf(group),
      vpc,
      policy: parted?.policy ?? policyFact(bestValue(group, (draft) => draft.policy)),
      groups: {
        items: [...own.items, ...(parted?.groups ?? [])],
        rest: own.rest,
        place: own.place,
      },
      get subnets() {
        const subnets = registers.subnets.links(
          bestValue(group, (draft) => draft.subnets),
          first.document,
        );
        return { ...subnets, items: [...subnets.items, ...(parted?.subnets ?? [])] };
      },
      get privateDns() {
        return booleanFact(parted?.privateDns ?? bestValue(group, (draft) => draft.privateDns));
      },
      tags: tagSet(first.tags, place, first.document.standing),
    };
  });
}

/** What other resources give to an endpoint. */
interface Given {
  policy?: PolicyFact;
  privateDns?: Value;
  readonly groups: Link<SecurityGroup>[];
  readonly subnets: Link<Subnet>[];
}

function typeOf(group: Group<DraftOf<"endpoint">>): Fact<string> {
  const type = tell(group, (draft) => draft.type);
  return type.state === "absent" ? known(group[0].defaultType, group[0].resource.place) : type;
}

/**
 * The name of the service; where only the Region before it is not known, what stands behind that:
 * `com.amazonaws.${AWS::Region}.guardduty-data` is `guardduty-data` in any Region.
 */
function serviceOf(group: Group<DraftOf<"endpoint">>): Fact<string> {
  const told = tell(group, (draft) => draft.service);
  const { service } = group[0];
  if (told.state !== "unknown" || service.kind !== "unknown" || service.parts === undefined) {
    return told;
  }
  const [head, , tail, ...more] = service.parts;
  const named = tail !== undefined && /^\.[a-z0-9.-]+$/.test(tail) && more.length === 0;
  return named && head !== undefined && regionless.test(head)
    ? known(tail.slice(1), service.place)
    : told;
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const regionless = /^(?:[a-z][a-z0-9-]{0,10}\.)?com\.amazonaws\.$/;
