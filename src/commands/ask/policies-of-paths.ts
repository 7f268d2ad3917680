import { isAccountId } from "../../aws/account-id.ts";
import { isLikeArn } from "../../iam/arn-pattern.ts";
import { parseArn } from "../../iam/arn.ts";
import type { Layers } from "../../iam/layers.ts";
import { parsePrincipal } from "../../iam/principal.ts";
import { readRequest } from "../../iam/request.ts";
import type { Endpoint, Estate, IamPrincipal } from "../../model/estate.ts";
import { mayAllow } from "../../rules/reading/may-allow.ts";
import { Compiler } from "../../rules/reading/policy-layers.ts";
import { telemetryEndpoints } from "../../rules/reading/telemetry-endpoint.ts";
import {
  endpointLayerById,
  endpointPolicy,
  organizationLayers,
  policiesFor,
  policiesOf,
} from "../policies-for.ts";
import { inquiryOf, type Asking } from "./answer.ts";
import type { Policies } from "./answered.ts";
import type { AllowedQuestion, AskedQuestion, ChangeTagQuestion } from "./question.ts";

/** Policies, or why there are none; `message` is a sentence without its final period. */
export type FoundPolicies =
  | { readonly ok: true; readonly policies: Policies }
  | { readonly ok: false; readonly message: string };

/**
 * The policies of an estate that bear on a question.
 *
 * @param question - what is asked
 * @param estate - everything that was read
 * @param endpoint - the endpoint that is asked about, where it was named
 */
export function policiesOfPaths(
  question: AskedQuestion,
  estate: Estate,
  endpoint: string | undefined,
): FoundPolicies {
  switch (question.kind) {
    case "change-tag":
      return underOrganization(question, estate, question.cluster.account);
    case "use-endpoint":
      return throughEndpoint(question, estate, endpoint);
    case "allowed":
      return forAllowed(question, estate);
  }
}

function found(
  askings: readonly Asking[],
  assumptions: readonly string[],
  own?: Layers,
): FoundPolicies {
  return {
    ok: true,
    policies: { askings, own, assumptions: [...new Set(assumptions)], stated: undefined },
  };
}

/**
 * Policies of the organisation bind whatever principals there are; without any, what the principals
 * of the input are granted is all that can be told.
 */
function underOrganization(
  question: ChangeTagQuestion | AllowedQuestion,
  estate: Estate,
  account: string | undefined,
): FoundPolicies {
  const assumptions: string[] = [];
  const bound = account === undefined ? "unknown account" : { id: account };
  const compiler = new Compiler();
  const layers = {
    ...organizationLayers(estate, bound, compiler, assumptions),
    ...(question.kind === "allowed" ? sourceEndpoint(question, estate, compiler) : {}),
  };
  if (Object.keys(layers).length > 0) {
    const told =
      layers.scp === undefined
        ? []
        : [
            "Roles and users are taken to have whatever permissions IAM can give them: service control policies alone are asked.",
          ];
    return found([{ layers, families: inquiryOf(question).families }], [...told, ...assumptions]);
  }
  return byPrincipals(question, estate, account, compiler);
}

function sourceEndpoint(
  { context }: AllowedQuestion,
  estate: Estate,
  compiler: Compiler,
): Pick<Layers, "vpc-endpoint"> {
  const entry = Object.entries(context).find(
    ([key]) => key.toLowerCase() === "aws:sourcevpce",
  )?.[1];
  return entry?.kind === "is" && typeof entry.values === "string"
    ? endpointLayerById(estate, entry.values, compiler)
    : {};
}

const tagActions = {
  TagResource: "eks:tagresource",
  UntagResource: "eks:untagresource",
  CreateCluster: "eks:createcluster",
} as const;

function byPrincipals(
  question: ChangeTagQuestion | AllowedQuestion,
  estate: Estate,
  account: string | undefined,
  compiler: Compiler,
): FoundPolicies {
  const actions =
    question.kind === "allowed"
      ? question.actions.map((action) => action.toLowerCase())
      : question.operations.map((operation) => tagActions[operation]);
  const asked = estate.principals.flatMap((principal) => {
    const arn = arnOf(principal, account);
    if (arn === undefined || principal.serviceLinked || !isAskedAbout(arn, question, account))
      return [];
    return [{ principal, arn }];
  });
  if (asked.length === 0) {
    const whose = account === undefined ? "the principals" : `the account ${account}`;
    return { ok: false, message: `the PATHs hold no policies that bear on ${whose}` };
  }
  const askings = asked.flatMap(({ principal, arn }): readonly Asking[] => {
    const layers = policiesOf(principal, actions, compiler);
    if (!mayGrant(layers, actions)) return [];
    return [{ layers, families: inquiryOf({ ...question, principals: [arn] }).families }];
  });
  const reaches =
    account === undefined ? "bears on the question" : `reaches the account ${account}`;
  return found(askings, [
    `No service control policy of the PATHs ${reaches}: asked are the roles, users and groups that the PATHs hold (${String(asked.length)}), under their own policies.`,
  ]);
}

