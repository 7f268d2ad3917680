import { instantiate } from "../../iam/sample/candidates.ts";
import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { Organization } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { namedAccounts, namedArns } from "./named-accounts.ts";

/** A principal to ask about, with the organisation that its account belongs to. */
export interface Caller {
  readonly who: string;
  /** Whether it stands for everybody, as the policy names neither it nor its organisation. */
  readonly anybody: boolean;
  readonly principal: string;
  readonly account: string;
  readonly organization: string | undefined;
  /** Where its account may stand in the organisation, each as AWS writes it: `o-1/r-1/ou-1/`. */
  readonly paths: readonly string[];
}

/** Stand for everybody: accounts and an organisation that no policy names. */
const strangers: readonly Caller[] = [
  {
    ...stranger("an account of another organisation", "999988887777", "o-strangers00"),
    anybody: true,
  },
  { ...stranger("an account of no organisation", "888877776666", undefined), anybody: true },
];

const memberOfNamed = "777766665555";

function stranger(
  who: string,
  account: string,
  organization: string | undefined,
  paths?: readonly string[],
): Caller {
  const path = organization === undefined ? [] : [`${organization}/r-root/`];
  return {
    who,
    anybody: false,
    principal: `arn:aws:iam::${account}:role/anybody`,
    account,
    organization,
    paths: paths ?? path,
  };
}

/**
 * Principals that must not get through an endpoint.
 *
 * @param document - the endpoint's policy
 * @param accounts - the trusted accounts
 * @param organization - the trusted organisation
 * @param members - accounts that are known to belong to it
 * @returns those that certainly are outside, and those that belong to the organisation or do not
 */
export function outsiders(
  document: PolicyDocument,
  accounts: ReadonlySet<string>,
  organization: string | undefined,
  members: Organization["nodes"],
): { readonly certain: readonly Caller[]; readonly possible: readonly Caller[] } {
  const foreign = namedOrganizations(document)
    .filter((id) => id !== organization)
    .map((id) => {
      const paths = [...new Set([...namedPaths(document, id), `${id}/r-root/`])].slice(0, 1);
      return stranger(`an account of the organisation ${id}`, memberOfNamed, id, paths);
    });
  const isOutside = (account: string): boolean =>
    !accounts.has(account) && !(organization !== undefined && members.has(account));
  const named = namedAccounts(document)
    .filter(isOutside)
    .map((account) =>
      stranger(`the account ${account}, which is not trusted,`, account, undefined),
    );
  const principals = namedArns(document).flatMap(({ arn, account }) =>
    isOutside(account)
      ? [
          {
            ...stranger(`\`${arn}\`, whose account is not trusted,`, account, undefined),
            principal: arn,
          },
        ]
      : [],
  );
  const others = [...named, ...principals];
  return organization === undefined
    ? { certain: [...strangers, ...foreign, ...others], possible: [] }
    : { certain: [...strangers, ...foreign], possible: others };
}

/**
 * The agent of an account, which has the identity of its instance.
 * https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
 */
export function agentOf(
  account: string,
  organization: string | undefined,
  document: PolicyDocument,
  nodes: Organization["nodes"],
): Caller {
  const told = organization === undefined ? undefined : pathOf(account, organization, nodes);
  const guessed =
    organization === undefined
      ? []
      : [`${organization}/r-root/`, ...namedPaths(document, organization)];
  return {
    who: "the owner",
    anybody: false,
    principal: `arn:aws:sts::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`,
    account,
    organization,
    paths: told === undefined ? guessed : [told],
  };
}

/** Undefined where the tree is not known up to the root. */
function pathOf(
  account: string,
  organization: string,
  nodes: Organization["nodes"],
): string | undefined {
  const steps: string[] = [];
  for (let above = nodes.get(account)?.parent; above !== undefined; above = above.parent) {
    steps.unshift(above.id);
    if (above.kind === "root") return `${organization}/${steps.join("/")}/`;
  }
  return undefined;
}

/** Organisations that a policy speaks of, as ids or at the start of paths. */
export function namedOrganizations(document: PolicyDocument): readonly string[] {
  const mentions = mentionedKeys([document]);
  const values = ["aws:principalorgid", "aws:principalorgpaths"].flatMap((key) => [
    ...(mentions.get(key)?.values ?? []),
  ]);
  const ids = values.map((value) => value.split("/")[0] ?? value);
  return [...new Set(ids.filter((id) => /^o-[a-z0-9]+$/.test(id)))];
}

/** One path for each pattern of paths in an organisation that a policy speaks of. */
function namedPaths(document: PolicyDocument, organization: string): readonly string[] {
  const patterns = mentionedKeys([document]).get("aws:principalorgpaths")?.values ?? [];
  return [...patterns]
    .filter((pattern) => pattern.startsWith(`${organization}/`))
    .map((pattern) => `${instantiate(pattern, "x").replace(/\/$/, "")}/`);
}
