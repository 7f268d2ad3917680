import { parsePolicy } from "../../../src/iam/document.ts";
import type { PolicyDocument } from "../../../src/model/policy.ts";
import { jsonDocument } from "../../../src/source/json/value.ts";

/** A parsed policy of these statements. */
export function documentOf(...statements: readonly object[]): PolicyDocument {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const json = jsonDocument({ path: "policy.json", text, syntax: "json", confidential: false });
  if (!json.ok) throw new Error(json.message);
  const parsed = parsePolicy(json.value);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("; "));
  return parsed.document;
}
