import { describe, expect, it } from "vitest";
import { answers, plannedCluster, planOf, report, told } from "./joining.ts";

const address = "module.member.aws_eks_cluster.this";
const plan = planOf([plannedCluster(address, "True")], { calls: { member: {} } });

/** The files, with a comment in one of the places that are marked. */
function filesWith(mark: string, comment: string): Readonly<Record<string, string>> {
  const main = `#call
module "member" { #callline
  source  = "./member"
  #argument
  managed = "True" #argumentline
  #elsewhere
  other = 1
}
`;
  const member = `variable "managed" {}
variable "other" {}
#block
resource "aws_eks_cluster" "this" { #blockline
  #attribute
  tags = { #attributeline
    GuardDutyManaged = var.managed
  }
  #otherattribute
  name = "payments"
}
#otherblock
resource "aws_vpc" "main" {}
`;
  const set = (text: string): string =>
    text.replaceAll(/#([a-z]+)$/gm, (_, name: string) => (name === mark ? comment : "# nothing"));
  return { "main.tf": set(main), "member/main.tf": set(member), "plan.json": plan };
}

describe.each([
  ["the plan with its configuration", ["plan.json"]],
  ["the configuration alone", ["main.tf"]],
])("in %s, a comment suppresses", (_, paths) => {
  it.each([
    "call",
    "callline",
    "argument",
    "argumentline",
    "block",
    "blockline",
    "attribute",
    "attributeline",
  ])("on the %s of what leads to the finding", async (mark) => {
    const files = filesWith(mark, "# guardlint:ignore non-boolean-tag-value renamed soon");
    const found = await report(files, { paths });
    expect(answers(found)).toEqual([expect.stringMatching(`^suppressed ${address} `)]);
    expect(found.results[0]?.suppression).toEqual({ kind: "inline", reason: "renamed soon" });
    expect(told(found).filter((line) => !line.startsWith("note"))).toEqual([]);
  });

  it.each(["elsewhere", "otherattribute", "otherblock"])(
    "nothing on the %s, which is told",
    async (mark) => {
      const files = filesWith(mark, "# guardlint:ignore non-boolean-tag-value why");
      const found = await report(files, { paths });
      expect(answers(found)).toEqual([expect.stringMatching(`^violated ${address} `)]);
      expect(told(found).filter((line) => !line.startsWith("note"))).toEqual([
        "warning unused-suppression: the suppression of non-boolean-tag-value suppresses nothing",
      ]);
    },
  );
});

it.each([
  ["# guardlint:ignore non-boolean-tag-value until 2026-11-20 why", "expired-suppression"],
  ["# guardlint:ignore non-boolean-tag-value", "malformed-suppression"],
  ["# guardlint:ignore no-such-rule why", "malformed-suppression"],
])("%s suppresses nothing", async (comment, code) => {
  const found = await report(filesWith("block", comment));
  expect(found.results.map(({ suppression }) => suppression)).toEqual([undefined]);
  expect(found.notifications.map((one) => [one.code, one.place?.path])).toEqual([
    [code, "member/main.tf"],
  ]);
});
