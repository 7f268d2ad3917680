import { describe, expect, it } from "vitest";
import { permissionsPolicy } from "../../src/collect/index.ts";
import { collectFrom, smallWorld, snapshotOf, type SnapshotAnswer } from "./collecting.ts";
import { refused } from "./stub/world.ts";

const payments = "111122223333";
const sandbox = "444455556666";

function answerTo(
  answers: readonly SnapshotAnswer[] | undefined,
  call: string,
  of?: string,
): SnapshotAnswer | undefined {
  return answers?.find((answer) => answer.call === call && answer.of === of);
}

describe("a collection", () => {
  it("reads the tree, the policies and each account, sorted", async () => {
    const { outcome } = await collectFrom(smallWorld);
    const snapshot = snapshotOf(outcome);
    expect(Object.keys(snapshot.accounts)).toEqual([payments, sandbox, "999999999999"]);
    expect(
      answerTo(snapshot.organization, "organizations list-targets-for-policy", "p-guard0000"),
    ).toEqual({
      call: "organizations list-targets-for-policy",
      of: "p-guard0000",
      response: { Targets: [{ TargetId: "ou-ab12-production", Type: "ORGANIZATIONAL_UNIT" }] },
    });
    const region = snapshot.accounts[payments]?.regions["eu-west-1"];
    expect(answerTo(region, "eks describe-cluster", "payments")?.response).toEqual({
      cluster: {
        arn: `arn:aws:eks:eu-west-1:${payments}:cluster/payments`,
        name: "payments",
        resourcesVpcConfig: {
          clusterSecurityGroupId: `sg-${payments}euwest1`,
          subnetIds: [`subnet-${payments}euwest10`, `subnet-${payments}euwest11`],
          vpcId: `vpc-${payments}euwest1`,
        },
        status: "ACTIVE",
        tags: { GuardDutyManaged: "true", team: "payments" },
        version: "1.33",
      },
    });
    const calls = [...new Set(region?.map(({ call }) => call))];
    expect(calls).toEqual([...calls].sort());
  });

  it("comes to the same text again, whatever the order of the answers", async () => {
    const first = await collectFrom(smallWorld, { concurrency: 1 });
    const turned = { ...smallWorld, accounts: [...smallWorld.accounts].reverse() };
    const second = await collectFrom(turned, { concurrency: 8 });
    expect(first.outcome).toMatchObject({ ok: true });
    expect(second.outcome.ok && second.outcome.text).toBe(first.outcome.ok && first.outcome.text);
  });

  it("keeps no secret, no e-mail address and no moment", async () => {
    const { outcome } = await collectFrom(smallWorld);
    const text = outcome.ok ? outcome.text : "";
    expect(text).toContain("payments");
    for (const left of ["secret-of", "token-of", "AKIA", "@example.com", "c2VjcmV0", "2026-11"]) {
      expect(text).not.toContain(left);
    }
  });

  it("keeps AWS's own policies that somebody holds, once, in the version that is in force", async () => {
    const { awsPolicies } = snapshotOf((await collectFrom(smallWorld)).outcome);
    expect(awsPolicies).toMatchObject([
      {
        Arn: "arn:aws:iam::aws:policy/ReadOnly",
        PolicyVersionList: [{ VersionId: "v2", IsDefaultVersion: true }],
      },
    ]);
  });

  it("reads all pages", async () => {
    const world = { ...smallWorld, pageSize: 1, rolesPerAccount: 5 };
    const { outcome, stub } = await collectFrom(world);
    const { accounts, organization } = snapshotOf(outcome);
    const details = answerTo(accounts[payments]?.answers, "iam get-account-authorization-details");
    expect(details?.response?.["RoleDetailList"]).toHaveLength(5);
    expect(stub.count("GetAccountAuthorizationDetails")).toBe(15);
    const inRoot = answerTo(organization, "organizations list-accounts-for-parent", "r-ab12");
    expect(inRoot?.response?.["Accounts"]).toHaveLength(1);
  });

  it("stops where the pages have no end", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation }) =>
        operation === "ListClusters"
          ? { kind: "answer", body: { clusters: ["again"], nextToken: "same" } }
          : undefined,
    });
    const region = snapshotOf(outcome).accounts[payments]?.regions["eu-west-1"];
    expect(answerTo(region, "eks list-clusters")?.unread).toEqual({
      action: "eks:ListClusters",
      because: "the pages of the answer have no end",
    });
  });

  it("reads the Regions that an account has enabled where none are named", async () => {
    const world = { ...smallWorld, regions: ["eu-west-1", "us-east-1"] };
    const { outcome } = await collectFrom(world, { regions: undefined });
    const { regions } = snapshotOf(outcome).accounts[payments] ?? { regions: {} };
    expect(Object.keys(regions)).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("reads the current account alone without a role, and says so of the others", async () => {
    const { outcome, stub } = await collectFrom(smallWorld, { role: undefined });
    const { accounts } = snapshotOf(outcome);
    expect(stub.count("AssumeRole")).toBe(0);
    expect(accounts[payments]?.answers).toEqual([
      {
        call: "sts assume-role",
        unread: {
          action: "sts:AssumeRole",
          because: "no role to assume was named (--assume-role)",
        },
      },
    ]);
  });

  it("asks for coverage and the organisation's configuration where GuardDuty is administered", async () => {
    const { stub } = await collectFrom({ ...smallWorld, administrator: payments });
    const asked = stub.requests.filter(({ operation }) =>
      ["ListCoverage", "DescribeOrganizationConfiguration"].includes(operation),
    );
    expect(asked.map(({ accessKey }) => accessKey)).toEqual([`AKIA${payments}`, `AKIA${payments}`]);
  });
});

