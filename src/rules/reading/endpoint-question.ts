import { partitionOf } from "../../aws/partitions.ts";
import type { Layers } from "../../iam/layers.ts";
import type { RequestInput } from "../../iam/request.ts";
import type { Answer, OrganizationFamily } from "../../iam/search/question.ts";
import type { Endpoint, Estate } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import {
  agentOf,
  outsiders,
  whoIn,
  type Audience,
  type EndpointFamily,
} from "./endpoint-families.ts";
import { Distinctions } from "./distinctions.ts";
import type { Inquiry } from "./inquiry.ts";
import { namedOrganizations } from "./named-accounts.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { placeInOrganization, placesNamedIn } from "./organization-place.ts";
import { trustedAccounts, type TrustedAccounts } from "./trusted-accounts.ts";
import { fullAccess, unreadable, type Compiler } from "./policy-layers.ts";
import { shapeOf } from "./policy-shape.ts";
import { denyingIn } from "./proof.ts";
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
  /** With the denies that carry the proof. */
  | (Common & { readonly verdict: "satisfied"; readonly carriedBy: readonly Statement[] })
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
      /** Whether the policy or somebody else names the accounts that are trusted. */
      readonly knowsAccounts: boolean;
    });

/** What endpoints are judged with. */
export interface Judging {
  readonly estate: Estate;
  /** Who may use endpoints, as configured. */
  readonly trust: Trust;
  readonly compiler: Compiler;
  readonly inquiry: Inquiry;
  /** The statements that carry what was proved, by index, for policies of the same shape. */
  readonly proofs: Map<string, readonly number[]>;
}

/**
 * Asks who gets `guardduty:SendSecurityTelemetry` through an endpoint.
 *
 * @param endpoint - a telemetry endpoint
 */
