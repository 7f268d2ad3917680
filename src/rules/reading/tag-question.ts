import type { Layers } from "../../iam/layers.ts";
import type { Answer, Ground } from "../../iam/search/question.ts";
import type { Guard, Organization } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import { binds, levelsOf, type Binding } from "./allowances.ts";
import { alikes, type AskedCluster } from "./asked-cluster.ts";
import { Distinctions } from "./distinctions.ts";
import { Inquiry } from "./inquiry.ts";
import { membershipOf } from "./organization-place.ts";
import { fullAccess, type Compiler } from "./policy-layers.ts";
import { isQuotable } from "./quotable.ts";
import { breachOf, requestAt, type TagBreach } from "./tag-breach.ts";
import { tagFamilies, untrustedIn, type Asker, type TagFamily } from "./tag-families.ts";
import { trustedPrincipals, type TrustedPrincipals } from "./trusted-principals.ts";

/** Whether somebody untrusted can change the tag. */
export type TagAnswer =
  | { readonly answer: "yes"; readonly breach: TagBreach }
  | { readonly answer: "no"; readonly grounds: readonly Ground[] }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

/** What a principal holds. */
export type OwnPolicies = Pick<Layers, "identity" | "permissions-boundary">;

/** Policies under which clusters are asked about, with what was found out. */
interface Asked {
  readonly layers: Layers;
  /** Each for some of the policies. */
  readonly distinctions: readonly Distinctions[];
  readonly quotable: boolean;
  /** By class of clusters. */
  readonly answers: Map<string, Answer<TagFamily>>;
}

/** The service control policies that bind an account. */
interface Guarded extends Asked {
  readonly documents: readonly PolicyDocument[];
  readonly trusted: TrustedPrincipals;
}

/** Asks about changes of the tag under given policies. */
export class TagQuestions {
  readonly #compiler: Compiler;
  readonly #trust: Trust;
  readonly #organization: Organization;
  readonly #fullAccess: PolicyDocument;
  readonly #inquiry = new Inquiry();
  readonly #guarded = new Map<string, Guarded>();
  readonly #numbers = new Map<Guard, number>();

  /**
   * @param trust - who may change the tag, as configured
   * @param place - stands for AWS's own `FullAWSAccess`, which is in no file
   */
  constructor(compiler: Compiler, trust: Trust, organization: Organization, place: Place) {
    this.#compiler = compiler;
    this.#trust = trust;
    this.#organization = organization;
    this.#fullAccess = fullAccess(place, false);
  }

  /** Who is trusted where these service control policies apply. */
  trusted(binding: Binding): TrustedPrincipals {
    return this.#under(binding).trusted;
  }

  /**
   * Whether service control policies alone leave somebody untrusted who could change the tag, given
   * permission by IAM.
   *
   * @param binding - the policies that bind the cluster's account
   */
  underGuards(binding: Binding, cluster: AskedCluster): TagAnswer {
    const { trusted, ...asked } = this.#under(binding);
    const bound = binds(binding);
    return this.#answer(asked, cluster, bound, (alike) => untrustedIn(alike, trusted.patterns));
  }

  /**
   * Asks whether one principal can change the tag of clusters.
   *
   * @param own - identity policies and boundary
   * @param binding - the policies that bind the principal's account
   * @param arnIn - the principal's ARN, by the cluster that it is asked for
   */
  forPrincipal(
    own: OwnPolicies,
    binding: Binding,
    arnIn: (cluster: AskedCluster) => string,
  ): (cluster: AskedCluster) => TagAnswer {
    let asked: Asked | undefined;
    return (cluster) => {
      asked ??= this.#withOwn(own, binding);
      return this.#answer(asked, cluster, binds(binding), (alike) => ({
        kind: "one",
        principal: arnIn(alike),
      }));
    };
  }

  #withOwn(own: OwnPolicies, binding: Binding): Asked {
    const guarded = this.#under(binding);
    const held = [own.identity, own["permissions-boundary"]].flatMap((set) => set?.policies ?? []);
    return {
      layers: binds(binding) ? { ...own, ...guarded.layers } : own,
      distinctions: [...guarded.distinctions, new Distinctions(held)],
      quotable: guarded.quotable && held.every(({ document }) => isQuotable(document)),
      answers: new Map(),
    };
  }

  #under(binding: Binding): Guarded {
    const { guards, allowances } = binding;
    const key = `${guards.map((guard) => this.#numberOf(guard)).join()} ${allowances.key}`;
    const known = this.#guarded.get(key);
    if (known !== undefined) return known;
    const set = this.#compiler.layer(guards.map(({ policy }) => policy));
    const documents = set.policies.map(({ document }) => document);
    const trusted = trustedPrincipals(this.#trust, documents);
    const full = this.#compiler.compile(this.#fullAccess);
    const made: Guarded = {
      documents,
      trusted,
      layers: { scp: levelsOf(binding, this.#compiler, full) },
      distinctions: [new Distinctions(set.policies, trusted.patterns)],
      quotable: documents.every(isQuotable),
      answers: new Map(),
    };
    this.#guarded.set(key, made);
    return made;
  }

  #numberOf(guard: Guard): number {
    const known = this.#numbers.get(guard) ?? this.#numbers.size;
    this.#numbers.set(guard, known);
    return known;
  }

  #answer(
    asked: Asked,
    cluster: AskedCluster,
    bound: boolean,
    who: (alike: AskedCluster) => Asker["principal"],
  ): TagAnswer {
    const { distinctions, answers, layers, quotable } = asked;
    const organization = membershipOf(cluster.account, bound, this.#organization);
    const key = distinctions.map((one) => one.classOf(cluster, organization)).join();
    const known = answers.get(key);
    const found = known ?? this.#ask(asked, cluster, bound, who);
    answers.set(key, found);
    if (found.answer !== "yes") return found;
    const { family } = found;
    // Another cluster of the class has the same answer; its own request says so.
    const isOwn = known === undefined;
    const moved = isOwn ? undefined : requestAt(found.request, cluster, layers);
    if (isOwn || moved !== undefined) {
      const { request, decision } = moved ?? found;
      return { answer: "yes", breach: breachOf(family, request, decision, quotable) };
    }
    const again = this.#ask(asked, cluster, bound, who);
    if (again.answer !== "yes") return again;
    const breach = breachOf(again.family, again.request, again.decision, quotable);
    return { answer: "yes", breach };
  }

  #ask(
    { layers, distinctions }: Asked,
    cluster: AskedCluster,
    bound: boolean,
    who: (alike: AskedCluster) => Asker["principal"],
  ): Answer<TagFamily> {
    const mentions = new Map(distinctions.flatMap((one) => [...one.mentions]));
    const named = alikes(
      cluster,
      distinctions.flatMap((one) => one.named),
    );
    const families = (named ?? [cluster]).flatMap((alike) => {
      const organization = membershipOf(alike.account, bound, this.#organization);
      return tagFamilies(alike, { principal: who(alike), organization }, mentions);
    });
    const answer = this.#inquiry.ask(layers, families);
    const byPart = cluster.standIn.account && distinctions.some((one) => one.accountsByPart);
    if (answer.answer !== "no" || (named !== undefined && !byPart)) return answer;
    const detail =
      named === undefined
        ? "the input does not tell the cluster's account, and the policies name too many"
        : "the input does not tell the cluster's account, and the policies tell accounts apart by a part of their ids";
    const reason: Reason = { code: "not-in-input", detail, place: undefined };
    return { answer: "cannot-tell", reasons: [reason], request: undefined };
  }
}
