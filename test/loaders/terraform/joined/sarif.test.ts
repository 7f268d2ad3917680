import type { Location, Result } from "sarif";
import { expect, it } from "vitest";
import { renderSarif } from "../../../../src/reporters/sarif.ts";
import { resultsOf } from "../../../reporters/sarif/parsed.ts";
import { plannedCluster, planOf, report } from "./joining.ts";

const files = {
  "plan.json": planOf(
    ["blue", "green"].map((key) =>
      plannedCluster(`module.member["${key}"].aws_eks_cluster.this`, "True"),
    ),
    { calls: { member: {} }, variables: { managed: "True" } },
  ),
  "main.tf": `variable "managed" {}
module "member" {
  source   = "./member"
  for_each = toset(["blue", "green"])
  managed  = var.managed
}
`,
  "member/main.tf": `variable "managed" {}
resource "aws_eks_cluster" "this" {
  tags = { GuardDutyManaged = var.managed }
}
`,
};

function placed({ physicalLocation, message }: Location): string {
  const uri = physicalLocation?.artifactLocation?.uri ?? "";
  const { startLine, startColumn } = physicalLocation?.region ?? {};
  return `${uri}:${String(startLine)}:${String(startColumn)} ${message?.text ?? ""}`.trim();
}

function flowOf({ codeFlows = [] }: Result): readonly string[] {
  return codeFlows.flatMap(({ threadFlows }) =>
    threadFlows.flatMap(({ locations }) =>
      locations.flatMap(({ location }) => (location === undefined ? [] : [placed(location)])),
    ),
  );
}

it("SARIF has one result for one edit, with the way from the module's call to the line", async () => {
  const [only, second] = resultsOf(renderSarif(await report(files), { full: false }));
  if (only === undefined) throw new Error("there is no result");
  expect(second).toBeUndefined();
  expect((only.locations ?? []).map(placed)).toEqual(["main.tf:5:14"]);
  expect((only.relatedLocations ?? []).map(placed)).toEqual([
    'main.tf:5:14 also module.member["green"].aws_eks_cluster.this.',
  ]);
  expect(flowOf(only)).toEqual([
    'main.tf:2:1 module.member["blue"].',
    "member/main.tf:3:31 var.managed.",
    "main.tf:1:1 var.managed.",
    expect.stringMatching(/^main.tf:5:14 .*`True`/),
  ]);
  expect(only.message.text).toContain('module.member["green"].aws_eks_cluster.this');
  expect(JSON.stringify(only)).not.toContain("plan.json");
});
