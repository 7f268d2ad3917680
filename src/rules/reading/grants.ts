import type { Cluster, Estate, Guard, IamPrincipal } from "../../model/estate.ts";
import type { Witness } from "../../model/finding.ts";
import type { Place } from "../../model/place.ts";
import type { HeldPolicy } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { instantiate } from "../../iam/sample/candidates.ts";
import { clusterToAsk, sampleCluster, type AskedCluster } from "./asked-cluster.ts";
import { reachOf } from "./guard-reach.ts";
import { mayAllow, textMayAllow } from "./may-allow.ts";
import { Compiler } from "./policy-layers.ts";
import type { TagAnswer, TagQuestions } from "./tag-question.ts";
import type { TrustedPrincipals } from "./trusted-principals.ts";

interface Common {
  readonly subject: string;
  readonly at: Place;
}

/** Whether a principal's own policies let it change the tag. */
export type GrantAnswer =
  | (Common & {
      readonly verdict: "violated";
      readonly what: string;
      readonly witness: Witness | undefined;
      /** The clusters that it can change. */
      readonly clusters: ReadonlySet<Cluster>;
    })
  | (Common & { readonly verdict: "undetermined"; readonly reasons: readonly Reason[] })
  | (Common & { readonly verdict: "satisfied" });

/** Clusters asked about for each principal, at the most. */
const mostClusters = 20;

/**
 * Judges every IAM principal in the input whose policies can grant a change of the tag, and that is
 * neither trusted nor a service-linked role. Others hold no grant that there is anything to say of.
 *
 * @param guards - all service control policies
 */
export function judgeGrants(
  estate: Estate,
  guards: readonly Guard[],
  questions: TagQuestions,
): readonly GrantAnswer[] {
  const compiler = new Compiler();
  const trusted = questions.trusted(guards);
  return estate.principals
    .filter((principal) => !principal.serviceLinked && canTag(principal))
    .filter((principal) => !isTrusted(principal, trusted))
    .map((principal) => judgePrincipal(principal, estate, guards, questions, compiler));
}

function judgePrincipal(
  principal: IamPrincipal,
  estate: Estate,
  guards: readonly Guard[],
  questions: TagQuestions,
  compiler: Compiler,
): GrantAnswer {
  const { subject, place, account, boundary } = principal;
  const id = account.state === "known" ? account.value : undefined;
  const reaches = guards.map((guard) => ({
    guard,
    reach: reachOf(guard, id === undefined ? "unknown account" : { id }, estate.organization),
  }));
  const certain = reaches.flatMap(({ guard, reach }) => (reach.reaches === "yes" ? [guard] : []));
  const possible = reaches.flatMap(({ guard, reach }) => (reach.reaches === "no" ? [] : [guard]));
  const identity = compiler.layer(
    principal.identity.map(({ fact }) => fact),
    principal.identityRest,
  );
  const own = {
    identity,
    "permissions-boundary": boundary.state === "absent" ? undefined : compiler.layer([boundary]),
  };
  const clusters = new Set<Cluster>();
  let breach: Extract<TagAnswer, { answer: "yes" }>["breach"] | undefined;
  let reasons: readonly Reason[] = [];
  for (const { asked, cluster } of askedClusters(principal, estate, id)) {
    const arn = arnOf(principal, asked);
    const answer = questions.byPrincipal(arn, own, possible, asked);
    if (answer.answer === "yes") {
      breach ??= answer.breach;
      if (cluster !== undefined) clusters.add(cluster);
    } else if (answer.answer === "cannot-tell") {
      reasons = answer.reasons;
    } else if (certain.length < possible.length) {
      const without = questions.byPrincipal(arn, own, certain, asked);
      if (without.answer !== "no") reasons = reachReasons(reaches);
    }
  }
  if (breach === undefined) {
    return reasons.length === 0
      ? { verdict: "satisfied", subject, at: place }
      : { verdict: "undetermined", subject, at: place, reasons };
  }
  const grant = breach.decision.determining.find(({ layer }) => layer === "identity");
  const at = grant?.statement.place ?? place;
  if (principal.kind === "holder") {
    const detail = "the policy allows it, and nothing tells who holds the policy";
    return {
      verdict: "undetermined",
      subject,
      at,
      reasons: [{ code: "not-in-input", detail, place: at }],
    };
  }
  const { what, witness } = breach;
  return { verdict: "violated", subject, at, what, witness, clusters };
}

