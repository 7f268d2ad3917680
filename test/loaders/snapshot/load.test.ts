import { describe, expect, it } from "vitest";
import { smallWorld } from "../../collect/collecting.ts";
import { refused, type World } from "../../collect/stub/world.ts";
import type { StubRequest } from "../../collect/stub/wire.ts";
import { checked, rowsOf, snapshotOfWorld, type Row } from "./checked.ts";

const payments = "111122223333/eu-west-1/payments";
const sandbox = "444455556666/eu-west-1/sandbox";

/** The rows of a report by their subjects. */
function sorted(report: Parameters<typeof rowsOf>[0]): readonly Row[] {
  return [...rowsOf(report)].sort(([, , a], [, , b]) => (a < b ? -1 : 1));
}

/** Its owners look after the agent, and so after the endpoint. */
const manual: World = { ...smallWorld, management: "DISABLED", tags: {} };

describe("a snapshot is judged", () => {
  it("under the policies that reach each account", async () => {
    const snapshot = await snapshotOfWorld(smallWorld);
    const rules = ["guard-does-not-reach-account", "untrusted-tag-change"];
    const report = await checked({ "snapshot.json": snapshot }, { rules });
    const rows = rowsOf(report).map((row) => row.join(" "));
    expect(rows.sort()).toEqual([
      `guard-does-not-reach-account satisfied ${payments}`,
      `guard-does-not-reach-account violated ${sandbox}`,
      `untrusted-tag-change satisfied ${payments}`,
    ]);
    expect(report.notifications).toEqual([]);
  });

  it("with its endpoints and security groups", async () => {
    const snapshot = await snapshotOfWorld(manual);
    const rules = ["cluster-without-endpoint", "endpoint-open-to-other-accounts"];
    const endpoint = (id: string): string => `${id}/eu-west-1/vpce-${id}euwest1`;
    expect(sorted(await checked({ "snapshot.json": snapshot }, { rules }))).toEqual([
      ["cluster-without-endpoint", "satisfied", payments],
      ["endpoint-open-to-other-accounts", "satisfied", endpoint("111122223333")],
      ["cluster-without-endpoint", "satisfied", sandbox],
      ["endpoint-open-to-other-accounts", "satisfied", endpoint("444455556666")],
    ]);
  });

  it("as having no endpoint where AWS lists none", async () => {
    const snapshot = await snapshotOfWorld(manual, ({ operation }) =>
      operation === "DescribeVpcEndpoints"
        ? { kind: "answer", body: { vpcEndpointSet: [] } }
        : undefined,
    );
    const rules = ["cluster-without-endpoint"];
    expect(sorted(await checked({ "snapshot.json": snapshot }, { rules }))).toEqual([
      ["cluster-without-endpoint", "violated", payments],
      ["cluster-without-endpoint", "violated", sandbox],
    ]);
  });

  it("and another version is told, and not read", async () => {
    const report = await checked({ "snapshot.json": '{ "guardlint": "snapshot/v9" }' });
    expect(report.notifications).toMatchObject([
      {
        level: "error",
        message:
          "this guardlint reads `snapshot/v1`, and the snapshot is of another version: collect it again, or use the guardlint that wrote it",
      },
    ]);
  });

  it.each([
    ['{ "guardlint": "snapshot/v1", "organization": 1 }', "a list of answers was expected here"],
    ['{ "guardlint": "snapshot/v1", "organization": [1] }', "an answer has no `call`"],
    [
      '{ "guardlint": "snapshot/v1", "organization": [{ "call": "a" }] }',
      "an answer has neither a `response` nor `unread`",
    ],
    ['{ "guardlint": "snapshot/v1", "accounts": [] }', "an object was expected here"],
    [
      '{ "guardlint": "snapshot/v1", "organization": [{ "call": "organizations list-roots", "response": { "Roots": 1 } }] }',
      "`Roots` is not a list",
    ],
  ])("and %s is told", async (text, message) => {
    const report = await checked({ "snapshot.json": text });
    expect(report.notifications).toMatchObject([{ level: "error", message }]);
  });
});

