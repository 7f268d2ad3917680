import type { Source } from "../../src/model/place.ts";
import type { Value } from "../../src/model/value.ts";
import { jsonDocument } from "../../src/source/json/value.ts";

/** @returns a source as if the text had been read from a file */
export function jsonSource(text: string, path = "request.json"): Source {
  return { path, text, syntax: "json", confidential: false };
}

/** @returns the model's view of some JSON, as if it had been read from a file */
export function requestValue(raw: unknown): Value {
  const outcome = jsonDocument(jsonSource(JSON.stringify(raw, undefined, 2)));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
