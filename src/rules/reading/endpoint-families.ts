import { telemetryAction } from "../../aws/guardduty.ts";
import { parsePrincipal } from "../../iam/principal.ts";
import type { RequestInput } from "../../iam/request.ts";
import type {
  KeyFamily,
  OrganizationFamily,
  PrincipalFamily,
  RequestFamily,
} from "../../iam/search/question.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import { namedAccounts, namedArns, namedOrganizations, type Mentions } from "./named-accounts.ts";

/** All requests of some principals to send telemetry through an endpoint. */
export interface EndpointFamily extends RequestFamily {
  /** Whether they stand for everybody, as the policy names neither account nor organisation. */
  readonly anybody: boolean;
}

/** Whom an endpoint is for, and what its policy says of others. */
export interface Audience {
  readonly document: PolicyDocument;
  readonly mentions: Mentions;
  readonly partition: string;
  /** The trusted accounts. */
  readonly accounts: ReadonlySet<string>;
  /** The trusted organisation. */
  readonly organization: string | undefined;
  /** Accounts that are known to belong to it. */
  readonly members: { readonly has: (account: string) => boolean };
  /** Of the policy. */
  readonly place: Place;
}

/** Principals that must not get through an endpoint. */
export interface Outsiders {
  readonly certain: readonly EndpointFamily[];
  /** Accounts that the policy names and that belong to the trusted organisation or do not. */
  readonly possible: readonly EndpointFamily[];
}

/**
 * Every role, user and root user outside the trusted accounts and organisation. Accounts that the
 * policy names are asked apart: nothing else tells one account from another.
 */
export function outsiders(audience: Audience): Outsiders {
  const { document, mentions, accounts, organization, members } = audience;
  const all = namedAccounts(document, mentions);
  const named = all.filter((account) => !accounts.has(account) && !members.has(account));
  const trusted = organization === undefined ? [] : [organization];
  const foreign = namedOrganizations(mentions).filter((id) => id !== organization);
  const exceptAccounts = [...new Set([...accounts, ...all])];
  const unnamed = (account: string): PrincipalFamily =>
    principals(audience, { exceptAccounts, preferred: [account] });
  const other: OrganizationFamily = { kind: "other", than: [...trusted, ...foreign] };
  const strangers = [
    family(audience, unnamed("999988887777"), other, true),
    family(audience, unnamed("888877776666"), { kind: "none" }, true),
    ...foreign.map((id) =>
      family(audience, unnamed("777766665555"), { kind: "member", id, paths: undefined }, false),
    ),
  ];
  if (named.length === 0) return { certain: strangers, possible: [] };
  const them = principals(audience, { among: named, preferred: named });
  const asked = (where: OrganizationFamily): EndpointFamily => family(audience, them, where, false);
  return organization === undefined
    ? { certain: [...strangers, asked({ kind: "any" })], possible: [] }
    : {
        certain: strangers,
        possible: [asked({ kind: "none" }), asked({ kind: "other", than: trusted })],
      };
}

/**
 * The agent of an account, which has the identity of its instance.
 * https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
 *
 * @param account - its id
 * @param organization - where the account stands
 */
export function agentOf(
  account: string,
  organization: OrganizationFamily,
  audience: Audience,
): EndpointFamily {
  const session = `assumed-role/aws:ec2-instance/i-0123456789abcdef0`;
  const principal = `arn:${audience.partition}:sts::${account}:${session}`;
  return family(audience, { kind: "one", principal }, organization, false);
}

/**
 * Who makes a request, as a message names it: a session makes one only where the policy names it.
 *
 * @param found - the family of the request
 */
export function whoIn(
  { organization }: EndpointFamily,
  { principal }: RequestInput,
  { document, mentions }: Audience,
): string {
  const account = principal.split(":")[4] ?? "";
  const isSession = parsePrincipal(principal)?.kind === "session";
  if (isSession || namedArns(document, mentions).includes(principal)) {
    return `\`${principal}\` of an untrusted account`;
  }
  if (namedAccounts(document, mentions).includes(account)) {
    return `the untrusted account ${account}`;
  }
  switch (organization.kind) {
    case "none":
      return "an account of no organisation";
    case "member":
      return `an account of the organisation ${organization.id}`;
    case "any":
    case "other":
      return "an account of another organisation";
  }
}

/** Accounts that are tried first, at the most. */
const mostPreferred = 8;

function principals(
  { partition }: Audience,
  which: {
    readonly among?: readonly string[];
    readonly exceptAccounts?: readonly string[];
    readonly preferred: readonly string[];
  },
): PrincipalFamily {
  const arn = (account: string, resource: string): string =>
    `arn:${partition}:iam::${account}:${resource}`;
  return {
    kind: "any",
    kinds: ["role", "user", "federated-user", "root"],
    partition,
    // Federated users have an ARN of STS.
    among: (which.among ?? []).map((account) => `arn:${partition}:*::${account}:*`),
    except: [],
    exceptAccounts: which.exceptAccounts ?? [],
    preferred: which.preferred
      .slice(0, mostPreferred)
      .map((account) => arn(account, "role/anybody")),
  };
}

function family(
  { place }: Audience,
  principal: PrincipalFamily,
  organization: OrganizationFamily,
  anybody: boolean,
): EndpointFamily {
  const detail =
    "AWS does not say which of `aws:ResourceOrgID`, `aws:ResourceOrgPaths` and `aws:ResourceAccount` this call carries";
  const unspecified: KeyFamily = {
    kind: "unknown",
    reason: { code: "unspecified-by-aws", detail, place },
  };
  return {
    action: telemetryAction,
    principal,
    resource: ["*"],
    organization,
    context: {
      "aws:ResourceAccount": unspecified,
      "aws:ResourceOrgID": unspecified,
      "aws:ResourceOrgPaths": unspecified,
    },
    anybody,
  };
}
