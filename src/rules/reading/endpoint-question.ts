import { telemetryAction } from "../../aws/guardduty.ts";
import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import { askSampled, type SampledAnswer } from "../../iam/sample/ask.ts";
import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { Endpoint, Estate } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { namedAccounts } from "./named-accounts.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { fullAccess, unreadable, type Compiler } from "./policy-layers.ts";

/** Who gets through an endpoint that should not. */
export interface Intruder {
  readonly who: string;
  readonly request: RequestInput;
  readonly nearest: NearDenial | undefined;
}

interface Common {
  readonly assumptions: readonly string[];
}

/** Whether an endpoint's policy lets the trusted accounts through and nobody else. */
export type EndpointAnswer =
  | (Common & { readonly verdict: "satisfied" })
  | (Common & { readonly verdict: "undetermined"; readonly reasons: readonly Reason[] })
  | (Common & {
      readonly verdict: "violated";
      readonly foreign: Intruder | undefined;
      readonly ownLockedOut: boolean;
      /** What locks the owner out; the policy where nobody is. */
      readonly lockedOut: Place;
      readonly owner: string | undefined;
    });

/** A principal to ask about, with the organisation that its account belongs to. */
interface Caller {
  readonly who: string;
  readonly account: string;
  readonly organization: string | undefined;
}

/** Stand for everybody: accounts and an organisation that no policy names. */
const strangers: readonly Caller[] = [
  {
    who: "an account of another organisation",
    account: "999988887777",
    organization: "o-strangers00",
  },
  { who: "an account of no organisation", account: "888877776666", organization: undefined },
];

/** Which values AWS gives these keys for this call, if any, is not documented. */
const unspecified: ReadonlySet<string> = new Set([
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:resourceaccount",
]);

const budget = 2000;

/**
 * Asks who gets {@link telemetryAction} through an endpoint.
 *
 * @param endpoint - a telemetry endpoint
 * @param trust - who may use it, as configured
 */
export function judgeEndpoint(
  endpoint: Endpoint,
  estate: Estate,
  trust: Trust,
  compiler: Compiler,
): EndpointAnswer {
  const { policy } = endpoint;
  const missing = unreadable(policy);
  if (missing !== undefined)
    return { verdict: "undetermined", reasons: [missing], assumptions: [] };
  const document = policy.state === "known" ? policy.document : fullAccess(policy.place, true);
  const layers: Layers = {
    "vpc-endpoint": { policies: [compiler.compile(document)], rest: undefined },
  };
  const { account } = endpoint;
  const owner = account.state === "known" ? account.value : undefined;
  const named = namedAccounts(document);
  const told = [...trust.accounts, ...(owner === undefined ? [] : [owner])];
  const assumed = told.length === 0 ? named : [];
  const assumptions =
    assumed.length === 0
      ? []
      : [
          `The accounts that the policy names (${assumed.join(", ")}) are taken for trusted, because neither input nor configuration tells the endpoint's account`,
        ];
  const accounts = new Set([...told, ...assumed]);
  const organization = organizationOf(estate, trust);
  const ask = (assumedOrganization: string | undefined): EndpointAnswer =>
    judge({
      layers,
      named,
      accounts,
      assumptions,
      organization: assumedOrganization,
      owner,
      place: policy.place,
    });
  if (organization !== undefined) return ask(organization);
  const possible = namedOrganizations(document);
  if (possible.length === 0) return ask(undefined);
  const answers = ["o-unnamed0000", ...possible].map(ask);
  const [first] = answers;
  if (first !== undefined && answers.every(({ verdict }) => verdict === first.verdict))
    return first;
  const detail = `the policy trusts ${possible.map((id) => `the organisation ${id}`).join(" and ")}, and neither input nor configuration names the endpoint's organisation`;
  return {
    verdict: "undetermined",
    reasons: [{ code: "not-in-input", detail, place: policy.place }],
    assumptions,
  };
}

interface Case {
  readonly layers: Layers;
  readonly named: readonly string[];
  readonly accounts: ReadonlySet<string>;
  readonly assumptions: readonly string[];
  readonly organization: string | undefined;
  readonly owner: string | undefined;
  readonly place: Place;
}

