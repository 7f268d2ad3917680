import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import * as library from "../src/index.ts";

const { createHost, render, rules, run, version } = library;

it("the library offers the run, its host, its rules and its reports", () => {
  expect(Object.keys(library).sort()).toEqual(["createHost", "render", "rules", "run", "version"]);
});

it("a program finds what the command finds", async () => {
  const fixture = fileURLToPath(new URL("../fixtures/e2e/payments", import.meta.url));
  const { report, exitCode } = await run(createHost(), {
    paths: [fixture],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: ["non-boolean-tag-value"],
    ignore: true,
    timing: false,
  });
  expect(report.tool).toEqual({ name: "guardlint", version });
  expect(report.rules.map(({ id }) => id)).toEqual(["non-boolean-tag-value"]);
  expect(rules.map(({ id }) => id)).toContain("non-boolean-tag-value");
  expect(report.results.map(({ place }) => place.path)).toEqual(
    report.results.map(() => "fixtures/e2e/payments/main.tf"),
  );
  expect(exitCode).toBe(report.summary.results.violated > 0 ? 1 : 0);
  expect(typeof render).toBe("function");
});