const taggingActions = ["eks:tagresource", "eks:untagresource"];

/** Most principals have nothing to do with EKS, and most texts show it. */
function canTag({ identity, identityRest }: IamPrincipal): boolean {
  return (
    identityRest !== undefined ||
    identity.some((held) => {
      if (held.text !== undefined && !textMayAllow(held.text, "eks")) return false;
      const { fact } = held;
      if (fact.state === "known") return mayAllow(fact.document, taggingActions);
      return fact.state !== "absent";
    })
  );
}

function reachReasons(
  reaches: readonly { readonly reach: ReturnType<typeof reachOf> }[],
): readonly Reason[] {
  return reaches.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : []));
}

/** Clusters of the principal's account; without any, ones that its policies could mean. */
function askedClusters(
  principal: IamPrincipal,
  estate: Estate,
  account: string | undefined,
): readonly { readonly asked: AskedCluster; readonly cluster: Cluster | undefined }[] {
  const own = estate.clusters
    .filter(
      (cluster) =>
        account === undefined ||
        cluster.account.state !== "known" ||
        cluster.account.value === account,
    )
    .slice(0, mostClusters)
    .map((cluster) => {
      const asked = clusterToAsk(cluster);
      const inAccount = cluster.account.state === "known" ? asked : moveTo(asked, account);
      return { asked: inAccount, cluster };
    });
  if (own.length > 0 || estate.clusters.length > 0) return own;
  const sample = sampleCluster(account ?? "");
  const named = resourcePatterns(principal.identity)
    .filter((pattern) => /^arn:[^:]*:eks:[^:]*:[^:]*:cluster\//.test(pattern))
    .slice(0, 3)
    .map((pattern) => {
      const name = instantiate(pattern.slice(pattern.indexOf("cluster/")), "x");
      const arn = instantiate(pattern.split(":", 5).join(":"), "*").split(":");
      const region = arn[3] === "*" || arn[3] === undefined ? "us-east-1" : arn[3];
      const owner = account ?? (/^\d{12}$/.test(arn[4] ?? "") ? (arn[4] ?? "") : sample.account);
      return { ...sample, account: owner, arn: `arn:aws:eks:${region}:${owner}:${name}` };
    });
  return [sample, ...named].map((asked) => ({ asked, cluster: undefined }));
}

function moveTo(asked: AskedCluster, account: string | undefined): AskedCluster {
  if (account === undefined) return asked;
  const parts = asked.arn.split(":");
  parts[4] = account;
  return { ...asked, account, arn: parts.join(":") };
}

function resourcePatterns(policies: readonly HeldPolicy[]): readonly string[] {
  return policies.flatMap(({ fact: policy }) =>
    policy.state === "known"
      ? policy.document.statements.flatMap(({ resource }) =>
          (resource?.items ?? []).flatMap((item) => (item.kind === "text" ? [item.text] : [])),
        )
      : [],
  );
}

/** The principal's ARN; its name in the asked account where the input does not tell its own. */
function arnOf(principal: IamPrincipal, asked: AskedCluster): string {
  const prefix = `arn:${asked.partition}:iam::${asked.account}:`;
  const name = principal.name.state === "known" ? principal.name.value : "unnamed";
  const { arn } = principal;
  switch (principal.kind) {
    case "role":
    case "user":
      return arn.state === "known" ? arn.value : `${prefix}${principal.kind}/${name}`;
    case "group":
      return `${prefix}user/member-of-${name}`;
    case "holder":
      return `${prefix}role/holder`;
  }
}

/** Where the account is not known, the name decides: patterns may name the very account. */
function isTrusted(principal: IamPrincipal, trusted: TrustedPrincipals): boolean {
  const { arn, name, kind } = principal;
  if (arn.state === "known") return trusted.has(arn.value);
  if (name.state !== "known" || (kind !== "role" && kind !== "user")) return false;
  return trusted.patterns.some(
    (pattern) => pattern.endsWith(`:${kind}/${name.value}`) || pattern.endsWith(`/${name.value}`),
  );
}
