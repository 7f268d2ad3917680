import { isMap, isScalar, parseDocument } from "yaml";

/**
 * `rules.yaml` with an entry for a new rule, in the order of the ids.
 *
 * @param text - `rules.yaml` as it is; its comments are kept
 * @param id - the new rule's id
 * @throws where it has an entry for the rule, or no rules at all
 */
export function withRule(text: string, id: string): string {
  const document = parseDocument(text);
  const rules: unknown = document.get("rules");
  if (!isMap(rules)) {
    throw new Error("rules.yaml has no rules");
  }
  if (rules.has(id)) {
    throw new Error(`rules.yaml has an entry for ${id} already`);
  }
  rules.set(id, "warning");
  rules.items.sort((a, b) => (keyOf(a.key) < keyOf(b.key) ? -1 : 1));
  return document.toString({ lineWidth: 0 });
}

/** A key that was read is a node, one that was just set is a string. */
function keyOf(key: unknown): string {
  const value: unknown = isScalar(key) ? key.value : key;
  return typeof value === "string" ? value : "";
}
