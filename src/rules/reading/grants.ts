import type { Cluster, Estate, Guard, IamPrincipal } from "../../model/estate.ts";
import type { Witness } from "../../model/finding.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";
import type { Ground } from "../../iam/search/question.ts";
import { allowsEverything, binds, type Binding } from "./allowances.ts";
import type { AllowLevels } from "./allow-levels.ts";
import type { AskedCluster } from "./asked-cluster.ts";
import { ReachableClusters } from "./reachable-clusters.ts";
import { GuardReaches, type Reaching } from "./reaching-guards.ts";
import { mayAllow, textMayAllow } from "./may-allow.ts";
import { Compiler } from "./policy-layers.ts";
import type { TagBreach } from "./tag-breach.ts";
import type { TagQuestions } from "./tag-question.ts";
import type { TrustedPrincipals } from "./trusted-principals.ts";

interface Common {
  readonly subject: string;
  readonly at: Place;
  /** Which policies were asked, where that is not plain. */
  readonly assumptions: readonly string[];
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
  | (Common & { readonly verdict: "satisfied"; readonly grounds: readonly Ground[] });

/**
 * Judges every IAM principal in the input whose policies can grant a change of the tag, and that is
 * neither trusted nor a service-linked role. Others hold no grant that there is anything to say of.
 *
 * @param guards - all service control policies
 * @param levels - what they allow at which level
 */
export function judgeGrants(
  estate: Estate,
  guards: readonly Guard[],
  levels: AllowLevels,
  questions: TagQuestions,
): readonly GrantAnswer[] {
  const matter: Matter = {
    reaches: new GuardReaches(guards, estate.organization),
    clusters: new ReachableClusters(estate),
    guards,
    levels,
    questions,
    compiler: new Compiler(),
  };
  const trusted = questions.trusted({ guards, allowances: allowsEverything });
  return estate.principals
    .filter((principal) => canTag(principal) && !principal.serviceLinked)
    .filter((principal) => !isTrusted(principal, trusted))
    .map((principal) => judgePrincipal(principal, matter));
}

interface Matter {
  readonly reaches: GuardReaches;
  readonly clusters: ReachableClusters;
  readonly guards: readonly Guard[];
  readonly levels: AllowLevels;
  readonly questions: TagQuestions;
  readonly compiler: Compiler;
}

function judgePrincipal(
  principal: IamPrincipal,
  { reaches, clusters, guards, levels, questions, compiler }: Matter,
): GrantAnswer {
  const { subject, place, account, boundary } = principal;
  const id = account.state === "known" ? account.value : undefined;
  const bound = id === undefined ? "unknown account" : { id };
  const reaching = reaches.of(bound);
  const allowances = levels.of(bound);
  const certain: Binding = { guards: reaching.certain, allowances };
  const possible: Binding = { guards: reaching.possible, allowances };
  const identity = compiler.layer(
    principal.identity.map(({ fact }) => fact),
    principal.identityRest,
  );
  const own = {
    identity,
    "permissions-boundary": boundary.state === "absent" ? undefined : compiler.layer([boundary]),
  };
  const arnIn = (asked: AskedCluster): string => arnOf(principal, asked);
  const ask = questions.forPrincipal(own, possible, arnIn);
  const askCertain = questions.forPrincipal(own, certain, arnIn);
  const open = new Set<Cluster>();
  let breach: TagBreach | undefined;
  let reasons: readonly Reason[] = [];
  const grounds = new Set<Ground>();
  for (const { asked, cluster } of clusters.of(principal)) {
    // What service control policies deny to everybody untrusted they deny to this one.
    const all = questions.underGuards(certain, asked);
    const answer = all.answer === "no" ? all : ask(asked);
    if (answer.answer === "yes") {
      breach ??= answer.breach;
      if (cluster !== undefined) open.add(cluster);
    } else if (answer.answer === "cannot-tell") {
      reasons = answer.reasons;
    } else {
      const isSure = answer === all || certain.guards.length === possible.guards.length;
      const enough = isSure ? answer : askCertain(asked);
      if (enough.answer !== "no") reasons = reachReasons(reaching.guards);
      else for (const ground of enough.grounds) grounds.add(ground);
    }
  }
  const common = {
    subject,
    assumptions: binds(possible) ? allowances.assumptions : [withoutGuards(guards)],
  };
  if (breach === undefined) {
    return reasons.length === 0
      ? { ...common, verdict: "satisfied", at: place, grounds: [...grounds] }
      : { ...common, verdict: "undetermined", at: place, reasons };
  }
  const grant = breach.decision.determining.find(({ layer }) => layer === "identity");
  const at = grant?.statement.place ?? place;
  if (principal.kind === "holder") {
    const detail = "the policy allows it, and nothing tells who holds the policy";
    return {
      ...common,
      verdict: "undetermined",
      at,
      reasons: [{ code: "not-in-input", detail, place: at }],
    };
  }
  const { what, witness } = breach;
  return { ...common, verdict: "violated", at, what, witness, clusters: open };
}

function withoutGuards(guards: readonly Guard[]): string {
  const none =
    guards.length === 0
      ? "The input has no service control policy"
      : "No service control policy of the input reaches its account";
  return `${none}: judged are its identity policies and its boundary alone`;
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

function reachReasons(reaching: readonly Reaching[]): readonly Reason[] {
  return reaching.flatMap(({ reach }) => (reach.reaches === "maybe" ? [reach.reason] : []));
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
