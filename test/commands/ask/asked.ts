import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { askOne, type AskOptions } from "../../../src/commands/ask/run-ask.ts";
import { runDecide } from "../../../src/commands/decide.ts";
import { jsonSource } from "../../iam/request-value.ts";

function schema(name: string): object {
  const file = new URL(`../../../schema/${name}.schema.json`, import.meta.url);
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (typeof parsed !== "object" || parsed === null) throw new Error(`${name} is no schema`);
  return parsed;
}

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  allErrors: true,
});
const validators = {
  question: ajv.compile(schema("question")),
  answer: ajv.compile(schema("answer")),
  request: ajv.compile(schema("request")),
};

/** Says what is wrong with data that does not keep to a schema; nothing where it does. */
export function violations(name: keyof typeof validators, data: unknown): string {
  const validate = validators[name];
  return validate(data) ? "" : JSON.stringify(validate.errors);
}

/** An answer as `guardlint ask --format json` prints it. */
export interface AnswerJson {
  readonly answer: string;
  readonly own?: string;
  readonly summary: string;
  readonly witness?: {
    readonly request: {
      readonly principal: string;
      readonly action: string;
      readonly resource: string;
      readonly context: Readonly<Record<string, unknown>>;
    };
    readonly policies?: object;
  };
  readonly because: readonly { readonly kind: string; readonly sid?: string }[];
  readonly ownBecause?: readonly { readonly kind: string }[];
  readonly classes?: readonly {
    readonly kind: string;
    readonly fits?: string;
    readonly of?: string;
    readonly answer: string;
    readonly witness?: object;
  }[];
  readonly complete?: boolean;
}

/** @returns the decision about a witness as `guardlint decide` prints it */
export function replayed(witness: object): unknown {
  expect(violations("request", witness)).toBe("");
  const { stdout, exitCode } = runDecide({
    source: jsonSource(JSON.stringify(witness)),
    lines: false,
    format: "json",
    policiesFor: undefined,
  });
  expect(exitCode).toBe(0);
  const answer = JSON.parse(stdout) as { readonly decision: string };
  return answer.decision;
}

/** Checks an answer against its schema, and replays every witness in it. */
export function checked(answer: unknown): AnswerJson {
  expect(violations("answer", answer)).toBe("");
  const json = answer as AnswerJson;
  expect(json.witness === undefined).toBe(json.answer !== "yes");
  for (const { witness } of [json, ...(json.classes ?? [])]) {
    if (witness !== undefined) expect(replayed(witness)).toBe("allowed");
  }
  return json;
}

/** Asks a question, whose file and answer keep to their schemas and whose witnesses are confirmed. */
export function asked(
  question: object,
  policies: object,
  options: Partial<AskOptions> = {},
): AnswerJson {
  const file = { question, policies };
  expect(violations("question", file)).toBe("");
  const { stdout, stderr, exitCode } = askOne(jsonSource(JSON.stringify(file)), {
    format: "json",
    all: false,
    expect: undefined,
    policiesFor: undefined,
    ...options,
  });
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  return checked(JSON.parse(stdout));
}

/** A policy of these statements. */
export function policy(...statements: readonly object[]): object {
  return { Version: "2012-10-17", Statement: statements };
}

/** Lets everything through, as AWS's own `FullAWSAccess` does. */
export const fullAccess = policy({ Effect: "Allow", Action: "*", Resource: "*" });