describe("what could not be read is undetermined, with its reason", () => {
  const inPayments =
    (operation: string) =>
    (request: StubRequest): ReturnType<typeof refused> | undefined =>
      request.operation === operation && request.accessKey === "AKIA111122223333"
        ? refused("AccessDenied")
        : undefined;
  const everywhere =
    (operation: string) =>
    (request: StubRequest): ReturnType<typeof refused> | undefined =>
      request.operation === operation ? refused("AccessDenied") : undefined;
  const withoutGuard: World = { ...smallWorld, policies: [] };

  it.each<
    [
      operation: string,
      world: World,
      instead: (request: StubRequest) => ReturnType<typeof refused> | undefined,
      row: Row,
      reason: string,
    ]
  >([
    [
      "ListClusters",
      smallWorld,
      inPayments("ListClusters"),
      ["non-boolean-tag-value", "undetermined", "111122223333/eu-west-1/clusters"],
      "`eks:ListClusters` could not be read: access denied",
    ],
    [
      "DescribeCluster",
      smallWorld,
      inPayments("DescribeCluster"),
      ["non-boolean-tag-value", "undetermined", payments],
      "`eks:DescribeCluster` could not be read: access denied",
    ],
    [
      "DescribeVpcEndpoints",
      manual,
      inPayments("DescribeVpcEndpoints"),
      ["cluster-without-endpoint", "undetermined", payments],
      "`ec2:DescribeVpcEndpoints` could not be read: access denied",
    ],
    [
      "GetAccountAuthorizationDetails",
      withoutGuard,
      inPayments("GetAccountAuthorizationDetails"),
      ["untrusted-tag-change", "undetermined", "111122223333/principals"],
      "`iam:GetAccountAuthorizationDetails` could not be read: access denied",
    ],
    [
      "ListPolicies",
      withoutGuard,
      everywhere("ListPolicies"),
      ["guard-does-not-reach-account", "undetermined", payments],
      "`organizations:ListPolicies` could not be read: access denied",
    ],
    [
      "DescribePolicy",
      smallWorld,
      everywhere("DescribePolicy"),
      ["untrusted-tag-change", "undetermined", payments],
      "`organizations:DescribePolicy` could not be read: access denied",
    ],
    [
      "ListTargetsForPolicy",
      smallWorld,
      everywhere("ListTargetsForPolicy"),
      ["untrusted-tag-change", "undetermined", payments],
      "`organizations:ListTargetsForPolicy` could not be read: access denied",
    ],
    [
      "AssumeRole",
      smallWorld,
      ({ operation, parameters }) =>
        operation === "AssumeRole" && parameters.get("RoleArn")?.includes("111122223333") === true
          ? refused("AccessDenied")
          : undefined,
      ["non-boolean-tag-value", "undetermined", "111122223333/clusters"],
      "`sts:AssumeRole` could not be read: access denied",
    ],
  ])("%s", async (_, world, instead, row, reason) => {
    const snapshot = await snapshotOfWorld(world, instead);
    const [rule, verdict, subject] = row;
    const report = await checked({ "snapshot.json": snapshot }, { rules: [rule] });
    const own = report.results.filter((result) => result.subject === subject);
    expect(own.map((result) => result.verdict)).toEqual([verdict]);
    expect(own.flatMap(({ reasons }) => reasons.map(({ detail }) => detail))).toContain(reason);
    expect(report.notifications.map(({ level, code }) => [level, code])).toContainEqual([
      "warning",
      "unread",
    ]);
  });

  it("and a warning tells how many accounts refuse", async () => {
    const snapshot = await snapshotOfWorld(smallWorld, everywhere("DescribeVpcs"));
    const report = await checked({ "snapshot.json": snapshot });
    expect(report.notifications.map(({ message }) => message)).toEqual([
      "`ec2:DescribeVpcs` could not be read in 3 accounts (111122223333, 444455556666, 999999999999): access denied",
    ]);
  });
});
