import type { MapValue, Value } from "../../model/value.ts";
import { arnParts } from "../arn.ts";
import { entryOf, itemsOf, textOf, withEntries } from "../plain-value.ts";
import type { EntityType, ResponseReading } from "./entity.ts";
import type { ResponseShape } from "./response.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html */
const role: EntityType = {
  type: "iam:Role",
  identity: "RoleName",
  arn: "Arn",
  fields: {
    RoleName: "string",
    Arn: "string",
    Path: "string",
    AssumeRolePolicyDocument: "policy",
    PermissionsBoundary: "map",
    RolePolicyList: "list",
    AttachedManagedPolicies: "list",
    Tags: "list",
  },
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UserDetail.html */
const user: EntityType = {
  type: "iam:User",
  identity: "UserName",
  arn: "Arn",
  fields: {
    UserName: "string",
    Arn: "string",
    Path: "string",
    PermissionsBoundary: "map",
    UserPolicyList: "list",
    GroupList: "list",
    AttachedManagedPolicies: "list",
    Tags: "list",
  },
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GroupDetail.html */
const group: EntityType = {
  type: "iam:Group",
  identity: "GroupName",
  arn: "Arn",
  fields: {
    GroupName: "string",
    Arn: "string",
    GroupPolicyList: "list",
    AttachedManagedPolicies: "list",
  },
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ManagedPolicyDetail.html */
const managedPolicy: EntityType = {
  type: "iam:ManagedPolicy",
  identity: "Arn",
  arn: "Arn",
  fields: { Arn: "string", PolicyName: "string", PolicyVersionList: "list", Document: "policy" },
};

const policyVersion: EntityType = {
  type: "iam:ManagedPolicy",
  identity: undefined,
  fields: { Document: "policy", VersionId: "string", IsDefaultVersion: "boolean" },
};

const inlinePolicy: EntityType = {
  type: "iam:InlinePolicy",
  identity: "PolicyName",
  fields: {
    PolicyName: "string",
    RoleName: "string",
    UserName: "string",
    GroupName: "string",
    PolicyDocument: "policy",
  },
};

const attachedPolicies: EntityType = {
  type: "iam:AttachedPolicies",
  identity: undefined,
  fields: { AttachedPolicies: "list" },
};

const detailKeys = ["RoleDetailList", "UserDetailList", "GroupDetailList"] as const;

/** Responses of AWS IAM. */
export const iamShapes: readonly ResponseShape[] = [
  ...detailKeys.map((key): ResponseShape => ({
    operation: "iam get-account-authorization-details",
    keys: [key],
    read: readDetails,
  })),
  ...["RoleName", "UserName", "GroupName"].map((key): ResponseShape => ({
    operation: `iam get-${key.replace("Name", "").toLowerCase()}-policy`,
    keys: [key, "PolicyDocument"],
    read: (root, reading) => {
      reading.add(inlinePolicy, root);
    },
  })),
  {
    operation: "iam get-policy-version",
    keys: ["PolicyVersion"],
    hint: /"?(?:Document|VersionId)\b/,
    matches: (root) =>
      entryOf(root.get("PolicyVersion"), "Document").kind !== "absent" ||
      entryOf(root.get("PolicyVersion"), "VersionId").kind !== "absent",
    read: (root, reading) => {
      reading.one(root, "PolicyVersion", (entry) => {
        reading.add(policyVersion, entry);
      });
    },
  },
  {
    operation: "iam get-policy",
    keys: ["Policy"],
    hint: /:iam:/,
    matches: (root) => isOfIam(root.get("Policy")),
    read: (root, reading) => {
      reading.one(root, "Policy", (entry) => {
        reading.add(managedPolicy, entry);
      });
    },
  },
  {
    operation: "iam list-policies",
    keys: ["Policies"],
    hint: /:iam:/,
    matches: (root) => itemsOf(root.get("Policies")).some(isOfIam),
    read: (root, reading) => {
      reading.each(root, "Policies", (entry) => {
        addManagedPolicy(entry, reading);
      });
    },
  },
  {
    operation: "iam get-role",
    keys: ["Role"],
    hint: /:iam:/,
    matches: (root) => isOfIam(root.get("Role")),
    read: (root, reading) => {
      reading.one(root, "Role", (entry) => {
        reading.add(role, entry);
      });
    },
  },
  {
    operation: "iam list-roles",
    keys: ["Roles"],
    hint: /:iam:/,
    matches: (root) => itemsOf(root.get("Roles")).some(isOfIam),
    read: (root, reading) => {
      reading.each(root, "Roles", (entry) => {
        reading.add(role, entry);
      });
    },
  },
  {
    operation: "iam get-user",
    keys: ["User"],
    hint: /:iam:/,
    matches: (root) => isOfIam(root.get("User")),
    read: (root, reading) => {
      reading.one(root, "User", (entry) => {
        reading.add(user, entry);
      });
    },
  },
  {
    operation: "iam list-attached-role-policies",
    keys: ["AttachedPolicies"],
    hint: /PolicyArn|:iam:/,
    matches: (root) => root.get("AttachedPolicies").kind === "list",
    read: (root, reading) => {
      reading.add(attachedPolicies, root);
      reading.note(
        "unplaced-response",
        "these attachments do not say whose they are; get-account-authorization-details would tell",
        root.place,
      );
    },
  },
];

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
function readDetails(root: MapValue, reading: ResponseReading): void {
  reading.each(root, "RoleDetailList", (entry) => {
    reading.add(role, withInline(entry, "RolePolicyList", reading));
  });
  reading.each(root, "UserDetailList", (entry) => {
    reading.add(user, withInline(entry, "UserPolicyList", reading));
  });
  reading.each(root, "GroupDetailList", (entry) => {
    reading.add(group, withListed(withInline(entry, "GroupPolicyList", reading)));
  });
  reading.each(root, "Policies", (entry) => {
    addManagedPolicy(entry, reading);
  });
}

/** An entity with its inline policies parsed. */
function withInline(entry: MapValue, key: string, reading: ResponseReading): MapValue {
  const list = entry.get(key);
  if (list.kind !== "list") return entry;
  const fields = { PolicyName: "string", PolicyDocument: "policy" } as const;
  const items = list.items.map((item): Value => {
    if (item.kind === "map") return reading.checked(item, fields, key);
    reading.malformed(`an entry of \`${key}\` is not an object`, item.place);
    return item;
  });
  const { place, rest, sensitive } = list;
  return withEntries(entry, new Map([[key, { kind: "list", items, place, rest, sensitive }]]));
}

/** The printed example of the CLI has a single attachment of a group outside a list. */
function withListed(entry: MapValue): MapValue {
  const key = "AttachedManagedPolicies";
  const value = entry.get(key);
  if (value.kind !== "map") return entry;
  const { place, sensitive } = value;
  const list: Value = { kind: "list", items: [value], rest: undefined, place, sensitive };
  return withEntries(entry, new Map([[key, list]]));
}

/** A managed policy, with the document of its default version beside its own fields. */
function addManagedPolicy(entry: MapValue, reading: ResponseReading): void {
  const versions = itemsOf(entry.get("PolicyVersionList"));
  const current = versions.find(
    (version) => textOf(entryOf(version, "IsDefaultVersion")) === "true",
  );
  const document = current === undefined ? undefined : entryOf(current, "Document");
  const entries: [string, Value][] =
    document === undefined || document.kind === "absent" ? [] : [["Document", document]];
  reading.add(managedPolicy, withEntries(entry, new Map(entries)));
}

function isOfIam(value: Value): boolean {
  return arnParts(textOf(entryOf(value, "Arn")) ?? "")?.service === "iam";
}
