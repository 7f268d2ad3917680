import type { Datum } from "../../../../src/loaders/terraform/source/datum.ts";
import type { Env } from "../../../../src/loaders/terraform/source/env.ts";
import { evaluate } from "../../../../src/loaders/terraform/source/evaluate.ts";
import { numberText } from "../../../../src/loaders/terraform/source/number-text.ts";
import { isSensitive, jsonText, plainOf } from "../../../../src/loaders/terraform/source/plain.ts";
import { readYaml } from "../../../../src/loaders/terraform/source/yaml/read.ts";
import { Work } from "../../../../src/loaders/terraform/source/work.ts";
import type { Source } from "../../../../src/model/place.ts";
import { parseHcl } from "../../../../src/source/hcl/parse.ts";

/** An environment without names, in which an expression is evaluated by itself. */
export function bareEnv(source: Source): Env {
  return {
    source,
    hops: [],
    names: () => undefined,
    bound: undefined,
    element: undefined,
    stands: undefined,
    doubts: undefined,
    files: {
      read: () => ({ ok: false, missing: false, detail: "there are no files" }),
      below: () => undefined,
    },
    work: new Work(),
    yaml: readYaml,
  };
}

/** Evaluates one expression. */
export function evaluateText(expression: string): Datum {
  const text = `value = ${expression}\n`;
  const source: Source = { path: "main.tf", text, syntax: "hcl", confidential: false };
  const { body, problems } = parseHcl(text);
  const [problem] = problems;
  const value = body.attributes[0]?.value;
  if (problem !== undefined || value === undefined) {
    throw new SyntaxError(problem?.message ?? "there is no expression");
  }
  return evaluate(value, bareEnv(source));
}

/**
 * What `jsonencode` of an expression gives: its text, `error` where Terraform refuses it,
 * `sensitive`, or `unknown: …` where it is not worked out.
 */
export function worked(expression: string): string {
  let datum: Datum;
  try {
    datum = evaluateText(expression);
  } catch {
    return "error";
  }
  const plain = plainOf(datum);
  if ("kind" in plain) return plain.error ? "error" : `unknown: ${plain.detail}`;
  return isSensitive(datum) ? "sensitive" : jsonText(plain.plain, numberText);
}
