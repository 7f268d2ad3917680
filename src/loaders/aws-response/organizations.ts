import type { Place } from "../../model/place.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { arnParts } from "../arn.ts";
import { entryOf, itemsOf, plainString, textOf, withEntries } from "../plain-value.ts";
import type { EntityType, ResponseReading } from "./entity.ts";
import type { ResponseShape } from "./response.ts";

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
const policy: EntityType = {
  type: "organizations:Policy",
  identity: "Id",
  arn: "Arn",
  fields: { Id: "string", Arn: "string", Name: "string", Type: "string", Content: "policy" },
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListTargetsForPolicy.html */
const policyTargets: EntityType = {
  type: "organizations:PolicyTargets",
  identity: undefined,
  fields: { Targets: "list" },
};

const root: EntityType = {
  type: "organizations:Root",
  identity: "Id",
  arn: "Arn",
  fields: { Id: "string", Arn: "string", PolicyTypes: "list" },
};

const unit: EntityType = {
  type: "organizations:OrganizationalUnit",
  identity: "Id",
  arn: "Arn",
  fields: { Id: "string", Arn: "string", Name: "string" },
};

/** The account that an account's ARN names in its account part is the management account. */
const account: EntityType = {
  type: "organizations:Account",
  identity: "Id",
  owner: "Id",
  arn: "Arn",
  foreignAccount: true,
  fields: { Id: "string", Arn: "string", Name: "string", Status: "string" },
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
const organization: EntityType = {
  type: "organizations:Organization",
  identity: "Id",
  arn: "Arn",
  owner: "MasterAccountId",
  fields: { Id: "string", Arn: "string", MasterAccountId: "string", MasterAccountArn: "string" },
};

const children: EntityType = {
  type: "organizations:Children",
  identity: undefined,
  fields: { Children: "list" },
};

const parents: EntityType = {
  type: "organizations:Parents",
  identity: undefined,
  fields: { Parents: "list" },
};

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
const policyTypes: ReadonlySet<string> = new Set([
  "SERVICE_CONTROL_POLICY",
  "RESOURCE_CONTROL_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "BACKUP_POLICY",
  "TAG_POLICY",
  "CHATBOT_POLICY",
  "AISERVICES_OPT_OUT_POLICY",
  "SECURITYHUB_POLICY",
]);

const nodeTypes: ReadonlySet<string> = new Set(["ROOT", "ORGANIZATIONAL_UNIT", "ACCOUNT"]);

/**
 * Ids as they may stand in a file's name; their forms:
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListChildren.html
 */
const nodeId =
  /(?:^|[^a-z0-9])(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|[0-9]{12})(?![0-9a-z])/;
const parentId = /(?:^|[^a-z0-9])(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})(?![0-9a-z])/;
const childId = /(?:^|[^a-z0-9])(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|[0-9]{12})(?![0-9a-z])/;
const policyId = /(?:^|[^a-z0-9])(p-[0-9a-zA-Z_]{8,128})(?![0-9a-zA-Z_])/;

const ofOrganizations = /:organizations:/;
const ofNodes = /"?(?:ORGANIZATIONAL_UNIT|ACCOUNT|ROOT)"?/;

/** Responses of AWS Organizations. */
export const organizationsShapes: readonly ResponseShape[] = [
  {
    operation: "organizations describe-policy",
    keys: ["Policy"],
    hint: /PolicySummary/,
    matches: (response) => entryOf(response.get("Policy"), "PolicySummary").kind !== "absent",
    read: (response, reading) => {
      reading.one(response, "Policy", (entry) => {
        readPolicy(entry, reading);
      });
    },
  },
  {
    operation: "organizations list-policies",
    keys: ["Policies"],
    hint: /"?(?:SERVICE|RESOURCE)_CONTROL_POLICY|:organizations:/,
    matches: (response) =>
      someItem(response, "Policies", (item) =>
        policyTypes.has(textOf(entryOf(item, "Type")) ?? ""),
      ),
    read: (response, reading) => {
      const target = idInFileName(reading, nodeId);
      reading.each(response, "Policies", (entry) => {
        reading.add(policy, withId(entry, "TargetId", target, entry.place));
      });
    },
  },
  {
    operation: "organizations list-targets-for-policy",
    keys: ["Targets"],
    hint: /TargetId/,
    matches: (response) =>
      someItem(
        response,
        "Targets",
        (item) =>
          entryOf(item, "TargetId").kind !== "absent" &&
          nodeTypes.has(textOf(entryOf(item, "Type")) ?? ""),
      ),
    read: (response, reading) => {
      const id = idInFileName(reading, policyId);
      reading.add(policyTargets, withId(response, "PolicyId", id, response.place));
      if (id === undefined) {
        untold(
          reading,
          "these targets do not say of which policy",
          "the policy's id (p-…)",
          response,
        );
      }
    },
  },
  {
    operation: "organizations list-roots",
    keys: ["Roots"],
    hint: ofOrganizations,
    matches: (response) => someItem(response, "Roots", isOfOrganizations),
    read: (response, reading) => {
      reading.each(response, "Roots", (entry) => {
        reading.add(root, entry);
      });
    },
  },
  {
    operation: "organizations list-children",
    keys: ["Children"],
    hint: ofNodes,
    matches: (response) =>
      someItem(response, "Children", (item) => nodeTypes.has(textOf(entryOf(item, "Type")) ?? "")),
    read: (response, reading) => {
      const id = parentInFileName(reading);
      reading.add(children, withId(response, "ParentId", id, response.place));
      if (id === undefined) {
        untold(
          reading,
          "these children do not say of which parent",
          "its id (r-… or ou-…)",
          response,
        );
      }
    },
  },
  {
    operation: "organizations list-parents",
    keys: ["Parents"],
    hint: ofNodes,
    matches: (response) =>
      someItem(response, "Parents", (item) => nodeTypes.has(textOf(entryOf(item, "Type")) ?? "")),
    read: (response, reading) => {
      const id = idInFileName(reading, childId);
      reading.add(parents, withId(response, "ChildId", id, response.place));
      if (id === undefined) {
        untold(reading, "these parents do not say of which child", "its id", response);
      }
    },
  },
  {
    operation: "organizations list-accounts",
    keys: ["Accounts"],
    hint: ofOrganizations,
    matches: (response) => someItem(response, "Accounts", isOfOrganizations),
    read: (response, reading) => {
      const parent = parentInFileName(reading);
      reading.each(response, "Accounts", (entry) => {
        reading.add(account, withId(entry, "ParentId", parent, entry.place));
      });
    },
  },
  {
    operation: "organizations describe-account",
    keys: ["Account"],
    hint: ofOrganizations,
    matches: (response) => isOfOrganizations(response.get("Account")),
    read: (response, reading) => {
      reading.one(response, "Account", (entry) => {
        reading.add(account, entry);
      });
    },
  },
  {
    operation: "organizations list-organizational-units-for-parent",
    keys: ["OrganizationalUnits"],
    hint: ofOrganizations,
    read: (response, reading) => {
      const parent = parentInFileName(reading);
      reading.each(response, "OrganizationalUnits", (entry) => {
        reading.add(unit, withId(entry, "ParentId", parent, entry.place));
      });
    },
  },
  {
    operation: "organizations describe-organizational-unit",
    keys: ["OrganizationalUnit"],
    hint: ofOrganizations,
    read: (response, reading) => {
      reading.one(response, "OrganizationalUnit", (entry) => {
        reading.add(unit, entry);
      });
    },
  },
  {
    operation: "organizations describe-organization",
    keys: ["Organization"],
    hint: /:organizations:|MasterAccountId/,
    matches: (response) =>
      isOfOrganizations(response.get("Organization")) ||
      entryOf(response.get("Organization"), "MasterAccountId").kind !== "absent",
    read: (response, reading) => {
      reading.one(response, "Organization", (entry) => {
        reading.add(organization, entry);
      });
    },
  },
];

/** The summary's fields and the content side by side, in the shape that lists print. */
function readPolicy(entry: MapValue, reading: ResponseReading): void {
  const summary = entry.get("PolicySummary");
  if (summary.kind !== "map") {
    reading.malformed("`PolicySummary` is not an object", summary.place);
    return;
  }
  // Printed examples leave the id out; the ARN ends with it.
  const id = textOf(summary.get("Id")) ?? policyIdIn(summary.get("Arn"));
  const content = entry.get("Content");
  const entries = new Map<string, Value>();
  if (content.kind !== "absent") entries.set("Content", content);
  if (id !== undefined && summary.get("Id").kind === "absent") {
    entries.set("Id", plainString(id, summary.get("Arn").place));
  }
  reading.add(policy, withEntries(summary, entries));
}

function policyIdIn(arn: Value): string | undefined {
  const last = arnParts(textOf(arn) ?? "")
    ?.resource.split("/")
    .at(-1);
  return last?.startsWith("p-") === true ? last : undefined;
}

function isOfOrganizations(value: Value): boolean {
  return arnParts(textOf(entryOf(value, "Arn")) ?? "")?.service === "organizations";
}

function someItem(response: MapValue, key: string, test: (item: Value) => boolean): boolean {
  return itemsOf(response.get(key)).some(test);
}

function withId(map: MapValue, key: string, id: string | undefined, place: Place): MapValue {
  return id === undefined ? map : withEntries(map, new Map([[key, plainString(id, place)]]));
}

function parentInFileName(reading: ResponseReading): string | undefined {
  return idInFileName(reading, parentId);
}

function idInFileName(reading: ResponseReading, pattern: RegExp): string | undefined {
  return pattern.exec(reading.about)?.[1];
}

function untold(reading: ResponseReading, what: string, id: string, map: MapValue): void {
  reading.note("unplaced-response", `${what}; ${id} in the file's name would tell`, map.place);
}
