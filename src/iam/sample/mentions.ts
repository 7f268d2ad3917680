import type { PolicyDocument } from "../../model/policy.ts";
import { parseOperator } from "../conditions/operators.ts";
import type { OperatorFamily } from "../conditions/operator.ts";
import { parseTemplate } from "../variables.ts";

/** What policies say of one condition key. */
export interface Mention {
  /** As written; names have no case. */
  readonly name: string;
  readonly families: Set<OperatorFamily>;
  /** Values that it is compared with, patterns among them. */
  readonly values: Set<string>;
}

/** More values of one key than this are not remembered. */
const mostValues = 12;

/**
 * Collects the condition keys that policies depend on, also through policy variables.
 *
 * @param documents - the policies
 * @returns by name in lower case
 */
export function mentionedKeys(documents: Iterable<PolicyDocument>): ReadonlyMap<string, Mention> {
  const mentions = new Map<string, Mention>();
  const mention = (name: string): Mention => {
    const key = name.toLowerCase();
    let known = mentions.get(key) ?? { name, families: new Set(), values: new Set() };
    // Policy variables come in lower case; as people spell it, it is easier to read.
    if (known.name === key) known = { ...known, name };
    mentions.set(key, known);
    return known;
  };
  for (const { statements, version } of documents) {
    for (const { conditions, resource } of statements) {
      for (const { operator, key, values } of conditions) {
        const own = mention(key);
        const use = parseOperator(operator);
        if (use !== undefined) own.families.add(use.operator.family);
        for (const value of values.items) {
          if (value.kind !== "text") continue;
          const variables = variablesIn(value.text, version);
          if (variables.length === 0 && own.values.size < mostValues) own.values.add(value.text);
          for (const variable of variables) mention(variable).families.add("string");
        }
      }
      for (const item of resource?.items ?? []) {
        if (item.kind !== "text") continue;
        for (const variable of variablesIn(item.text, version)) mention(variable);
      }
    }
  }
  return mentions;
}

function variablesIn(text: string, version: PolicyDocument["version"]): readonly string[] {
  return parseTemplate(text, version).pieces.flatMap((piece) =>
    piece.kind === "variable" ? [piece.key] : [],
  );
}
