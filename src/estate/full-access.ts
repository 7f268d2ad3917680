import type { FullAccess, OrganizationNode } from "../model/estate.ts";
import type { DeclaredFacts } from "../model/settings.ts";
import { ofKind, type Draft } from "./draft.ts";
import { stringFact } from "./read.ts";
import type { Register } from "./register.ts";

/**
 * The id of AWS's own `FullAWSAccess`, which is the same in every organisation.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html
 */
export const fullAccessId = "p-FullAWSAccess";

/**
 * Finds out what tells where `FullAWSAccess` is attached. Source can attach it, and cannot say that
 * it is detached from what it does not name: that is up to a snapshot or the configuration.
 *
 * @param drafts - all drafts; those of other kinds are passed over
 * @param facts - attachments as the configuration declares them
 * @param nodes - finds what attachments name
 */
export function fullAccessIn(
  drafts: readonly Draft[],
  facts: DeclaredFacts,
  nodes: Pick<Register<OrganizationNode>, "link">,
): FullAccess {
  const isListed = ofKind(drafts, "guard").some(
    ({ document, id }) => document.format === "snapshot" && names(id),
  );
  if (isListed) return { toldBy: "snapshot" };
  const declared = facts.attachments.filter(({ policy }) => policy === fullAccessId);
  const [first] = declared;
  if (first === undefined) return { toldBy: "nothing" };
  const made = ofKind(drafts, "guard-attachment").flatMap(({ policy, target, document }) => {
    const link = names(policy) ? nodes.link(target, document) : undefined;
    return link?.state === "linked" ? [link.to.id] : [];
  });
  const at = new Set([...declared.flatMap(({ targets }) => targets), ...made]);
  return { toldBy: "configuration", at, place: first.place };
}

function names(id: Parameters<typeof stringFact>[0]): boolean {
  const fact = stringFact(id);
  return fact.state === "known" && fact.value === fullAccessId;
}
