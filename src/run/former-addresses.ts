import type { LoadedDocument } from "../model/resource.ts";
import type { Suppression } from "../model/settings.ts";

/**
 * Finds the addresses that a subject had before, so that what is listed under one of them goes on to
 * hold. An address that stands for several things has had only those that all of them had.
 *
 * @param documents - all documents of the run
 * @param listed - nothing is looked at where none of them names a subject
 */
export function formerAddresses(
  documents: readonly LoadedDocument[],
  listed: readonly Suppression[],
): (subject: string) => readonly string[] {
  if (listed.every(({ subject }) => subject === undefined)) return () => [];
  const found = new Map<string, readonly string[]>();
  for (const { address, formerAddresses: own = [] } of documents.flatMap((one) => one.resources)) {
    const others = found.get(address);
    found.set(address, others === undefined ? own : own.filter((one) => others.includes(one)));
  }
  return (subject) => found.get(subject) ?? [];
}
