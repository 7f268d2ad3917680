import type { Level } from "../model/finding.ts";
import type { Options } from "../model/rule.ts";
import type { Described, Schema } from "./described.ts";

// Patterns of ids: https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
// and https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html

/** A number is accepted where an editor reads one; the linter reads the digits as written. */
const account = {
  title: "an account id of 12 digits",
  type: ["string", "integer"],
  pattern: "^[0-9]{12}$",
  minimum: 0,
  maximum: 999999999999,
} as const satisfies Schema;

const organization = {
  title: "an organization id such as o-a1b2c3d4e5",
  type: "string",
  pattern: "^o-[a-z0-9]{10,32}$",
} as const satisfies Schema;

const root = {
  title: "the id of a root such as r-ab12",
  type: "string",
  pattern: "^r-[0-9a-z]{4,32}$",
} as const satisfies Schema;

const unit = {
  title: "the id of an organizational unit such as ou-ab12-11111111",
  type: "string",
  pattern: "^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$",
} as const satisfies Schema;

const parent = {
  title: "the id of a root or an organizational unit",
  type: "string",
  pattern: "^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$",
} as const satisfies Schema;

const target = {
  title: "the id of a root, an organizational unit or an account",
  type: ["string", "integer"],
  pattern: "^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|[0-9]{12})$",
} as const satisfies Schema;

const vpc = {
  title: "a VPC id such as vpc-0abc",
  type: "string",
  pattern: "^vpc-[0-9a-z]+$",
} as const satisfies Schema;

const subnet = {
  title: "a subnet id such as subnet-0abc",
  type: "string",
  pattern: "^subnet-[0-9a-z]+$",
} as const satisfies Schema;

const text = { title: "text", type: "string", pattern: "\\S" } as const satisfies Schema;

const principal = {
  title: "the ARN of a principal; * and ? are wildcards",
  type: "string",
  pattern: "^arn:[a-z*?-]+:(iam|sts)::[0-9*?]*:\\S+$",
} as const satisfies Schema;

const date = {
  title: "a date of the form YYYY-MM-DD",
  type: "string",
  pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
} as const satisfies Schema;

const accountsByPath = {
  title: "an account id, or a list of { path, account }",
  type: "array",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["account"],
    properties: {
      path: { ...text, description: "A pattern as in .gitignore; without it, every file." },
      account,
    },
  },
} as const satisfies Schema;

const trust = {
  description: "Who may use the endpoints and change the tag.",
  type: "object",
  additionalProperties: false,
  properties: {
    accounts: {
      description: "Accounts that may use the endpoints; without it, the account above.",
      type: "array",
      items: account,
    },
    organization: {
      ...organization,
      description: "Every account of this organization may use the endpoints.",
    },
    principals: {
      description: "Principals that may change the tag.",
      type: "array",
      items: principal,
    },
  },
} as const satisfies Schema;

const facts = {
  description: "Facts that live outside the files.",
  type: "object",
  additionalProperties: false,
  properties: {
    organization: {
      type: "object",
      additionalProperties: false,
      required: ["id"],
      properties: {
        id: organization,
        root,
        "management-account": account,
        units: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["id", "parent"],
            properties: { id: unit, parent },
          },
        },
        accounts: {
          type: "array",
          items: {
            type: "object",
            additionalProperties: false,
            required: ["id", "parent"],
            properties: { id: account, parent },
          },
        },
      },
    },
    attachments: {
      description: "Where policies that stand in files of their own are attached.",
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["policy", "targets"],
        properties: {
          policy: {
            ...text,
            description:
              "Path of the policy's file, as reports print it; `p-FullAWSAccess` for AWS's own, which is then attached to nothing else.",
          },
          targets: { type: "array", items: target },
        },
      },
    },
    "shared-subnets": {
      description: "Subnets that another account shares with the clusters' account.",
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "vpc", "owner"],
        properties: { id: subnet, vpc, owner: account },
      },
    },
    endpoints: {
      description: "Endpoints that are looked after elsewhere.",
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["vpc", "service"],
        properties: {
          vpc,
          service: { ...text, description: "Name of the service: guardduty-data." },
          "reachable-from": {
            description: "Other VPCs that use the endpoint, by peering or a transit gateway.",
            type: "array",
            items: vpc,
          },
        },
      },
    },
  },
} as const satisfies Schema;

const suppression = {
  type: "object",
  additionalProperties: false,
  required: ["rule", "reason"],
  properties: {
    rule: { title: "the id of a rule", type: "string" },
    subject: {
      ...text,
      description: "Address or name of what was judged; * stands for anything.",
    },
    path: { ...text, description: "A pattern as in .gitignore." },
    reason: { ...text, title: "a reason", description: "Why the finding may stay." },
    expires: { ...date, description: "The last day on which the suppression holds." },
  },
} as const satisfies Schema;

/**
 * What a `guardlint.yaml` may hold besides its rules, as JSON Schema. The published schema adds the
 * rules with their options, which only the rules themselves know.
 */
export const baseSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    extends: {
      description: "The rule set to start from; `default`, the shipped one, also where omitted.",
      enum: ["default"],
      default: "default",
    },
    account: {
      description: "The account that the files deploy to, where they do not tell themselves.",
      if: { type: "array" },
      then: accountsByPath,
      else: account,
    },
    trust,
    guardduty: {
      type: "object",
      additionalProperties: false,
      properties: {
        management: {
          description: "How the agent is managed; `infer` reads it from the detectors' features.",
          enum: ["infer", "automatic", "selective", "manual"],
        },
      },
    },
    facts,
    ignore: {
      description: "Patterns of files to leave out, as in .gitignore.",
      type: "array",
      items: text,
    },
    suppressions: {
      description: "Findings that may stay, each with its reason.",
      type: "array",
      items: suppression,
    },
  },
} as const satisfies Schema;

/** How one rule is configured: its level, or its level with options. */
export type RuleEntry = Level | readonly [Level, Options?];

/** A `guardlint.yaml` that has passed validation. */
export type ConfigurationFile = Described<typeof baseSchema> & {
  readonly rules?: Readonly<Record<string, RuleEntry>>;
};
