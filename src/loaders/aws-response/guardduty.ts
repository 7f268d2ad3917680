import { entryOf, itemsOf, textOf } from "../plain-value.ts";
import type { EntityType } from "./entity.ts";
import type { ResponseShape } from "./response.ts";

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html */
const detector: EntityType = {
  type: "guardduty:Detector",
  identity: undefined,
  arn: "ServiceRole",
  fields: {
    ServiceRole: "string",
    Status: "string",
    Features: "list",
    DataSources: "map",
    Tags: "map",
  },
};

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_DescribeOrganizationConfiguration.html */
const organizationConfiguration: EntityType = {
  type: "guardduty:OrganizationConfiguration",
  identity: undefined,
  fields: {
    AutoEnable: "boolean",
    AutoEnableOrganizationMembers: "string",
    Features: "list",
    DataSources: "map",
  },
};

/** https://docs.aws.amazon.com/guardduty/latest/APIReference/API_CoverageResource.html */
const coverage: EntityType = {
  type: "guardduty:Coverage",
  identity: "ResourceId",
  owner: "AccountId",
  fields: {
    ResourceId: "string",
    AccountId: "string",
    CoverageStatus: "string",
    Issue: "string",
    ResourceDetails: "map",
  },
};

const caller: EntityType = {
  type: "sts:CallerIdentity",
  identity: "Arn",
  arn: "Arn",
  owner: "Account",
  fields: { Arn: "string", Account: "string", UserId: "string" },
};

const featureFields = {
  Name: "string",
  Status: "string",
  AutoEnable: "string",
  AdditionalConfiguration: "list",
} as const;

/** Responses of Amazon GuardDuty, and the one of AWS STS that tells whose they are. */
export const guarddutyShapes: readonly ResponseShape[] = [
  {
    operation: "guardduty get-detector",
    keys: ["Status"],
    hint: /"?FindingPublishingFrequency\b|guardduty\.amazonaws\.com|RUNTIME_MONITORING/,
    matches: (root) =>
      root.get("ServiceRole").kind !== "absent" ||
      root.get("FindingPublishingFrequency").kind !== "absent" ||
      root.get("Features").kind === "list",
    read: (root, reading) => {
      checkFeatures(root, reading);
      reading.add(detector, root);
    },
  },
  {
    operation: "guardduty describe-organization-configuration",
    keys: ["MemberAccountLimitReached"],
    matches: (root) =>
      ["AutoEnable", "AutoEnableOrganizationMembers", "Features"].some(
        (key) => root.get(key).kind !== "absent",
      ),
    read: (root, reading) => {
      checkFeatures(root, reading);
      reading.add(organizationConfiguration, root);
    },
  },
  {
    operation: "guardduty list-coverage",
    keys: ["Resources"],
    hint: /CoverageStatus/,
    matches: (root) =>
      itemsOf(root.get("Resources")).some(
        (resource) => entryOf(resource, "CoverageStatus").kind !== "absent",
      ),
    read: (root, reading) => {
      reading.each(root, "Resources", (entry) => {
        const type = textOf(entryOf(entry.get("ResourceDetails"), "ResourceType"));
        if (type === undefined || type === "EKS") reading.add(coverage, entry);
      });
    },
  },
  {
    operation: "sts get-caller-identity",
    keys: ["UserId", "Account", "Arn"],
    read: (root, reading) => {
      reading.add(caller, root);
    },
  },
];

function checkFeatures(...[root, reading]: Parameters<ResponseShape["read"]>): void {
  const features = root.get("Features");
  if (features.kind !== "list") return;
  for (const feature of features.items) {
    if (feature.kind === "map") reading.checked(feature, featureFields, "Feature");
    else reading.malformed("an entry of `Features` is not an object", feature.place);
  }
}