/** Everything is denied by default: most principals hold no grant that there is anything to ask of. */
function mayGrant({ identity }: Layers, actions: readonly string[]): boolean {
  return (
    identity?.rest !== undefined ||
    identity?.policies.some(({ document }) => mayAllow(document, actions)) === true
  );
}

/** A group stands for its members, and a policy of an unknown holder for nobody who could be named. */
function arnOf(
  { kind, arn, name, account: own }: IamPrincipal,
  account: string | undefined,
): string | undefined {
  if (kind === "holder") return undefined;
  if (kind !== "group" && arn.state === "known") return arn.value;
  const id = own.state === "known" ? own.value : account;
  if (id === undefined || name.state !== "known") return undefined;
  return `arn:aws:iam::${id}:${kind === "group" ? `user/member-of-${name.value}` : `${kind}/${name.value}`}`;
}

function isAskedAbout(
  arn: string,
  { principals, trusted }: ChangeTagQuestion | AllowedQuestion,
  account: string | undefined,
): boolean {
  const fits = (text: string): boolean => text === "*" || text === arn || isLikeArn(text, arn);
  if (account !== undefined && parseArn(arn)?.account !== account) return false;
  return (principals.length === 0 || principals.some(fits)) && !trusted.some(fits);
}

/** A principal that is named has the policies that `guardlint decide` finds for it. */
function forAllowed(question: AllowedQuestion, estate: Estate): FoundPolicies {
  const assumptions: string[] = [];
  const askings: Asking[] = [];
  const [action = ""] = question.actions;
  for (const text of question.principals.length === 0 ? ["*"] : question.principals) {
    const one = { ...question, principals: text === "*" ? [] : [text] };
    const principal = text === "*" ? undefined : parsePrincipal(text);
    const named = parseArn(text)?.account ?? "";
    const policies =
      principal === undefined
        ? underOrganization(one, estate, isAccountId(named) ? named : undefined)
        : ofPrincipal(one, text, action, estate);
    if (!policies.ok) return policies;
    askings.push(...policies.policies.askings);
    assumptions.push(...policies.policies.assumptions);
  }
  return found(askings, assumptions);
}

function ofPrincipal(
  question: AllowedQuestion,
  principal: string,
  action: string,
  estate: Estate,
): FoundPolicies {
  const context = Object.fromEntries(
    Object.entries(question.context).flatMap(([key, family]) =>
      family.kind === "is" ? [[key, family.values]] : [],
    ),
  );
  const read = readRequest({ principal, action, resource: "*", context });
  if (!read.ok) return { ok: false, message: read.message };
  const policies = policiesFor(estate, read.request);
  if (!policies.ok) return policies;
  const { layers, assumptions } = policies;
  return found([{ layers, families: inquiryOf(question).families }], assumptions);
}

function throughEndpoint(
  question: AskedQuestion & { readonly kind: "use-endpoint" },
  estate: Estate,
  named: string | undefined,
): FoundPolicies {
  const endpoint = findEndpoint(estate, named);
  if (!endpoint.ok) return endpoint;
  const compiler = new Compiler();
  const layers = endpointPolicy(endpoint.endpoint, compiler);
  const assumptions: string[] = [];
  const own = {
    ...layers,
    ...organizationLayers(estate, { id: question.owner }, compiler, assumptions),
  };
  return found([{ layers, families: inquiryOf(question).families }], assumptions, own);
}

/** More are not listed in a message. */
const mostListed = 10;

/**
 * @param named - its address or id; undefined for the only one that takes telemetry
 * @returns the endpoint, or why there is none
 */
export function findEndpoint(
  estate: Estate,
  named: string | undefined,
):
  | { readonly ok: true; readonly endpoint: Endpoint }
  | { readonly ok: false; readonly message: string } {
  const all = telemetryEndpoints(estate).certain;
  const found =
    named === undefined
      ? all
      : estate.endpoints.filter(
          ({ subject, id }) => subject === named || (id.state === "known" && id.value === named),
        );
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return { ok: true, endpoint: only };
  const listed = all.slice(0, mostListed).map(({ subject }) => `\`${subject}\``);
  const there =
    all.length === 0
      ? "the PATHs hold no endpoint for telemetry"
      : `there are ${listed.join(", ")}${all.length > mostListed ? ", …" : ""}`;
  if (only !== undefined) {
    const message =
      named === undefined
        ? `the PATHs hold several endpoints for telemetry, and none is named; ${there}`
        : `several endpoints are called \`${named}\``;
    return { ok: false, message };
  }
  return {
    ok: false,
    message: named === undefined ? there : `there is no endpoint \`${named}\`; ${there}`,
  };
}
