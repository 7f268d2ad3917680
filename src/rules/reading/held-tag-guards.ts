import type { IamPrincipal } from "../../model/estate.ts";
import type { PolicyDocument, PolicyFact } from "../../model/policy.ts";
import { tagGuards, type TagGuard } from "./tag-guard.ts";

/**
 * Denies in IAM policies that speak of the tag: those of identity policies and boundaries. A policy
 * that several principals hold is told once.
 */
export function heldTagGuards(principals: readonly IamPrincipal[]): readonly TagGuard[] {
  const seen = new Set<PolicyDocument>();
  const found: TagGuard[] = [];
  const add = (subject: string, fact: PolicyFact): void => {
    if (fact.state !== "known" || seen.has(fact.document)) return;
    seen.add(fact.document);
    const holder = fact.place.address ?? subject;
    for (const guard of tagGuards(holder, fact.document)) if (guard.namesTag) found.push(guard);
  };
  for (const { subject, identity, boundary } of principals) {
    for (const held of identity) {
      // Most texts show that they say nothing of the tag, and are not parsed.
      if (held.text === undefined || /guard|\\u/i.test(held.text)) add(subject, held.fact);
    }
    add(subject, boundary);
  }
  return found;
}
