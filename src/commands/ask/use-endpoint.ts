import { telemetryAction } from "../../aws/guardduty.ts";
import type { KeyFamily, OrganizationFamily } from "../../iam/search/question.ts";
import { idOf, standingOf } from "./organization.ts";
import { principalFamilies } from "./principals.ts";
import type { AskedFamily, Inquiry, UseEndpointQuestion } from "./question.ts";

type Keys = Readonly<Record<string, KeyFamily>>;

/** Condition keys that the question itself is about, in lower case. */
export const useEndpointKeys: ReadonlySet<string> = new Set([
  "aws:principalorgid",
  "aws:principalorgpaths",
]);

/**
 * Calls of the agent's action by principals that are not trusted, wherever their account stands,
 * and by the agent of the owner's account.
 * https://docs.aws.amazon.com/guardduty/latest/ug/security-vpc-endpoints.html
 */
export function useEndpointInquiry(question: UseEndpointQuestion): Inquiry {
  const { owner, partition, context, trustedOrganization } = question;
  const accounts = [...new Set([owner, ...question.trustedAccounts])];
  const principals = principalFamilies({
    among: question.principals,
    except: question.trusted,
    partition,
    account: undefined,
    exceptAccounts: accounts,
    preferred: strangers.map((account) => `arn:${partition}:iam::${account}:role/anybody`),
  });
  const call = {
    action: telemetryAction,
    resource: ["*"],
    can: () => "send telemetry through the endpoint",
  } as const;
  const families = principals.flatMap((principal) =>
    standings(question).map(({ organization, of }): AskedFamily => ({
      ...call,
      principal,
      organization,
      of,
      context: { ...unspecified, ...context },
    })),
  );
  const organization =
    trustedOrganization === undefined ? "" : ` and the organisation ${trustedOrganization}`;
  return {
    families,
    among: ` outside ${accounts.length === 1 ? "the account" : "the accounts"} ${accounts.join(", ")}${organization}`,
    wish: "send telemetry through the endpoint",
    assumptions: [],
    own: ownPlaces(question).map(({ organization, keys }) => ({
      ...call,
      principal: { kind: "one", principal: agentOf(owner, partition) },
      organization,
      of: undefined,
      context: { ...unspecified, ...keys, ...context },
    })),
  };
}

/** Accounts that no policy is likely to name. */
const strangers = ["999988887777", "888877776666", "777766665555"];

/** Where the account of somebody who is not trusted may stand. */
function standings({
  organization,
  trustedOrganization,
}: UseEndpointQuestion): readonly { organization: OrganizationFamily; of: string }[] {
  const own = idOf(organization);
  const known = [own, trustedOrganization].flatMap((id) => (id === undefined ? [] : [id]));
  return [
    { organization: { kind: "none" }, of: "an account of no organisation" },
    {
      organization: { kind: "other", than: [...new Set(known)] },
      of:
        known.length === 0
          ? "an account of any organisation"
          : "an account of another organisation",
    },
    ...(own === undefined || own === trustedOrganization
      ? []
      : [
          {
            organization: { kind: "member", id: own, paths: undefined } as const,
            of: "another account of the owner's organisation",
          },
        ]),
  ];
}

/** Names end in `*`, so that they count only where a policy speaks of them. */
const unspecified: Keys = Object.fromEntries(
  ["aws:ResourceOrgID", "aws:ResourceOrgPaths", "aws:ResourceAccount"].map((key) => [
    `${key}*`,
    {
      kind: "unknown",
      reason: {
        code: "unspecified-by-aws",
        detail: `AWS does not say whether \`${telemetryAction}\` carries \`${key}\``,
        place: undefined,
      },
    },
  ]),
);

/**
 * The agent has the identity of its instance.
 * https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
 */
function agentOf(account: string, partition: string): string {
  return `arn:${partition}:iam::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`;
}

/** Unlike anybody's, the owner's place is one, known or not: a policy that asks for it leaves it open. */
function ownPlaces({
  organization,
}: UseEndpointQuestion): readonly { organization: OrganizationFamily; keys: Keys }[] {
  const open = (key: string): Keys => ({
    [`${key}*`]: {
      kind: "unknown",
      reason: {
        code: "not-in-input",
        detail: `nothing tells \`${key}\` of the endpoint's account`,
        place: undefined,
      },
    },
  });
  if (organization === undefined) {
    const keys = { ...open("aws:PrincipalOrgID"), ...open("aws:PrincipalOrgPaths") };
    return [{ organization: { kind: "any" }, keys }];
  }
  if (organization === "none") return [{ organization: { kind: "none" }, keys: {} }];
  const { id, paths } = organization;
  if (paths === undefined || paths.length === 0) {
    return [{ organization: standingOf(organization), keys: open("aws:PrincipalOrgPaths") }];
  }
  return paths.map((path) => ({
    organization: { kind: "member", id, paths: [path] },
    keys: {},
  }));
}
