import { describe, expect, it } from "vitest";
import { describeCluster, linked, plan, told, type Planned } from "./linked.ts";

const detector = (enable = true): Planned => ({
  address: "aws_guardduty_detector.main",
  after: { enable },
});
const feature = (status: string, agent?: string, name = "RUNTIME_MONITORING"): Planned => ({
  address: "aws_guardduty_detector_feature.runtime",
  after: {
    name,
    status,
    additional_configuration:
      agent === undefined ? [] : [{ name: "EKS_ADDON_MANAGEMENT", status: agent }],
  },
  unknown: { detector_id: true },
  refers: { detector_id: ["aws_guardduty_detector.main.id", "aws_guardduty_detector.main"] },
});
const organization = (auto: string, agent: string): Planned => ({
  address: "aws_guardduty_organization_configuration_feature.runtime",
  after: {
    name: "RUNTIME_MONITORING",
    auto_enable: auto,
    additional_configuration: [{ name: "EKS_ADDON_MANAGEMENT", auto_enable: agent }],
  },
});
const member = (account: string): Planned => ({
  address: "aws_guardduty_member_detector_feature.runtime",
  after: {
    account_id: account,
    name: "RUNTIME_MONITORING",
    status: "ENABLED",
    additional_configuration: [{ name: "EKS_ADDON_MANAGEMENT", status: "ENABLED" }],
  },
});
const without = (one: Planned, attribute: string): Planned => ({
  ...one,
  after: { ...one.after, [attribute]: undefined },
  unknown: { ...one.unknown, [attribute]: true },
  refers: { ...one.refers, [attribute]: ["terraform_data.agent.output", "terraform_data.agent"] },
});
const agent: Planned = { address: "terraform_data.agent", unknown: { output: true } };
const waits =
  "unknown: it depends on `terraform_data.agent.output`, which is known only after apply";

// https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
// https://docs.aws.amazon.com/guardduty/latest/APIReference/API_OrganizationFeatureConfiguration.html
describe("automated agent management, as a plan tells it", () => {
  it.each<[string, readonly Planned[], boolean | string]>([
    ["nothing", [], "absent"],
    ["a detector without features", [detector()], "absent"],
    ["feature and agent on", [detector(), feature("ENABLED", "ENABLED")], true],
    [
      "on under the old name",
      [detector(), feature("ENABLED", "ENABLED", "EKS_RUNTIME_MONITORING")],
      true,
    ],
    ["a feature whose detector stands elsewhere", [feature("ENABLED", "ENABLED")], true],
    ["agent off", [detector(), feature("ENABLED", "DISABLED")], false],
    ["agent not named", [detector(), feature("ENABLED")], false],
    ["feature off", [detector(), feature("DISABLED", "ENABLED")], false],
    ["detector off", [detector(false), feature("ENABLED", "ENABLED")], false],
    ["another feature", [detector(), feature("ENABLED", "ENABLED", "EKS_AUDIT_LOGS")], "absent"],
    ["a status that is not known", [agent, without(feature("", "ENABLED"), "status")], waits],
    [
      "an agent that is not known",
      [agent, without(feature("ENABLED"), "additional_configuration")],
      waits,
    ],
    [
      "an agent that is not known, of a feature that is off",
      [agent, without(feature("DISABLED"), "additional_configuration")],
      false,
    ],
    ["all accounts of the organisation", [organization("ALL", "ALL")], true],
    ["new accounts of the organisation", [organization("NEW", "NEW")], "absent"],
    ["the agent of new accounts", [organization("ALL", "NEW")], "absent"],
    ["no account of the organisation", [organization("NONE", "NONE")], "absent"],
    [
      "all accounts, and one account's own setting off",
      [organization("ALL", "ALL"), feature("ENABLED", "DISABLED")],
      true,
    ],
    [
      "new accounts, and one account's own setting off",
      [organization("NEW", "NEW"), feature("ENABLED", "DISABLED")],
      false,
    ],
    ["set by the administrator for the account", [member("111122223333")], true],
    ["set by the administrator for another account", [member("444455556666")], "absent"],
  ])("%s", async (_, resources, expected) => {
    const { clusters } = await linked({
      "cluster.json": describeCluster("payments"),
      "plan.json": plan(resources),
    });
    expect(clusters.map(({ automation }) => told(automation))).toEqual([expected]);
  });
});

describe("automated agent management reaches", () => {
  it.each([
    ["clusters of its Region", "us-east-1", true],
    ["no other Region", "eu-west-1", "absent"],
  ])("%s", async (_, region, expected) => {
    const { clusters } = await linked({
      "cluster.json": describeCluster("payments"),
      "plan.json": plan([detector(), feature("ENABLED", "ENABLED")], region),
    });
    expect(clusters.map(({ automation }) => told(automation))).toEqual([expected]);
  });
});
