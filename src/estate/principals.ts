import { managedPolicy } from "../aws/managed-policies.ts";
import type { IamPrincipal } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { HeldPolicy, PolicyFact } from "../model/policy.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Reason, UnknownValue, Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import { ofKind, type Draft } from "./draft.ts";
import { groupById, tell } from "./group.ts";
import { LinkedPrincipal, type PrincipalGroup } from "./linked-principal.ts";
import { heldPolicy, policyFact } from "./policy.ts";
import { listItems, stringFact } from "./read.ts";
import { Register } from "./register.ts";
import { jsonView } from "../source/json/value.ts";

/** Policies of a principal while they are gathered. */
interface Policies {
  readonly identity: HeldPolicy[];
  rest: Reason | undefined;
}

/**
 * Makes IAM principals with their inline and managed policies, those of their groups, and their
 * boundaries.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 */
export function linkPrincipals(
  drafts: readonly Draft[],
  whereabouts: Whereabouts,
): readonly IamPrincipal[] {
  const managed = managedRegister(drafts);
  const groups = groupById(ofKind(drafts, "principal"), (draft) => draft.arn);
  const registers = registersOf(groups);
  const policies = new Map<PrincipalGroup, Policies>(
    groups.map((group) => [group, { identity: [], rest: undefined }]),
  );
  for (const draft of ofKind(drafts, "principal-policy")) {
    const links = registers[draft.type].links(draft.principal, draft.document);
    // One for all its holders, so that it is read once.
    const own = "document" in draft.policy ? heldPolicy(draft.policy.document) : undefined;
    for (const link of links.items) {
      const holder = link.state === "linked" ? policies.get(link.to) : undefined;
      if (holder === undefined) continue;
      if (own !== undefined) holder.identity.push(own);
      else if ("arn" in draft.policy) addManaged(draft.policy.arn, draft.document, managed, holder);
    }
  }
  // Last, since a plan shows in a role again what another resource gives to it, and who takes that
  // away edits the other resource.
  for (const [group, held] of policies) addOwn(group, managed, held);
  shareGroupPolicies(drafts, groups, registers, policies);
  return groups.map((group) => {
    const { identity, rest } = policies.get(group) ?? { identity: [], rest: undefined };
    return new LinkedPrincipal(group, identity, rest, whereabouts, (boundary) =>
      managedFact(boundary, group[0].document, managed),
    );
  });
}

function registersOf(
  groups: readonly PrincipalGroup[],
): Record<"role" | "user" | "group", Register<PrincipalGroup>> {
  const registers = {
    role: new Register<PrincipalGroup>("role"),
    user: new Register<PrincipalGroup>("user"),
    group: new Register<PrincipalGroup>("group"),
  };
  for (const group of groups) {
    const [first] = group;
    if (first.type === "holder") continue;
    // Attachments name principals by name; names are unique in an account and a document.
    registers[first.type].add(
      group,
      tell(group, (draft) => draft.name),
      group,
    );
  }
  return registers;
}

type Managed = Register<{ readonly policy: PolicyFact }>;

function managedRegister(drafts: readonly Draft[]): Managed {
  const register: Managed = new Register("managed policy");
  for (const draft of ofKind(drafts, "managed-policy")) {
    register.add({ policy: policyFact(draft.policy) }, stringFact(draft.arn), [draft]);
  }
  return register;
}

function addOwn(group: PrincipalGroup, managed: Managed, policies: Policies): void {
  for (const draft of group) {
    for (const policy of draft.policies) {
      if (policy.kind !== "absent") policies.identity.push(heldPolicy(policy));
    }
    const { items, rest } = listItems(draft.managed);
    for (const arn of items) addManaged(arn, draft.document, managed, policies);
    if (rest !== undefined) policies.rest = rest.reason;
  }
}

function addManaged(arn: Value, document: LoadedDocument, managed: Managed, into: Policies): void {
  into.identity.push({ text: undefined, fact: managedFact(arn, document, managed) });
}

function managedFact(arn: Value, document: LoadedDocument, managed: Managed): PolicyFact {
  const { place } = arn;
  const link = managed.link(arn, document);
  if (link.state === "linked") return link.to.policy;
  const ofAnyPartition = arn.kind === "unknown" ? policyOfAws(arn) : undefined;
  if (ofAnyPartition !== undefined) return ofAnyPartition;
  if (link.state === "unknown") return { state: "unknown", reason: link.reason, place };
  const name = link.state === "elsewhere" ? link.id : "a managed policy";
  const known = documentOfAws(name, place);
  if (known !== undefined) return known;
  const detail = `${name} is not in the input`;
  return { state: "unknown", reason: { code: "not-in-input", detail, place }, place };
}

/** What an ARN names of which only the partition is not known: AWS's policies are alike in all. */
function policyOfAws({ parts, place }: UnknownValue): PolicyFact | undefined {
  const [head, partition, tail, ...more] = parts ?? [];
  if (head !== "arn:" || partition !== undefined || more.length > 0) return undefined;
  return tail === undefined ? undefined : documentOfAws(`arn:aws${tail}`, place);
}

/** A policy that AWS manages; undefined where the name is none, or none that is known. */
function documentOfAws(name: string, place: Place): PolicyFact | undefined {
  const aws = managedPolicy(name);
  if (aws === "allows-none") return allowsNone(place);
  // The document is AWS's; what a person would edit is the attachment that names it.
  return aws === undefined
    ? undefined
    : policyFact(jsonView(aws, { ...place, inside: place.route, path: undefined }));
}

/** A policy whose statements are about other things than what any rule asks. */
function allowsNone(place: Place): PolicyFact {
  const document = { place, version: "2012-10-17", statements: [], rest: undefined } as const;
  return { state: "known", document, place };
}

/** Members of a group hold its policies. */
function shareGroupPolicies(
  drafts: readonly Draft[],
  groups: readonly PrincipalGroup[],
  registers: Record<"role" | "user" | "group", Register<PrincipalGroup>>,
  policies: ReadonlyMap<PrincipalGroup, Policies>,
): void {
  const share = (user: PrincipalGroup, names: Value, document: LoadedDocument): void => {
    const into = policies.get(user);
    for (const link of registers.group.links(names, document).items) {
      const from = link.state === "linked" ? policies.get(link.to) : undefined;
      if (into === undefined || from === undefined) continue;
      into.identity.push(...from.identity);
      into.rest ??= from.rest;
    }
  };
  for (const group of groups) {
    for (const draft of group) share(group, draft.groups, draft.document);
  }
  for (const draft of ofKind(drafts, "membership")) {
    for (const link of registers.user.links(draft.users, draft.document).items) {
      if (link.state === "linked") share(link.to, draft.groups, draft.document);
    }
  }
}
