import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Verdict } from "./evaluate.ts";
import type { RequestFile } from "./request-file.ts";
import { evaluate } from "./evaluate.ts";

interface Row {
  readonly case: string;
  readonly request?: Partial<RequestFile["request"]>;
  readonly policies?: RequestFile["policies"];
  readonly decision: Verdict;
}
interface Table extends Omit<Row, "case" | "decision"> {
  readonly about: string;
  readonly rows: readonly Row[];
}

const folder = new URL("../../../fixtures/iam/", import.meta.url);

for (const name of readdirSync(folder))
  for (const file of readdirSync(new URL(`${name}/`, folder))) {
    const text = readFileSync(new URL(`${name}/${file}`, folder), "utf8");
    const table = JSON.parse(text) as Table;
    describe(`${name}: ${table.about}`, () => {
      test.each(table.rows)("$case → $decision", (row) => {
        const context = { ...table.request?.context, ...row.request?.context };
        const request = { ...table.request, ...row.request, context } as RequestFile["request"];
        const policies = { ...table.policies, ...row.policies };
        expect(evaluate({ request, policies })).toBe(row.decision);
      });
    });
  }
