import { describe, expect, it } from "vitest";
import { smallWorld } from "../collect/collecting.ts";
import { checked, rowsOf, snapshotOfWorld } from "../loaders/snapshot/checked.ts";

const clusterIn = (account: string, tags = '{ GuardDutyManaged = "true" }'): string => `
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["${account}"]
}

resource "aws_eks_cluster" "new" {
  name     = "new"
  role_arn = "arn:aws:iam::${account}:role/cluster"
  vpc_config {
    subnet_ids = ["subnet-${account}euwest10"]
  }
  tags = ${tags}
}
`;

describe("new source beside a snapshot", () => {
  it("is judged under the policies of the account that its provider names, and alone reported", async () => {
    const snapshot = await snapshotOfWorld(smallWorld);
    const rules = ["guard-does-not-reach-account"];
    const context = ["snapshot.json"];
    for (const [account, verdict] of [
      ["111122223333", "satisfied"],
      ["444455556666", "violated"],
    ] as const) {
      const files = { "main.tf": clusterIn(account), "snapshot.json": snapshot };
      expect(rowsOf(await checked(files, { rules, context }))).toEqual([
        ["guard-does-not-reach-account", verdict, "aws_eks_cluster.new"],
      ]);
    }
  });

  it("uses an endpoint that is there already", async () => {
    const snapshot = await snapshotOfWorld({ ...smallWorld, management: "DISABLED" });
    const source = { "main.tf": clusterIn("111122223333", "{}") };
    const rules = ["cluster-without-endpoint"];
    const beside = await checked(
      { ...source, "snapshot.json": snapshot },
      { rules, context: ["snapshot.json"] },
    );
    expect(rowsOf(beside)).toEqual([
      ["cluster-without-endpoint", "satisfied", "aws_eks_cluster.new"],
    ]);
    expect(rowsOf(await checked(source, { rules }))).toEqual([
      ["cluster-without-endpoint", "undetermined", "aws_eks_cluster.new"],
    ]);
  });

  it("that changes a policy of the organisation is told what that opens", async () => {
    const snapshot = await snapshotOfWorld({ ...smallWorld, policies: [] });
    const guard = `
resource "aws_organizations_policy" "guard" {
  name = "guard"
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "KeepTheTag"
      Effect   = "Deny"
      Action   = "eks:TagResource"
      Resource = "*"
      Condition = { "ForAnyValue:StringEquals" = { "aws:TagKeys" = "GuardDutyManaged" } }
    }]
  })
}

resource "aws_organizations_policy_attachment" "production" {
  policy_id = aws_organizations_policy.guard.id
  target_id = "ou-ab12-production"
}
`;
    const report = await checked(
      { "guard.tf": guard, "snapshot.json": snapshot },
      { rules: ["untrusted-tag-change"], context: ["snapshot.json"] },
    );
    // The guard reaches one of the accounts, and there it is not enough.
    const subjects = report.results.map(({ verdict, subject }) => `${verdict} ${subject}`);
    expect(subjects).toEqual(["violated 111122223333/eu-west-1/payments"]);
    expect(new Set(report.results.map(({ place }) => place.path))).toEqual(new Set(["guard.tf"]));
  });
});
