import { isAccountId } from "../aws/account-id.ts";
import type { Organization, OrganizationNode } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import type { Fact, Value } from "../model/value.ts";
import { ofKind, type Draft, type DraftOf } from "./draft.ts";
import { declaredFirst } from "./group.ts";
import { firstKnown, known, listItems, stringFact, field } from "./read.ts";
import { fullAccessIn } from "./full-access.ts";
import { Register } from "./register.ts";

/** Finds nodes of the organisation from what attachments name. */
export type NodeRegister = Register<OrganizationNode>;

/** A node while its parent is still being looked for. */
interface OpenNode {
  readonly id: string;
  readonly kind: OrganizationNode["kind"];
  parent: OpenNode | undefined;
  parentKnown: boolean;
  place: Place | undefined;
  isNew: boolean;
}

/**
 * Makes the tree of roots, units and accounts. A node whose id is not known yet is named by its
 * address, which is as unique.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param facts - the tree as the configuration declares it
 */
export function linkOrganization(
  drafts: readonly Draft[],
  facts: DeclaredFacts,
): { readonly organization: Organization; readonly register: NodeRegister } {
  const nodes = new Map<string, OpenNode>();
  const register = new Register<OpenNode>("node of the organisation", {
    mention: (id) => openNode(nodes, id),
    through: (document, reference) => rootsOf(drafts, nodes, document, reference.address),
  });
  const own = declaredFirst(ofKind(drafts, "organization-node"));
  const made = own.map((draft) => {
    const id = stringFact(draft.id);
    const node = openNode(
      nodes,
      id.state === "known" ? id.value : draft.resource.address,
      draft.node,
    );
    if (draft.node === "root") node.parentKnown = true;
    node.place ??= id.state === "known" ? { ...id.place, address: node.id } : draft.resource.place;
    node.isNew ||= id.state !== "known";
    register.add(node, id, draft.node === "root" ? [] : [draft]);
    return { draft, node };
  });
  // Where a plan moves an account, what was observed before tells its place no longer.
  const moved = new Set<OpenNode>();
  for (const { draft, node } of made) {
    const parent = register.link(draft.parent, draft.document);
    const isDeclared = draft.document.standing === "declared";
    if (moved.has(node) || parent.state === "absent") continue;
    if (parent.state === "linked") setParent(node, parent.to);
    if (isDeclared) moved.add(node);
  }
  const declared = facts.organization;
  if (declared !== undefined) {
    if (declared.root !== undefined) openNode(nodes, declared.root, "root").parentKnown = true;
    for (const { id, parent } of declared.units) {
      setParent(openNode(nodes, id, "unit"), openNode(nodes, parent));
    }
    for (const { id, parent } of declared.accounts) {
      setParent(openNode(nodes, id, "account"), openNode(nodes, parent));
    }
  }
  return {
    organization: {
      ...identity(ofKind(drafts, "organization"), facts),
      nodes,
      policyTypes: policyTypesIn(ofKind(drafts, "organization")),
      isWhole: drafts.some(
        ({ kind, document }) => kind === "organization" && document.format === "snapshot",
      ),
      fullAccess: fullAccessIn(drafts, facts, register),
    },
    register,
  };
}

function openNode(
  nodes: Map<string, OpenNode>,
  id: string,
  kind: OrganizationNode["kind"] = kindOf(id),
): OpenNode {
  let node = nodes.get(id);
  if (node === undefined) {
    node = {
      id,
      kind,
      parent: undefined,
      parentKnown: kind === "root",
      place: undefined,
      isNew: false,
    };
    nodes.set(id, node);
  }
  return node;
}

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
function kindOf(id: string): OrganizationNode["kind"] {
  if (isAccountId(id)) return "account";
  return id.startsWith("r-") ? "root" : "unit";
}

/** Refuses what would close a circle, as no tree has one. */
function setParent(node: OpenNode, parent: OpenNode): void {
  for (let above: OpenNode | undefined = parent; above !== undefined; above = above.parent) {
    if (above === node) return;
  }
  node.parent = parent;
  node.parentKnown = true;
}

/** `aws_organizations_organization.org.roots[0].id`, which is not known before it is made. */
function rootsOf(
  drafts: readonly Draft[],
  nodes: Map<string, OpenNode>,
  document: LoadedDocument,
  address: string,
): ReturnType<Register<OpenNode>["links"]>["items"] {
  const organization = ofKind(drafts, "organization").find(
    (draft) => draft.document === document && draft.resource.address === address,
  );
  if (organization === undefined) return [];
  const place: Place = organization.resource.place;
  const [first] = listItems(organization.roots).items;
  const id = first === undefined ? undefined : stringFact(field(first, "id"));
  const name = id?.state === "known" ? id.value : `${address}.roots[0]`;
  return [{ state: "linked", to: openNode(nodes, name, "root"), place }];
}

function identity(
  drafts: readonly DraftOf<"organization">[],
  facts: DeclaredFacts,
): { readonly id: Fact<string>; readonly managementAccount: Fact<string> } {
  const declared = facts.organization;
  const absent: Fact<string> = { state: "absent", place: declared?.place ?? nowhere };
  const told = (read: (draft: DraftOf<"organization">) => Value): readonly Fact<string>[] =>
    drafts.map((draft) => stringFact(read(draft)));
  const stated = (text: string | undefined): Fact<string> =>
    declared === undefined || text === undefined ? absent : known(text, declared.place);
  return {
    id: firstKnown(stated(declared?.id), ...told((draft) => draft.id)),
    managementAccount: firstKnown(
      stated(declared?.managementAccount),
      ...told((draft) => draft.managementAccount),
    ),
  };
}

/** What is declared wins over what was observed; a list with an open end tells nothing. */
function policyTypesIn(drafts: readonly DraftOf<"organization">[]): Organization["policyTypes"] {
  const told = declaredFirst(drafts).flatMap(({ policyTypes }) =>
    policyTypes === undefined || policyTypes.kind === "absent" ? [] : [policyTypes],
  );
  const [first] = told;
  if (first === undefined) return { state: "absent", place: nowhere };
  const { items, rest } = listItems(first);
  if (rest !== undefined) return { state: "unknown", reason: rest.reason, place: rest.place };
  const names = items.map(stringFact);
  const open = names.find((name) => name.state === "unknown");
  if (open?.state === "unknown") return open;
  return known(
    names.flatMap((name) => (name.state === "known" ? [name.value] : [])),
    first.place,
  );
}

/** Where nothing in the input speaks of an organisation. */
const nowhere: Place = {
  source: { path: "", text: "", syntax: "json", confidential: false },
  route: { kind: "whole" },
  address: undefined,
  via: [],
};
