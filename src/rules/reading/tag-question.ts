import type { Layers } from "../../iam/layers.ts";
import { Allowance, askSampled } from "../../iam/sample/ask.ts";
import { mentionedKeys } from "../../iam/sample/mentions.ts";
import type { RequestInput } from "../../iam/request.ts";
import type { Decision } from "../../iam/decide.ts";
import type { StatementResult } from "../../iam/evaluate-layer.ts";
import type { Guard } from "../../model/estate.ts";
import type { Witness } from "../../model/finding.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { alikes, type AskedCluster } from "./asked-cluster.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { fullAccess, type Compiler } from "./policy-layers.ts";
import { isQuotable } from "./quotable.ts";
import {
  fixedForTagging,
  tagChanges,
  untrustedPrincipals,
  type TagChange,
} from "./tag-requests.ts";
import { exemptions, trustedPrincipals, type TrustedPrincipals } from "./trusted-principals.ts";

/** A change that gets through. */
export interface TagBreach {
  /** Completes a sentence: "a role can set …". */
  readonly what: string;
  /** Who can, as a message names it. */
  readonly who: string;
  /** Undefined where it would quote a sensitive policy. */
  readonly witness: Witness | undefined;
  readonly nearest: NearDenial | undefined;
  readonly decision: Decision;
}

/** Whether somebody untrusted can change the tag. */
export type TagAnswer =
  | { readonly answer: "yes"; readonly breach: TagBreach }
  | { readonly answer: "no" }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

const budget = 4000;

/** Decisions that a whole run may take: some seconds, whatever the input. */
const mostDecisions = 200_000;

/** Asks about changes of the tag under given policies. */
export class TagQuestions {
  readonly #compiler: Compiler;
  readonly #trust: Trust;
  readonly #fullAccess: PolicyDocument;
  readonly #answers = new Map<string, TagAnswer>();
  readonly #allowance = new Allowance(mostDecisions);

  /**
   * @param trust - who may change the tag, as configured
   * @param place - stands for AWS's own `FullAWSAccess`, which is in no file
   */
  constructor(compiler: Compiler, trust: Trust, place: Place) {
    this.#compiler = compiler;
    this.#trust = trust;
    this.#fullAccess = fullAccess(place, false);
  }

  /** Who is trusted where these service control policies apply. */
  trusted(guards: readonly Guard[]): TrustedPrincipals {
    return trustedPrincipals(this.#trust, documentsOf(guards));
  }

  /**
   * Whether service control policies alone leave somebody untrusted who could change the tag, given
   * permission by IAM.
   *
   * @param guards - the policies that bind the cluster's account, beside `FullAWSAccess`
   */
  underGuards(guards: readonly Guard[], cluster: AskedCluster): TagAnswer {
    const documents = documentsOf(guards);
    // Clusters that no policy tells apart share one answer.
    const alike = documents.every(speaksOfAllResources);
    const told = alike ? { ...cluster, arn: cluster.arn.split(":", 5) } : cluster;
    const key = JSON.stringify([
      told,
      guards.map(({ subject, place }) => [subject, place.source.path]),
    ]);
    const known = this.#answers.get(key) ?? this.#underGuards(guards, documents, cluster);
    this.#answers.set(key, known);
    return known.answer === "yes" ? { ...known, breach: about(known.breach, cluster) } : known;
  }

  #underGuards(
    guards: readonly Guard[],
    documents: readonly PolicyDocument[],
    cluster: AskedCluster,
  ): TagAnswer {
    const trusted = this.trusted(guards);
    const exempted = new Set([...exemptions(documents), ...trusted.patterns]);
    const layers = { scp: this.#scp(guards) };
    let answer: TagAnswer = { answer: "no" };
    for (const alike of alikes(cluster, exempted)) {
      const { account, partition } = alike;
      const principals = untrustedPrincipals(account, partition, exempted, (arn) =>
        trusted.has(arn),
      );
      const asked = this.#ask(layers, principals, alike, documents);
      if (asked.answer === "yes") return asked;
      if (asked.answer === "cannot-tell") answer = asked;
    }
    return answer;
  }

  /**
   * Whether one principal can change the tag.
   *
   * @param own - identity policies and boundary
   * @param guards - the policies that bind the principal's account
   */
  byPrincipal(
    principal: string,
    own: Pick<Layers, "identity" | "permissions-boundary">,
    guards: readonly Guard[],
    cluster: AskedCluster,
  ): TagAnswer {
    const scp = guards.length === 0 ? {} : { scp: this.#scp(guards) };
    const documents = [
      ...documentsOf(guards),
      ...[own.identity, own["permissions-boundary"]].flatMap((set) =>
        (set?.policies ?? []).map(({ document }) => document),
      ),
    ];
    return this.#ask({ ...own, ...scp }, { plain: [principal], near: [] }, cluster, documents);
  }

  #scp(guards: readonly Guard[]): NonNullable<Layers["scp"]> {
    const set = this.#compiler.layer(guards.map(({ policy }) => policy));
    // AWS attaches it to every root, unit and account, and input that lists attachments made by
    // other means does not show it.
    const full = this.#compiler.compile(this.#fullAccess);
    return { levels: [{ policies: [full, ...set.policies], rest: set.rest }], rest: undefined };
  }

  #ask(
    layers: Layers,
    principals: ReturnType<typeof untrustedPrincipals>,
    cluster: AskedCluster,
    documents: readonly PolicyDocument[],
  ): TagAnswer {
    const mentions = mentionedKeys(documents);
    const changes = tagChanges(cluster.states, mentions);
    const given = circumstances(cluster, mentions);
    const asked = new Map<RequestInput, TagChange>();
    for (const change of changes) {
      // Whom a name exempts it exempts whatever else is in the call.
      const whom = change.plain ? [...principals.plain, ...principals.near] : principals.plain;
      for (const principal of whom) {
        const context = { ...given, ...change.context };
        asked.set({ principal, action: change.action, resource: cluster.arn, context }, change);
      }
    }
    const requests = [...asked.keys()];
    const answer = askSampled({
      layers,
      requests,
      fixed: fixedForTagging,
      budget,
      allowance: this.#allowance,
    });
    if (answer.answer !== "yes") return answer;
    const { request, decision } = answer;
    const change = changes.find(
      ({ action, context }) =>
        action === request.action && isPartOf(context, request.context ?? {}),
    );
    const what = change?.what ?? "change the tag";
    const context = request.context ?? {};
    const quotable = documents.every(isQuotable);
    return {
      answer: "yes",
      breach: {
        what,
        who: quotable ? `\`${request.principal}\`` : "somebody whom a sensitive policy exempts",
        decision,
        nearest: nearestDenial(decision, request, concernsTagging),
        witness: quotable
          ? {
              summary: `\`${request.principal}\` can ${what}`,
              request: { ...request, context },
            }
          : undefined,
      },
    };
  }
}

