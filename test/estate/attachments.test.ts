import { expect, test } from "vitest";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";

const scp = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "eks:TagResource", Resource: "*" }],
});

async function told(declared: string): Promise<readonly (readonly string[])[]> {
  const files = {
    "policies/scp.json": scp,
    "guardlint.yaml": `facts: { attachments: [{ policy: ${declared}, targets: [r-ab12] }] }\n`,
  };
  const { report } = await run(memoryHost(files), {
    paths: ["."],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [],
    ignore: true,
    timing: false,
  });
  return report.notifications.map(({ level, code, path }) => [level, code, path ?? ""]);
}

test("an attachment declared for a policy that was read counts and is not spoken of", async () => {
  expect(await told("policies/scp.json")).toEqual([]);
});

test.each(["scp.json", "policies/other.json", "guardlint.yaml"])(
  "an attachment declared for %s, which is no policy that was read, is told",
  async (declared) => {
    expect(await told(declared)).toEqual([["warning", "unused-attachment", "guardlint.yaml"]]);
  },
);