export function judgeEndpoint(endpoint: Endpoint, judging: Judging): EndpointAnswer {
  const { policy } = endpoint;
  const missing = unreadable(policy);
  if (missing !== undefined)
    return { verdict: "undetermined", reasons: [missing], assumptions: [] };
  const document = policy.state === "known" ? policy.document : fullAccess(policy.place, true);
  const compiled = judging.compiler.compile(document);
  const distinctions = new Distinctions([compiled]);
  const trusted = trustedAccounts(endpoint, document, distinctions.mentions, judging.trust);
  const { own, assumptions } = trusted;
  const shape = own === undefined ? undefined : shapeOf(document, distinctions, own);
  const where = distinctions.mentions.has("aws:principalorgpaths") ? own : "";
  const key = JSON.stringify([shape, partitionFor(endpoint), where]);
  const known = shape === undefined ? undefined : judging.proofs.get(key);
  if (known !== undefined) {
    const carriedBy = document.statements.filter(({ index }) => known.includes(index));
    return { verdict: "satisfied", carriedBy, assumptions };
  }
  const answer = judgeAlone(endpoint, document, distinctions, trusted, judging);
  if (shape !== undefined && answer.verdict === "satisfied") {
    judging.proofs.set(
      key,
      answer.carriedBy.map(({ index }) => index),
    );
  }
  return answer;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionFor({ region }: Endpoint): string {
  return region.state === "known" ? partitionOf(region.value) : "aws";
}

function judgeAlone(
  endpoint: Endpoint,
  document: PolicyDocument,
  { mentions }: Distinctions,
  { owner, accounts, assumptions }: TrustedAccounts,
  { estate, trust, compiler, inquiry }: Judging,
): EndpointAnswer {
  const { policy } = endpoint;
  const quotable = isQuotable(document);
  const { id, nodes } = estate.organization;
  const own = id.state === "known" ? id.value : undefined;
  const judgeFor = (organization: string | undefined): EndpointAnswer => {
    const isTree = organization !== undefined && (own === undefined || own === organization);
    return judge({
      document,
      mentions,
      partition: partitionFor(endpoint),
      accounts: new Set(accounts),
      organization,
      members: isTree ? nodes : new Set(),
      place: policy.place,
      layers: { "vpc-endpoint": { policies: [compiler.compile(document)], rest: undefined } },
      nodes,
      assumptions,
      quotable,
      owner,
      inquiry,
    });
  };
  const organization = trust.organization ?? own;
  const possible = organization === undefined ? namedOrganizations(mentions) : [];
  if (possible.length === 0) return judgeFor(organization);
  // What the policy names comes first: its message is the one that is true either way.
  const answers = [...possible, "o-unnamed0000"].map(judgeFor);
  const [first] = answers;
  if (first !== undefined && answers.every(({ verdict }) => verdict === first.verdict))
    return first;
  const ids = possible.map((one) => `the organisation ${one}`).join(" and ");
  const detail = `the policy trusts ${quotable ? ids : "an organisation"}, and neither input nor configuration names the endpoint's organisation`;
  return {
    verdict: "undetermined",
    reasons: [{ code: "not-in-input", detail, place: policy.place }],
    assumptions,
  };
}

interface Case extends Audience {
  readonly layers: Layers;
  readonly nodes: Estate["organization"]["nodes"];
  readonly assumptions: readonly string[];
  readonly quotable: boolean;
  readonly owner: string | undefined;
  readonly inquiry: Inquiry;
}

function judge(asked: Case): EndpointAnswer {
  const { accounts, assumptions, owner, place, inquiry, layers, quotable } = asked;
  const { certain, possible } = outsiders(asked);
  const reasons: Reason[] = [];
  const outside = inquiry.ask(layers, certain);
  if (outside.answer === "cannot-tell") reasons.push(...outside.reasons);
  const foreign = outside.answer === "yes" ? intruder(outside, asked) : undefined;
  const named = inquiry.ask(layers, possible);
  if (named.answer === "yes") {
    const account = named.request.principal.split(":")[4] ?? "";
    const who = quotable ? `the account ${account}` : "an account";
    const detail = `the policy lets ${who} through, and nothing tells whether it belongs to the trusted organisation`;
    reasons.push({ code: "not-in-input", detail, place });
  } else if (named.answer === "cannot-tell") {
    reasons.push(...named.reasons);
  }
  const own = [...accounts].filter((account) => owner === undefined || account === owner);
  const answers =
    own.length === 0 ? [askForAnybody(asked)] : own.map((account) => askForAgent(account, asked));
  // Where nothing tells the own account, it may be the one that gets through.
  const asksOwn = own.length > 0 || foreign === undefined;
  const ownLockedOut = asksOwn && answers.every(({ answer }) => answer === "no");
  if (foreign !== undefined || ownLockedOut) {
    const [denied] = answers.flatMap((answer) =>
      answer.answer === "no" ? denyingIn(answer.grounds) : [],
    );
    return {
      verdict: "violated",
      foreign,
      ownLockedOut,
      lockedOut: denied?.place ?? place,
      lockedOutBy: denialText(denied, quotable),
      owner,
      knowsAccounts: accounts.size > 0,
      assumptions,
    };
  }
  const open = answers.find((answer) => answer.answer === "cannot-tell");
  if (open?.answer === "cannot-tell" && answers.every(({ answer }) => answer !== "yes")) {
    reasons.push(...open.reasons);
  }
  if (reasons.length > 0) return { verdict: "undetermined", reasons, assumptions };
  const grounds = [outside, named].flatMap((one) => (one.answer === "no" ? one.grounds : []));
  return { verdict: "satisfied", carriedBy: denyingIn(grounds), assumptions };
}

function denialText(deny: Statement | undefined, quotable: boolean): string {
  if (deny === undefined) return "no statement allows it";
  return deny.sid === undefined || !quotable
    ? "a deny covers it"
    : `the deny \`${deny.sid}\` covers it`;
}

function intruder(
  { family, request, decision }: Extract<Answer<EndpointFamily>, { answer: "yes" }>,
  asked: Case,
): Intruder {
  const { quotable } = asked;
  return {
    anybody: family.anybody,
    who: quotable ? whoIn(family, request, asked) : "an account that is not trusted",
    request: quotable ? request : undefined,
    nearest: nearestDenial(decision, request, () => true),
  };
}

/** Stands for the endpoint's account where nothing tells it; no policy is written for it. */
const anyAccount = "210987654321";

/**
 * Where nothing tells the endpoint's account and the policy names none, the agent of one account
 * stands for those of all. Within an organisation it may still stand where the policy lets it through.
 */
function askForAnybody(asked: Case): Answer<EndpointFamily> {
  const answer = askForAgent(anyAccount, asked);
  if (answer.answer !== "no" || asked.organization === undefined) return answer;
  const detail =
    "nothing tells the endpoint's account, and the policy does not let an account through that it does not name";
  const reason: Reason = { code: "not-in-input", detail, place: asked.place };
  return { answer: "cannot-tell", reasons: [reason], request: undefined };
}

/** Asks for every place in an organisation, or outside, that the account may have. */
function askForAgent(account: string, asked: Case): Answer<EndpointFamily> {
  const { inquiry, layers, organization, place } = asked;
  const answers = whereabouts(account, asked).map((where) =>
    inquiry.ask(layers, [agentOf(account, where, asked)]),
  );
  const [first = { answer: "no", grounds: [], least: true } as const, ...others] = answers;
  if (others.every(({ answer }) => answer === first.answer)) return first;
  const detail =
    organization === undefined
      ? "nothing tells whether the endpoint's account belongs to an organisation"
      : `nothing tells where the endpoint's account stands in the organisation ${organization}`;
  const reason: Reason = { code: "not-in-input", detail, place };
  return { answer: "cannot-tell", reasons: [reason], request: undefined };
}

function whereabouts(
  account: string,
  { organization: id, nodes, mentions }: Case,
): readonly OrganizationFamily[] {
  if (id === undefined) return [{ kind: "none" }, { kind: "other", than: [] }];
  const told = placeInOrganization(account, id, nodes);
  const places = told === undefined ? placesNamedIn(mentions, id) : [told];
  return places.map((place) => ({ kind: "member", id, paths: [place] }));
}
