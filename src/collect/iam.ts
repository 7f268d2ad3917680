import type { Answer } from "./answer.ts";
import type { Send, Service } from "./call.ts";
import { isObject, itemsOf, textIn, textsIn, type Json, type JsonObject } from "./json.ts";

/** AWS IAM: the principals of an account with all their policies, in one operation. */
export const iam: Service = {
  name: "iam",
  calls: [
    {
      name: "iam get-account-authorization-details",
      action: "iam:GetAccountAuthorizationDetails",
      scope: "account",
      kept: {
        RoleDetailList: [
          "RoleName",
          "Arn",
          "Path",
          "AssumeRolePolicyDocument",
          "PermissionsBoundary",
          "RolePolicyList",
          "AttachedManagedPolicies",
          "Tags",
        ],
        UserDetailList: [
          "UserName",
          "Arn",
          "Path",
          "PermissionsBoundary",
          "UserPolicyList",
          "GroupList",
          "AttachedManagedPolicies",
          "Tags",
        ],
        GroupDetailList: ["GroupName", "Arn", "Path", "GroupPolicyList", "AttachedManagedPolicies"],
        Policies: ["Arn", "PolicyName", "Path", "PolicyVersionList"],
      },
      feeds: "roles, users, groups and their policies",
    },
  ],
  open: async (settings) => {
    const { IAMClient, GetAccountAuthorizationDetailsCommand } =
      await import("@aws-sdk/client-iam");
    const client = new IAMClient(settings);
    return new Map<string, Send>([
      [
        "iam get-account-authorization-details",
        ({ token }) => client.send(new GetAccountAuthorizationDetailsCommand({ Marker: token })),
      ],
    ]);
  },
};

/**
 * Takes AWS's own managed policies out of the answer about an account, and of every policy all
 * versions but the one that is in force. Of AWS's those count that somebody holds.
 *
 * @param answer - of any call; others come back as they are
 * @param shared - takes AWS's policies by ARN, which are the same in all accounts
 */
export function withoutShared(answer: Answer, shared: Map<string, Json>): Answer {
  if (!("response" in answer) || answer.call !== "iam get-account-authorization-details") {
    return answer;
  }
  const own: Json[] = [];
  const attached = attachedIn(answer.response);
  for (const policy of itemsOf(answer.response["Policies"])) {
    const arn = textIn(policy, "Arn") ?? "";
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    if (!/^arn:[a-z-]+:iam::aws:policy\//.test(arn)) own.push(inForce(policy));
    else if (attached.has(arn) && !shared.has(arn)) shared.set(arn, inForce(policy));
  }
  return { ...answer, response: { ...answer.response, Policies: own } };
}

/** ARNs of the managed policies that principals hold, or that bound them. */
function attachedIn(response: JsonObject): ReadonlySet<string> {
  const principals = ["RoleDetailList", "UserDetailList", "GroupDetailList"].flatMap((key) =>
    itemsOf(response[key]),
  );
  return new Set(
    principals.flatMap((principal) => {
      if (!isObject(principal)) return [];
      const boundary = textIn(principal["PermissionsBoundary"], "PermissionsBoundaryArn");
      const held = textsIn(principal["AttachedManagedPolicies"], "PolicyArn");
      return boundary === undefined ? held : [...held, boundary];
    }),
  );
}

function inForce(policy: Json): Json {
  if (!isObject(policy)) return policy;
  const versions = itemsOf(policy["PolicyVersionList"]).filter(
    (version) => isObject(version) && version["IsDefaultVersion"] === true,
  );
  const kept = versions.map((version) =>
    isObject(version)
      ? Object.fromEntries(Object.entries(version).filter(([key]) => key !== "CreateDate"))
      : version,
  );
  return { ...policy, PolicyVersionList: kept };
}