describe("the permissions that are printed", () => {
  it("are those of the calls that are made, and no others", async () => {
    const world = { ...smallWorld, administrator: payments };
    const { stub } = await collectFrom(world, { regions: undefined });
    const made = stub.requests.map(({ service, operation }) => `${service}:${operation}`);
    const policy = JSON.parse(permissionsPolicy("audit")) as {
      readonly Statement: readonly { readonly Action: string | readonly string[] }[];
    };
    const permitted = policy.Statement.flatMap(({ Action: action }) => action);
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    const needed = new Set(made.filter((action) => action !== "sts:GetCallerIdentity"));
    expect([...needed].sort()).toEqual([...permitted].sort());
  });

  it("name no role where none is assumed", () => {
    expect(permissionsPolicy(undefined)).not.toContain("sts:AssumeRole");
  });
});

describe("names", () => {
  it("of accounts, units and policies are replaced by ids where that is asked", async () => {
    const { outcome } = await collectFrom(smallWorld, { redact: true });
    const { organization } = snapshotOf(outcome);
    const text = JSON.stringify(organization);
    expect(text).not.toMatch(/"production"|"sandboxes"|"payments"|name of/);
    const units = answerTo(
      organization,
      "organizations list-organizational-units-for-parent",
      "r-ab12",
    );
    expect(units?.response?.["OrganizationalUnits"]).toMatchObject([
      { Id: "ou-ab12-production", Name: "ou-ab12-production" },
      { Id: "ou-ab12-sandboxes", Name: "ou-ab12-sandboxes" },
    ]);
  });

  it("in the tag Name of a network go as well", async () => {
    const open = await collectFrom(smallWorld);
    const redacted = await collectFrom(smallWorld, { redact: true });
    const tags = ({ outcome }: typeof open): unknown =>
      answerTo(snapshotOf(outcome).accounts[payments]?.regions["eu-west-1"], "ec2 describe-vpcs")
        ?.response?.["Vpcs"];
    expect(tags(open)).toMatchObject([{ Tags: [{ Key: "Name", Value: "main" }] }]);
    expect(tags(redacted)).toMatchObject([{ Tags: [] }]);
  });
});

describe("what AWS refuses", () => {
  it.each([
    ["eks", "ListClusters", "AccessDeniedException", "eks list-clusters", "eks:ListClusters"],
    ["ec2", "DescribeVpcs", "UnauthorizedOperation", "ec2 describe-vpcs", "ec2:DescribeVpcs"],
  ])("by %s is unread, and the rest is kept", async (service, operation, code, call, action) => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: (request) =>
        request.operation === operation && request.accessKey === `AKIA${payments}`
          ? refused(code)
          : undefined,
    });
    const { accounts } = snapshotOf(outcome);
    const whole = snapshotOf((await collectFrom(smallWorld)).outcome);
    const undisturbed = answerTo(whole.accounts[sandbox]?.regions["eu-west-1"], call)?.response;
    expect(service).toBe(action.split(":")[0]);
    const there = accounts[payments]?.regions["eu-west-1"];
    expect(answerTo(there, call)?.unread).toEqual({ action, because: "access denied" });
    expect(answerTo(there, "guardduty list-detectors")?.response).toEqual({
      DetectorIds: [`d${payments}`],
    });
    const other = accounts[sandbox]?.regions["eu-west-1"];
    expect(answerTo(other, call)?.response).toEqual(undisturbed);
  });

  it("by a service control policy says so", async () => {
    const message = `User: arn:aws:sts::${payments}:assumed-role/audit/guardlint is not authorized to perform: eks:ListClusters with an explicit deny in a service control policy`;
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation }) =>
        operation === "ListClusters" ? refused("AccessDeniedException", message) : undefined,
    });
    const there = snapshotOf(outcome).accounts[payments]?.regions["eu-west-1"];
    expect(answerTo(there, "eks list-clusters")?.unread?.because).toBe(
      "access denied by a service control policy",
    );
  });

  it("of a whole account leaves the others", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation, parameters }) =>
        operation === "AssumeRole" && parameters.get("RoleArn")?.includes(payments) === true
          ? refused("AccessDenied")
          : undefined,
    });
    const { accounts } = snapshotOf(outcome);
    expect(accounts[payments]).toEqual({
      answers: [
        {
          call: "sts assume-role",
          of: "audit",
          unread: { action: "sts:AssumeRole", because: "access denied" },
        },
      ],
      regions: {},
    });
    expect(Object.keys(accounts[sandbox]?.regions ?? {})).toEqual(["eu-west-1"]);
  });

  it("of the organisation leaves the current account", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation }) =>
        operation === "DescribeOrganization" ? refused("AccessDeniedException") : undefined,
    });
    const { organization, accounts } = snapshotOf(outcome);
    expect(organization.map(({ unread }) => unread?.because)).toEqual(["access denied"]);
    expect(Object.keys(accounts)).toEqual(["999999999999"]);
  });

  it("because there is no organisation is no refusal", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      instead: ({ operation }) =>
        operation === "DescribeOrganization"
          ? refused("AWSOrganizationsNotInUseException")
          : undefined,
    });
    expect(snapshotOf(outcome).organization).toEqual([]);
  });
});
