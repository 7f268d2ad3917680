import { telemetryAction } from "../../aws/guardduty.ts";
import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import { askSampled, type SampledAnswer } from "../../iam/sample/ask.ts";
import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { Endpoint, Estate, Organization } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { agentOf, namedOrganizations, outsiders, type Caller } from "./endpoint-callers.ts";
import { namedAccounts } from "./named-accounts.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { fullAccess, unreadable, type Compiler } from "./policy-layers.ts";
import { isQuotable } from "./quotable.ts";

/** Who gets through an endpoint that should not. */
export interface Intruder {
  readonly who: string;
  /** Whether it stands for everybody, as the policy names neither it nor its organisation. */
  readonly anybody: boolean;
  /** Undefined where it would quote a sensitive policy. */
  readonly request: RequestInput | undefined;
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
      /** A clause about what locks the owner out. */
      readonly lockedOutBy: string;
      readonly owner: string | undefined;
    });

/** Which values AWS gives these keys for this call, if any, is not documented. */
const unspecified: ReadonlySet<string> = new Set([
  "aws:resourceorgid",
  "aws:resourceorgpaths",
  "aws:resourceaccount",
]);

/** Follow from who makes the request, and are never chosen freely. */
const derived: ReadonlySet<string> = new Set([
  "aws:principalarn",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principalisawsservice",
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
  const quotable = isQuotable(document);
  const told = [...trust.accounts, ...(owner === undefined ? [] : [owner])];
  const assumed = told.length === 0 ? namedAccounts(document) : [];
  const list = quotable ? ` (${assumed.join(", ")})` : "";
  const assumptions =
    assumed.length === 0
      ? []
      : [
          `The accounts that the policy names${list} are taken for trusted, because neither input nor configuration tells the endpoint's account`,
        ];
  const shared = {
    layers,
    mentions: mentionedKeys([document]),
    document,
    accounts: new Set([...told, ...assumed]),
    nodes: estate.organization.nodes,
    assumptions,
    quotable,
    owner,
    place: policy.place,
  };
  const organization = organizationOf(estate, trust);
  if (organization !== undefined) return judge({ ...shared, organization });
  const possible = namedOrganizations(document);
  if (possible.length === 0) return judge({ ...shared, organization: undefined });
  // What the policy names comes first: its message is the one that is true either way.
  const answers = [...possible, "o-unnamed0000"].map((id) =>
    judge({ ...shared, organization: id }),
  );
  const [first] = answers;
  if (first !== undefined && answers.every(({ verdict }) => verdict === first.verdict))
    return first;
  const ids = possible.map((id) => `the organisation ${id}`).join(" and ");
  const detail = `the policy trusts ${quotable ? ids : "an organisation"}, and neither input nor configuration names the endpoint's organisation`;
  return {
    verdict: "undetermined",
    reasons: [{ code: "not-in-input", detail, place: policy.place }],
    assumptions,
  };
}

interface Case {
  readonly layers: Layers;
  readonly mentions: ReturnType<typeof mentionedKeys>;
  readonly document: PolicyDocument;
  readonly accounts: ReadonlySet<string>;
  readonly nodes: Organization["nodes"];
  readonly assumptions: readonly string[];
  readonly quotable: boolean;
  readonly organization: string | undefined;
  readonly owner: string | undefined;
  readonly place: Place;
}

function judge(asked: Case): EndpointAnswer {
  const { document, accounts, nodes, organization, assumptions, owner, place } = asked;
  const { certain, possible } = outsiders(document, accounts, organization, nodes);
  let foreign: Intruder | undefined;
  const reasons: Reason[] = [];
  for (const caller of certain) {
    const answer = askFor(caller, asked);
    if (answer.answer === "yes") foreign ??= intruder(caller, answer, asked);
    else if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
  }
  for (const caller of possible) {
    if (askFor(caller, asked).answer === "no") continue;
    const account = asked.quotable ? `the account ${caller.account}` : "an account";
    const detail = `the policy lets ${account} through, and nothing tells whether it belongs to the trusted organisation`;
    if (reasons.every((reason) => reason.detail !== detail)) {
      reasons.push({ code: "not-in-input", detail, place });
    }
  }
  const own = [...accounts].filter((account) => owner === undefined || account === owner);
  const answers = own.map((account) =>
    askFor(agentOf(account, organization, document, nodes), asked),
  );
  const ownLockedOut = answers.length > 0 && answers.every(({ answer }) => answer === "no");
  if (foreign !== undefined || ownLockedOut) {
    const denied = answers.flatMap((answer) => (answer.answer === "no" ? [answer.denied] : []));
    const statement = denied[0]?.determining[0]?.statement;
    return {
      verdict: "violated",
      foreign,
      ownLockedOut,
      lockedOut: statement?.place ?? place,
      lockedOutBy: denialText(statement, asked.quotable),
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

function denialText(deny: Statement | undefined, quotable: boolean): string {
  if (deny === undefined) return "no statement allows it";
  return deny.sid === undefined || !quotable
    ? "a deny covers it"
    : `the deny \`${deny.sid}\` covers it`;
}

function intruder(
  { who, anybody }: Caller,
  { request, decision }: Extract<SampledAnswer, { answer: "yes" }>,
  { quotable }: Case,
): Intruder {
  return {
    anybody,
    who: quotable ? who.replace(/,$/, "") : "an account that is not trusted",
    request: quotable ? request : undefined,
    nearest: nearestDenial(decision, request, () => true),
  };
}

/** Asks for every place in the organisation that the caller's account may have. */
function askFor(caller: Caller, asked: Case): SampledAnswer {
  const { organization, paths } = caller;
  const [first = ask(caller, undefined, asked), ...others] = paths.map((path) =>
    ask(caller, path, asked),
  );
  if (others.every(({ answer }) => answer === first.answer)) return first;
  const detail = `nothing tells where the endpoint's account stands in the organisation ${organization ?? ""}`;
  return {
    answer: "cannot-tell",
    reasons: [{ code: "not-in-input", detail: detail.trimEnd(), place: asked.place }],
  };
}

function ask(
  { principal, organization }: Caller,
  path: string | undefined,
  { layers, mentions, place }: Case,
): SampledAnswer {
  const context = {
    ...(mentions.has("aws:principalisawsservice") ? { "aws:PrincipalIsAWSService": "false" } : {}),
    ...(organization === undefined ? {} : { "aws:PrincipalOrgID": organization }),
    ...(path === undefined ? {} : { "aws:PrincipalOrgPaths": [path] }),
  };
  const request: RequestInput = { principal, action: telemetryAction, resource: "*", context };
  const fixed = new Set([...derived, ...unspecified]);
  const question = { layers, mentions, requests: [request], budget };
  const without = askSampled({ ...question, fixed });
  if (![...unspecified].some((key) => mentions.has(key))) return without;
  const withAny = askSampled({ ...question, fixed: derived });
  if (without.answer === withAny.answer) return without;
  const detail =
    "AWS does not say which of `aws:ResourceOrgID`, `aws:ResourceOrgPaths` and `aws:ResourceAccount` this call carries";
  return { answer: "cannot-tell", reasons: [{ code: "unspecified-by-aws", detail, place }] };
}

function organizationOf(estate: Estate, trust: Trust): string | undefined {
  const { id } = estate.organization;
  return trust.organization ?? (id.state === "known" ? id.value : undefined);
}
