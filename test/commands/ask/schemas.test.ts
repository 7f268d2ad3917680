import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Schema {
  readonly properties: { readonly policies: unknown };
  readonly $defs: Readonly<Record<string, unknown>>;
}

function schema(name: string): Schema {
  const file = new URL(`../../../schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Schema;
}

test("question files state policies as request files do", () => {
  const question = schema("question");
  const request = schema("request");
  expect(question.properties.policies).toEqual(request.properties.policies);
  for (const name of ["levels", "documents", "document", "statement", "strings"]) {
    expect(question.$defs[name]).toEqual(request.$defs[name]);
  }
});

test("answers tell places and errors as decisions do", () => {
  const answer = schema("answer");
  const decision = schema("decision");
  for (const name of ["layer", "level", "location", "error"]) {
    expect(answer.$defs[name]).toEqual(decision.$defs[name]);
  }
});
