import type { SuppressedScope, WrittenSuppression } from "../../model/suppression.ts";
import type { Value } from "../../model/value.ts";
import { entryOf } from "../plain-value.ts";
import type { Stack } from "./stack.ts";

/** The key in `Metadata` under which templates speak to guardlint. */
const key = "guardlint";

/**
 * What the `Metadata` of templates and of their resources says of findings that are accepted.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/metadata-section-structure.html
 *
 * @param stacks - a stack and those nested in it
 * @param paths - the files that its resources may stand in
 * @returns each text once, with everything that it speaks of
 */
export function suppressionsIn(
  stacks: readonly Stack[],
  paths: ReadonlySet<string>,
): readonly WrittenSuppression[] {
  const found = new Map<Value, SuppressedScope[]>();
  const add = (around: Value, address: string): void => {
    const value = entryOf(entryOf(around, "Metadata"), key);
    if (value.kind === "absent") return;
    const scopes = found.get(value) ?? [];
    found.set(value, scopes);
    scopes.push({ address, paths });
  };
  for (const { template, prefix, own } of stacks) {
    // Most templates say nothing, and need not be gone through again.
    if (!template.source.text.includes(key)) continue;
    add(template.root, prefix.replace(/\/$/, ""));
    for (const { written, address } of own) add(written, address);
  }
  return [...found].map(([value, scopes]) => ({ value, scopes }));
}