/**
 * What follows from the cluster and from who asks, for the keys that policies speak of.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function circumstances(
  { region }: AskedCluster,
  mentions: ReturnType<typeof mentionedKeys>,
): Readonly<Record<string, string>> {
  return {
    ...(mentions.has("aws:principalisawsservice") ? { "aws:PrincipalIsAWSService": "false" } : {}),
    ...(mentions.has("aws:requestedregion") && region !== undefined
      ? { "aws:RequestedRegion": region }
      : {}),
  };
}

function speaksOfAllResources({ statements, rest }: PolicyDocument): boolean {
  return (
    rest === undefined &&
    statements.every(
      ({ resource }) =>
        resource?.rest === undefined &&
        resource?.items.every((item) => item.kind === "text" && item.text === "*") === true,
    )
  );
}

/** The same breach at another cluster that the policies treat alike. */
function about(breach: TagBreach, { arn }: AskedCluster): TagBreach {
  const { witness } = breach;
  if (witness === undefined) return breach;
  const { request } = witness;
  const own = [...request.resource.split(":", 5), ...arn.split(":").slice(5)].join(":");
  return { ...breach, witness: { ...witness, request: { ...request, resource: own } } };
}

function isPartOf(
  part: NonNullable<RequestInput["context"]>,
  whole: NonNullable<RequestInput["context"]>,
): boolean {
  return Object.entries(part).every(([key, value]) => whole[key] === value);
}

function documentsOf(guards: readonly Guard[]): readonly PolicyDocument[] {
  return guards.flatMap(({ policy }) => (policy.state === "known" ? [policy.document] : []));
}

/** Whether a statement names an action or a tag that is about clusters' tags. */
function concernsTagging({ statement }: StatementResult): boolean {
  return isAboutTagging(statement);
}

/**
 * Whether a statement was written for the tag: it names `GuardDutyManaged`, or an action of EKS that
 * tags. Statements about everything (`*`) were not.
 */
export function isAboutTagging(statement: StatementResult["statement"]): boolean {
  const names = /^eks:(?:\*|(?:un)?tag|(?:un)?tagresource)/i;
  const texts = statement.action.items.flatMap((item) => (item.kind === "text" ? [item.text] : []));
  if (!statement.action.negated && texts.some((text) => names.test(text))) return true;
  return statement.conditions.some(({ key, values }) =>
    [key, ...values.items.flatMap((item) => (item.kind === "text" ? [item.text] : []))].some(
      (text) => /guardduty_?managed/i.test(text),
    ),
  );
}