function judge(asked: Case): EndpointAnswer {
  const { layers, accounts, organization, assumptions, owner, place } = asked;
  const outsiders = [
    ...strangers,
    ...asked.named
      .filter((account) => !accounts.has(account))
      .map((account): Caller => ({
        who: `the account ${account}, which is not trusted,`,
        account,
        organization: undefined,
      })),
  ];
  let foreign: Intruder | undefined;
  const reasons: Reason[] = [];
  for (const caller of outsiders) {
    const answer = askFor(caller, layers, "role/anybody", place);
    if (answer.answer === "yes") {
      foreign ??= {
        who: caller.who.replace(/,$/, ""),
        request: answer.request,
        nearest: nearestDenial(answer.decision, () => true),
      };
    } else if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
  }
  const own = [...accounts].filter((account) => owner === undefined || account === owner);
  const answers = own.map((account) =>
    askFor({ who: "the owner", account, organization }, layers, undefined, place),
  );
  const ownLockedOut = answers.length > 0 && answers.every(({ answer }) => answer === "no");
  if (foreign !== undefined || ownLockedOut) {
    const denied = answers.find((answer) => answer.answer === "no");
    const lockedOut =
      denied?.answer === "no" ? denied.denied?.determining[0]?.statement.place : undefined;
    return {
      verdict: "violated",
      foreign,
      ownLockedOut,
      lockedOut: lockedOut ?? place,
      owner,
      assumptions,
    };
  }
  const open = answers.find((answer) => answer.answer === "cannot-tell");
  if (open?.answer === "cannot-tell" && answers.every(({ answer }) => answer !== "yes")) {
    reasons.push(...open.reasons);
  }
  return reasons.length > 0
    ? { verdict: "undetermined", reasons, assumptions }
    : { verdict: "satisfied", assumptions };
}

/**
 * @param name - what makes the request; undefined for the agent, which has the identity of its
 *   instance. https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-connectivity.html
 */
function askFor(
  { account, organization }: Caller,
  layers: Layers,
  name: string | undefined,
  place: Place,
): SampledAnswer {
  const principal =
    name === undefined
      ? `arn:aws:sts::${account}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`
      : `arn:aws:iam::${account}:${name}`;
  const context =
    organization === undefined
      ? {}
      : {
          "aws:PrincipalOrgID": organization,
          "aws:PrincipalOrgPaths": [`${organization}/r-root/`],
        };
  const request: RequestInput = { principal, action: telemetryAction, resource: "*", context };
  const derived = ["aws:principalorgid", "aws:principalorgpaths", "aws:principalisawsservice"];
  const principalKeys = ["aws:principalarn", "aws:principalaccount", "aws:principaltype"];
  const fixed = new Set([...derived, ...principalKeys, ...unspecified]);
  const question = { layers, requests: [request], budget };
  const without = askSampled({ ...question, fixed });
  const free = new Set([...fixed].filter((key) => !unspecified.has(key)));
  const withAny = askSampled({ ...question, fixed: free });
  if (without.answer === withAny.answer) return without;
  const detail =
    "AWS does not say which of `aws:ResourceOrgID`, `aws:ResourceOrgPaths` and `aws:ResourceAccount` this call carries";
  return { answer: "cannot-tell", reasons: [{ code: "unspecified-by-aws", detail, place }] };
}

function organizationOf(estate: Estate, trust: Trust): string | undefined {
  const { id } = estate.organization;
  return trust.organization ?? (id.state === "known" ? id.value : undefined);
}

/** Organisations that a policy speaks of, as ids or at the start of paths. */
function namedOrganizations(document: PolicyDocument): readonly string[] {
  const mentions = mentionedKeys([document]);
  const values = ["aws:principalorgid", "aws:principalorgpaths"].flatMap((key) => [
    ...(mentions.get(key)?.values ?? []),
  ]);
  return [...new Set(values.map((value) => value.split("/")[0] ?? value))];
}
