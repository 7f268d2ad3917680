import { partitionOf } from "../../aws/partitions.ts";
import { parseArn } from "../../iam/arn.ts";
import type { Cluster, Estate } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Settings } from "../../model/settings.ts";
import type { Fact } from "../../model/value.ts";
import { reachOf } from "../../rules/reading/guard-reach.ts";
import { trustedPrincipals } from "../../rules/reading/trusted-principals.ts";
import { UsageError } from "../usage-error.ts";
import { findEndpoint } from "./policies-of-paths.ts";
import { patternProblem } from "./principals.ts";
import { clusterArnProblem, clusterNameProblem } from "./problems.ts";
import type {
  AllowedQuestion,
  ChangeTagQuestion,
  Standing,
  UseEndpointQuestion,
} from "./question.ts";
import type { QuestionOptions } from "./question-options.ts";

/** A question with what was taken for granted to make it. */
export interface Made<Question> {
  readonly question: Question;
  readonly assumptions: readonly string[];
}

/**
 * The question about a cluster of the input, or of an account.
 *
 * @throws UsageError where the options leave open which one is meant
 */
export function changeTagFrom(
  options: QuestionOptions,
  estate: Estate,
  settings: Settings,
): Made<ChangeTagQuestion> {
  const cluster = clusterFrom(options, estate, settings);
  const { account } = cluster;
  const trust = trustedPrincipals(settings.trust, guardsOf(estate, account));
  const trusted = trust.patterns
    .map((pattern) => pattern.replaceAll("${aws:PrincipalAccount}", account))
    .filter((pattern) => patternProblem(pattern) === undefined);
  return {
    question: {
      kind: "change-tag",
      cluster,
      organization: standingIn(estate, settings, account),
      principals: options.principals,
      trusted: [...trusted, ...options.notPrincipals],
      operations: ["TagResource", "UntagResource"],
      context: options.context,
    },
    assumptions: trust.assumptions.map((text) => `${text}.`),
  };
}

function guardsOf(estate: Estate, account: string): readonly PolicyDocument[] {
  return estate.guards.flatMap((guard) => {
    const { reaches } = reachOf(guard, { id: account }, estate.organization);
    return reaches !== "no" && guard.policy.state === "known" ? [guard.policy.document] : [];
  });
}

function clusterFrom(
  { cluster: named, account }: QuestionOptions,
  estate: Estate,
  settings: Settings,
): ChangeTagQuestion["cluster"] {
  const given = account ?? configured(settings);
  if (named === undefined) {
    const only = onlyOne(estate.clusters, account);
    if (only !== undefined) return described(only, given);
    return { name: undefined, arn: undefined, account: given ?? missingAccount(), tags: undefined };
  }
  const isArn = named.startsWith("arn:");
  const problem = isArn ? clusterArnProblem(named, undefined, account) : undefined;
  if (problem !== undefined) throw new UsageError(problem);
  const found = estate.clusters.filter((one) => isCalled(one, named) && mayBeOf(one, account));
  const [first, ...others] = found;
  if (others.length > 0) {
    throw new UsageError(
      `several clusters are called '${named}'`,
      undefined,
      `Name one by its ARN, or its account: --account ID`,
    );
  }
  if (first !== undefined) return described(first, given);
  const own = parseArn(named)?.account;
  if (isArn && own !== undefined) {
    return { name: undefined, arn: named, account: own, tags: undefined };
  }
  const unnamed = clusterNameProblem(named);
  if (unnamed !== undefined) throw new UsageError(unnamed);
  return { name: named, arn: undefined, account: given ?? missingAccount(), tags: undefined };
}

function missingAccount(): never {
  throw new UsageError(
    "nothing tells which account's cluster is meant",
    undefined,
    "Name it: --account ID, or the cluster's ARN: --cluster ARN",
  );
}

function configured({ accounts }: Settings): string | undefined {
  return accounts.find(({ path }) => path === undefined)?.account;
}

