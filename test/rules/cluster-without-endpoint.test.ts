import { describe, expect, it } from "vitest";
import { reportOf, resultsOf, underlined, type Row } from "../lint-fixture.ts";
import { cannotTell, fine, holdsFixtures } from "./fixture-table.ts";

const rule = "cluster-without-endpoint";

/** Fixtures that tell everything leave nothing open. */
const mostUndetermined = 0;

const manual = "with manual management nobody else makes one";
const selective = "GuardDuty, which manages tagged clusters only, does not make one for it";
const off = "GuardDuty does not make one, since automated agent management is off";
const untold =
  "nothing in the input tells that GuardDuty makes one (declare `guardduty.management` if it does)";
const none =
  (vpc: string, mode: string) =>
  (cluster: string): string =>
    `The VPC \`${vpc}\` of the cluster \`${cluster}\` has no guardduty-data endpoint, and ${mode}`;
const wrongType =
  (vpc: string, type: string, mode: string) =>
  (cluster: string): string =>
    `The guardduty-data endpoint of the VPC \`${vpc}\` is of type \`${type}\`, not Interface, so the cluster \`${cluster}\` has none; and ${mode}`;

// prettier-ignore
const table: readonly Row[] = [
  // Nobody but the owner makes the endpoint, and it is not there:
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  // Automation counts while the feature is on, and where it is on for all accounts:
  // https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
  ["violated/agent-management-not-named", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", off), "\"subnet_ids\""],
  ["violated/automation-of-another-account", "violated", "payments", none("vpc-0a1b2c3d", untold), "vpc-0a1b2c3d"],
  ["violated/automation-off", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", off), "\"subnet_ids\""],
  ["violated/declared-endpoint-of-another-service", "violated", "payments", none("vpc-0a1b2c3d", manual), "vpc-0a1b2c3d"],
  ["violated/declared-endpoint-of-another-vpc", "violated", "payments", none("vpc-0a1b2c3d", manual), "vpc-0a1b2c3d"],
  ["violated/describe-cluster", "violated", "payments", none("vpc-0a1b2c3d", manual), "\"vpc-0a1b2c3d\""],
  ["violated/detector-off", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", off), "\"subnet_ids\""],
  ["violated/endpoint-of-another-vpc", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/endpoint-of-another-vpc", "satisfied", "aws_eks_cluster.search", fine, "\"subnet_ids\""],
  ["violated/fargate-and-auto-mode", "violated", "aws_eks_cluster.mixed", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/fargate-and-nodes", "violated", "aws_eks_cluster.mixed", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/feature-off", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", off), "\"subnet_ids\""],
  ["violated/gateway", "violated", "aws_eks_cluster.payments", wrongType("aws_vpc.main", "Gateway", manual), "\"subnet_ids\""],
  ["violated/inventory", "violated", "payments", none("vpc-0a1b2c3d", manual), "vpc-0a1b2c3d"],
  ["violated/inventory-with-an-endpoint-of-another-service", "violated", "payments", none("vpc-0a1b2c3d", manual), "vpc-0a1b2c3d"],
  ["violated/inventory-with-endpoints", "violated", "payments", none("vpc-0a1b2c3d", manual), "vpc-0a1b2c3d"],
  ["violated/manual", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/manual-beside-automation", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/nothing-tells", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/organization-new-accounts", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/organization-none", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/other-endpoint-nobody-can-place", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/other-feature", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", untold), "\"subnet_ids\""],
  ["violated/other-services", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/plan-and-inventory", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/plan-modules-manual", "violated", "module.member[\"payments\"].aws_eks_cluster.this[\"blue\"]", none("module.member[\"payments\"].aws_vpc.this", manual), "\"subnet_ids\""],
  ["violated/plan-modules-manual", "violated", "module.member[\"search\"].aws_eks_cluster.this[\"main\"]", none("module.member[\"search\"].aws_vpc.this", manual), "\"subnet_ids\""],
  ["violated/selective", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", selective), "\"subnet_ids\""],
  ["violated/subnets-of-a-collection", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/two-clusters-one-vpc", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/two-clusters-one-vpc", "violated", "aws_eks_cluster.search", none("aws_vpc.main", manual), "\"subnet_ids\""],
  ["violated/type-left-out", "violated", "aws_eks_cluster.payments", wrongType("aws_vpc.main", "Gateway", manual), "\"subnet_ids\""],
  ["violated/wrong-value", "violated", "aws_eks_cluster.payments", none("aws_vpc.main", manual), "\"subnet_ids\""],
  // GuardDuty makes it for a cluster tagged `true`, and with automation on:
  // https://docs.aws.amazon.com/guardduty/latest/ug/how-runtime-monitoring-works-eks.html
  // or the endpoint is there, in the VPC or declared for it:
  // https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
  ["satisfied/automatic", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/automatic-with-tags-unknown", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/automation-on", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/automation-on-by-the-old-name", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/automation-unknown-with-endpoint", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  ["satisfied/declared-central-endpoint", "satisfied", "payments", fine, "vpc-0a1b2c3d"],
  ["satisfied/declared-endpoint", "satisfied", "payments", fine, "vpc-0a1b2c3d"],
  ["satisfied/declared-endpoint-fips", "satisfied", "payments", fine, "vpc-0a1b2c3d"],
  ["satisfied/describe-cluster", "satisfied", "payments", fine, "\"vpc-0a1b2c3d\""],
  ["satisfied/endpoint", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  ["satisfied/endpoint-fips", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  ["satisfied/excluded-beside-included", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/fargate-beside-included", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/fargate-in-an-inventory", "satisfied", "payments", fine, "vpc-0a1b2c3d"],
  ["satisfied/get-detector", "satisfied", "payments", fine, "{ name: payments, vpc: vpc-0a1b2c3d, tags: {} }"],
  ["satisfied/inventory", "satisfied", "payments", fine, "vpc-0a1b2c3d"],
  ["satisfied/organization-all-accounts", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/plan-and-endpoint-of-an-inventory", "satisfied", "aws_eks_cluster.payments", fine, "[ \"subnet-0a1b2c3d\" ]"],
  ["satisfied/plan-basic", "satisfied", "aws_eks_cluster.main", fine, "{\"address\":\"aws_eks_cluster.main\",\"mode\":\"managed\",\"type\":\"a…"],
  ["satisfied/plan-modules", "satisfied", "module.member[\"payments\"].aws_eks_cluster.this[\"blue\"]", fine, "{\"address\":\"module.member[\\\"payments\\\"].aws_eks_cluster.this…"],
  ["satisfied/plan-modules", "satisfied", "module.member[\"search\"].aws_eks_cluster.this[\"main\"]", fine, "{\"address\":\"module.member[\\\"search\\\"].aws_eks_cluster.this[\\…"],
  ["satisfied/plan-modules-manual", "satisfied", "module.member[\"payments\"].aws_eks_cluster.this[\"blue\"]", fine, "\"subnet_ids\""],
  ["satisfied/plan-modules-manual", "satisfied", "module.member[\"search\"].aws_eks_cluster.this[\"main\"]", fine, "\"subnet_ids\""],
  ["satisfied/shared-subnet-with-declared-endpoint", "satisfied", "aws_eks_cluster.payments", fine, "[ \"subnet-0a1b2c3d\" ]"],
  ["satisfied/subnets-of-a-collection", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  ["satisfied/tagged-true", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/tagged-true-in-manual", "satisfied", "aws_eks_cluster.payments", fine, "{ \"address\": \"aws_eks_cluster.payments\", \"mode\": \"managed\", …"],
  ["satisfied/two-clusters-one-vpc", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  ["satisfied/two-clusters-one-vpc", "satisfied", "aws_eks_cluster.search", fine, "\"subnet_ids\""],
  ["satisfied/vpc-looked-up-with-endpoint", "satisfied", "aws_eks_cluster.payments", fine, "\"subnet_ids\""],
  // A VPC, an endpoint or a mode that the input leaves open
  ["undetermined/agent-management-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `terraform_data.agent.output`, which is known only after apply"), "\"subnet_ids\""],
  ["undetermined/automation-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `terraform_data.agent.output`, which is known only after apply"), "\"subnet_ids\""],
  ["undetermined/describe-cluster-alone", "undetermined", "payments", cannotTell("vpc-0a1b2c3d is not made by the files that were read, so an endpoint of it may stand elsewhere"), "\"vpc-0a1b2c3d\""],
  ["undetermined/endpoint-nobody-can-place", "undetermined", "aws_eks_cluster.payments", cannotTell("nothing tells in which VPC the endpoint aws_vpc_endpoint.telemetry lies"), "\"subnet_ids\""],
  ["undetermined/endpoints-of-another-region", "undetermined", "payments", cannotTell("vpc-0a1b2c3d is not made by the files that were read, so an endpoint of it may stand elsewhere"), "\"vpc-0a1b2c3d\""],
  ["undetermined/inventory-of-another-region", "undetermined", "payments", cannotTell("vpc-0a1b2c3d is not made by the files that were read, so an endpoint of it may stand elsewhere"), "vpc-0a1b2c3d"],
  ["undetermined/inventory-without-endpoints", "undetermined", "payments", cannotTell("vpc-0a1b2c3d is not made by the files that were read, so an endpoint of it may stand elsewhere"), "vpc-0a1b2c3d"],
  ["undetermined/service-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `terraform_data.service.output`, which is known only after apply"), "\"subnet_ids\""],
  ["undetermined/shared-subnet", "undetermined", "aws_eks_cluster.payments", cannotTell("vpc-0d4e5f60 is shared from another account, so an endpoint of it may stand elsewhere"), "[ \"subnet-0a1b2c3d\" ]"],
  ["undetermined/subnets-by-id", "undetermined", "aws_eks_cluster.payments", cannotTell("nothing in the input tells in which VPC subnet-0a1b2c3d lies"), "\"subnet-0a1b2c3d\""],
  ["undetermined/subnets-of-several-vpcs", "undetermined", "aws_eks_cluster.payments", cannotTell("its subnets can lie in several VPCs, and which ones it gets is not known"), "\"subnet_ids\""],
  ["undetermined/tags-alone", "undetermined", "arn:aws:eks:us-east-1:111122223333:cluster/payments", cannotTell("the input does not tell its subnets"), "{ \"ResourceARN\": \"arn:aws:eks:us-east-1:111122223333:cluster…"],
  ["undetermined/tags-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `aws_vpc.main.id`, which is known only after apply"), "\"subnet_ids\""],
  ["undetermined/type-unknown", "undetermined", "aws_eks_cluster.payments", cannotTell("it depends on `terraform_data.type.output`, which is known only after apply"), "\"subnet_ids\""],
  ["undetermined/vpc-looked-up", "undetermined", "aws_eks_cluster.payments", cannotTell("data.aws_vpc.shared is not made by the files that were read, so an endpoint of it may stand elsewhere"), "\"subnet_ids\""],
];

describe("cluster-without-endpoint", () => {
  holdsFixtures(rule, table, mostUndetermined);

  it.each([
    [
      "satisfied/excluded-beside-included",
      "aws_eks_cluster.lab is not judged: it is tagged `GuardDutyManaged` `false`, which excludes it",
    ],
    // https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
    [
      "satisfied/fargate-beside-included",
      "aws_eks_cluster.serverless is not judged: its pods run on Fargate, where the agent is not supported",
    ],
    [
      "satisfied/fargate-in-an-inventory",
      "serverless is not judged: its pods run on Fargate, where the agent is not supported",
    ],
  ])("says which cluster it does not judge: %s", async (fixture, message) => {
    const { notifications } = await reportOf(rule, fixture);
    expect(notifications).toMatchObject([
      { level: "note", code: "not-judged", message: `${rule}: ${message}` },
    ]);
  });

  it.each([
    [
      "satisfied/tagged-true",
      "GuardDuty makes the endpoint of a cluster tagged `GuardDutyManaged` `true`",
    ],
    [
      "satisfied/automation-on",
      "GuardDuty makes the endpoint where it manages the agent automatically",
    ],
    [
      "satisfied/declared-central-endpoint",
      "the configuration declares a guardduty-data endpoint that this VPC reaches",
    ],
    ["satisfied/endpoint", undefined],
  ])("says what the answer rests on: %s", async (fixture, assumption) => {
    const [result] = await resultsOf(rule, fixture);
    expect(result?.assumptions).toEqual(assumption === undefined ? [] : [assumption]);
  });

  it("shows the VPC, and the endpoint of the wrong type", async () => {
    const [result] = await resultsOf(rule, "violated/gateway");
    expect(result?.related.map(({ message, place }) => [message, underlined({ place })])).toEqual([
      ["the VPC of the cluster", '{ "address": "aws_vpc.main", "mode": "managed", "type": "aws…'],
      ["the endpoint of another type", '"Gateway"'],
    ]);
  });
});
