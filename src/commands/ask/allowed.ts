import { isAccountId } from "../../aws/account-id.ts";
import { parseArn } from "../../iam/arn.ts";
import { standingOf } from "./organization.ts";
import { exampleAccount, principalFamilies, serviceLinkedRoles } from "./principals.ts";
import type { AllowedQuestion, AskedFamily, Inquiry } from "./question.ts";

/** Any request of the actions by the principals on the resources. */
export function allowedInquiry(question: AllowedQuestion): Inquiry {
  const { actions, resources, principals, trusted, organization, context } = question;
  // Policies of an organisation never bind them, so that every question about one would end there.
  const isLinkedAsked = principals.some((text) => text.includes("aws-service-role/"));
  const asked = principalFamilies({
    among: principals,
    except: isLinkedAsked ? trusted : [...trusted, serviceLinkedRoles],
    partition: "aws",
    account: undefined,
    exceptAccounts: [],
    preferred: [
      `arn:aws:iam::${exampleAccount}:role/anybody`,
      `arn:aws:iam::${exampleAccount}:user/anybody`,
    ],
  });
  const families = asked.flatMap((principal) =>
    actions.flatMap((action) =>
      resourcesOf(action, resources, principals).map((resource): AskedFamily => ({
        action,
        principal,
        resource,
        organization: standingOf(organization),
        of: undefined,
        context,
        can: (request) => `call \`${action}\`${on(request.resource)}`,
      })),
    ),
  );
  const isAnybody = principals.length === 0 && trusted.length === 0;
  return {
    families,
    own: [],
    among: isAnybody ? "" : " who was asked about",
    wish: `call ${actions.map((action) => `\`${action}\``).join(" or ")}${resources.includes("*") ? "" : ` on ${resources.map((text) => `\`${text}\``).join(" or ")}`}`,
    assumptions: isLinkedAsked ? [] : ["Service-linked roles are left out."],
  };
}

function on(resource: string): string {
  return resource === "*" ? "" : ` on \`${resource}\``;
}

/** `*` is every resource, and none, as actions without resource types have it. */
function resourcesOf(
  action: string,
  resources: readonly string[],
  principals: readonly string[],
): readonly (readonly string[])[] {
  if (!resources.includes("*")) return [resources];
  const service = action.split(":")[0]?.toLowerCase() ?? "";
  const named = principals.map((text) => parseArn(text)?.account ?? "").find(isAccountId);
  const example = `arn:aws:${service}:us-east-1:${named ?? exampleAccount}:any`;
  return [[example, "arn:*:*:*:*:*"], ["*"]];
}
