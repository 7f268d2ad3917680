import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decide } from "../../src/iam/decide.ts";
import { readRequestFile } from "../../src/iam/read-request.ts";
import { requestValue } from "./request-value.ts";

/** A decision table: what all rows share, and rows that add to it. */
interface Table {
  readonly about: string;
  readonly request?: { readonly context?: object };
  readonly policies?: object;
  readonly rows: readonly {
    readonly case: string;
    /** The AWS page that makes the row true. */
    readonly page: string;
    readonly request?: { readonly context?: object };
    readonly policies?: object;
    readonly decision: string;
  }[];
}

function isTable(value: unknown): value is Table {
  return (
    typeof value === "object" &&
    value !== null &&
    "about" in value &&
    "rows" in value &&
    Array.isArray(value.rows) &&
    value.rows.every(
      (row: unknown) =>
        typeof row === "object" &&
        row !== null &&
        ["case", "page", "decision"].every((key) => key in row),
    )
  );
}

const folder = new URL("../../fixtures/iam/", import.meta.url);

for (const name of readdirSync(folder)) {
  describe(name, () => {
    for (const file of readdirSync(new URL(`${name}/`, folder))) {
      const text = readFileSync(new URL(`${name}/${file}`, folder), "utf8");
      const table: unknown = JSON.parse(text);
      if (!isTable(table)) throw new Error(`${name}/${file} is no decision table`);
      describe(table.about, () => {
        test.each(table.rows)("$case → $decision ($page)", (row) => {
          const value = requestValue({
            request: {
              ...table.request,
              ...row.request,
              context: { ...table.request?.context, ...row.request?.context },
            },
            policies: { ...table.policies, ...row.policies },
          });
          const read = readRequestFile(value);
          if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
          const decision = decide(read.request, read.layers ?? {});
          expect(decision.decision).toBe(row.decision);
        });
      });
    }
  });
}