function onlyOne(clusters: readonly Cluster[], account: string | undefined): Cluster | undefined {
  const [first, ...others] = clusters.filter((cluster) => mayBeOf(cluster, account));
  return others.length === 0 ? first : undefined;
}

function mayBeOf({ account }: Cluster, asked: string | undefined): boolean {
  return asked === undefined || account.state !== "known" || account.value === asked;
}

function isCalled({ subject, name, arn }: Cluster, text: string): boolean {
  return subject === text || known(name) === text || known(arn) === text;
}

function known<T>(fact: Fact<T>): T | undefined {
  return fact.state === "known" && !fact.sensitive ? fact.value : undefined;
}

function described(cluster: Cluster, given: string | undefined): ChangeTagQuestion["cluster"] {
  const name = known(cluster.name);
  const region = known(cluster.region);
  const told = known(cluster.arn);
  const account =
    known(cluster.account) ?? parseArn(told ?? "")?.account ?? given ?? missingAccount();
  const made =
    name === undefined || region === undefined
      ? undefined
      : `arn:${partitionOf(region)}:eks:${region}:${account}:cluster/${name}`;
  const arn = told ?? made;
  const isArn = arn !== undefined && clusterArnProblem(arn, undefined, account) === undefined;
  return { name, arn: isArn ? arn : undefined, account, tags: tagsOf(cluster) };
}

/** Tags of which any could be another stay unknown. */
function tagsOf({ tagSets }: Cluster): ReadonlyMap<string, string> | undefined {
  const [only, ...others] = tagSets;
  if (only === undefined || others.length > 0 || only.rest !== undefined) return undefined;
  const tags = new Map<string, string>();
  for (const { key, value } of only.tags) {
    const text = known(value);
    if (text === undefined) return undefined;
    tags.set(key, text);
  }
  return tags;
}

/**
 * The question about an endpoint of the input.
 *
 * @throws UsageError where the options leave open which one is meant
 */
export function useEndpointFrom(
  options: QuestionOptions,
  estate: Estate,
  settings: Settings,
): Made<UseEndpointQuestion> {
  const found = findEndpoint(estate, options.endpoint);
  if (!found.ok) throw new UsageError(found.message);
  const { endpoint } = found;
  const owner = options.account ?? known(endpoint.account) ?? configured(settings);
  if (owner === undefined) {
    throw new UsageError(
      `nothing tells which account the endpoint '${endpoint.subject}' is in`,
      undefined,
      "Name it: --account ID",
    );
  }
  const region = known(endpoint.region);
  return {
    question: {
      kind: "use-endpoint",
      owner,
      partition: region === undefined ? "aws" : partitionOf(region),
      organization: standingIn(estate, settings, owner),
      principals: options.principals,
      trusted: options.notPrincipals,
      trustedAccounts: settings.trust.accounts,
      trustedOrganization: settings.trust.organization,
      context: options.context,
    },
    assumptions: [],
  };
}

/** The general question. */
export function allowedFrom(options: QuestionOptions): Made<AllowedQuestion> {
  return {
    question: {
      kind: "allowed",
      actions: options.actions,
      resources: options.resources.length === 0 ? ["*"] : options.resources,
      principals: options.principals,
      trusted: options.notPrincipals,
      organization: undefined,
      context: options.context,
    },
    assumptions: [],
  };
}

/** Where an account stands, as far as the tree of the organisation is known. */
function standingIn(estate: Estate, settings: Settings, account: string): Standing {
  const { organization } = estate;
  const id = known(organization.id) ?? settings.trust.organization;
  if (id === undefined) return undefined;
  const steps: string[] = [];
  for (
    let above = organization.nodes.get(account)?.parent;
    above !== undefined;
    above = above.parent
  ) {
    steps.unshift(above.id);
    if (above.kind === "root") return { id, paths: [`${id}/${steps.join("/")}/`] };
  }
  return { id, paths: undefined };
}
