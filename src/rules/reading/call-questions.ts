import type { Layers } from "../../iam/layers.ts";
import type { Answer, KeyFamily, RequestFamily } from "../../iam/search/question.ts";
import type { Guard, Organization } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument } from "../../model/policy.ts";
import type { Trust } from "../../model/settings.ts";
import type { Reason } from "../../model/value.ts";
import type { AccountClass } from "./account-classes.ts";
import { levelsOf, type Binding } from "./allowances.ts";
import { Distinctions } from "./distinctions.ts";
import { Inquiry } from "./inquiry.ts";
import { membershipOf } from "./organization-place.ts";
import { Compiler, fullAccess } from "./policy-layers.ts";
import type { CallPlace, ProtectedCall } from "./protected-call.ts";
import { isQuotable } from "./quotable.ts";
import { untrustedIn } from "./tag-families.ts";
import { trustedPrincipals, type TrustedPrincipals } from "./trusted-principals.ts";

/** Stands for an account that nothing names; no policy is written for it. */
const anyAccount = "210987654321";

/** Accounts and Regions that one question goes through, at the most. */
const mostPlaces = 200;

/** Service control policies, made ready to be asked. */
interface Bound {
  readonly layers: Layers;
  readonly trusted: TrustedPrincipals;
  readonly distinctions: Distinctions;
  readonly quotable: boolean;
}

/** Asks whether service control policies leave somebody untrusted who could make a call. */
export class CallQuestions {
  readonly #compiler = new Compiler();
  readonly #inquiry = new Inquiry();
  readonly #bound = new Map<string, Bound>();
  readonly #numbers = new Map<Guard, number>();
  readonly #trust: Trust;
  readonly #organization: Organization;
  readonly #actions: readonly string[];
  readonly #fullAccess: PolicyDocument;

  /**
   * @param trust - who may make the calls, as configured
   * @param calls - those that are asked about; exact exemptions from denies of them are trusted
   * @param place - stands for AWS's own `FullAWSAccess`, which is in no file
   */
  constructor(
    trust: Trust,
    organization: Organization,
    calls: readonly ProtectedCall[],
    place: Place,
  ) {
    this.#trust = trust;
    this.#organization = organization;
    this.#actions = calls.map(({ action }) => action.toLowerCase());
    this.#fullAccess = fullAccess(place, false);
  }

  /** Who is trusted where these service control policies apply. */
  trusted(binding: Binding): TrustedPrincipals {
    return this.#under(binding).trusted;
  }

  /** Whether values of the policies may be shown. */
  quotable(binding: Binding): boolean {
    return this.#under(binding).quotable;
  }

  /**
   * @param call - the call
   * @param accounts - where it is made
   * @param binding - the policies that bind the accounts
   */
  ask(call: ProtectedCall, accounts: AccountClass, binding: Binding): Answer {
    const { layers, trusted, distinctions } = this.#under(binding);
    const places = placesOf(accounts, distinctions);
    if (places.length > mostPlaces) return cannotTell("the policies name too many accounts");
    const families = places.flatMap((place) =>
      call.requests(place).map((request): RequestFamily => ({
        action: call.action,
        principal: untrustedIn(place, trusted.patterns),
        organization: membershipOf(place.account, true, this.#organization),
        ...request,
        context: { ...circumstances(place, distinctions), ...request.context },
      })),
    );
    const answer = this.#inquiry.ask(layers, families);
    const byPart = accounts.account === undefined && distinctions.accountsByPart;
    if (answer.answer !== "no" || !byPart) return answer;
    return cannotTell("the policies tell accounts apart by a part of their ids");
  }

  #under(binding: Binding): Bound {
    const { guards, allowances } = binding;
    const key = `${guards.map((guard) => this.#numberOf(guard)).join()} ${allowances.key}`;
    const known = this.#bound.get(key);
    if (known !== undefined) return known;
    const set = this.#compiler.layer(guards.map(({ policy }) => policy));
    const documents = set.policies.map(({ document }) => document);
    const trusted = trustedPrincipals(this.#trust, documents, this.#actions);
    const full = this.#compiler.compile(this.#fullAccess);
    const made: Bound = {
      layers: { scp: levelsOf(binding, this.#compiler, full) },
      trusted,
      distinctions: new Distinctions(set.policies, trusted.patterns),
      quotable: documents.every(isQuotable),
    };
    this.#bound.set(key, made);
    return made;
  }

  #numberOf(guard: Guard): number {
    const known = this.#numbers.get(guard) ?? this.#numbers.size;
    this.#numbers.set(guard, known);
    return known;
  }
}

/** The account in its Regions; where it is not known, every one that the policies name as well. */
function placesOf(
  { account, partition, regions }: AccountClass,
  { named }: Distinctions,
): readonly CallPlace[] {
  const found = new Map<string, CallPlace>();
  const add = (id: string, among: string): void => {
    for (const region of regions ?? [undefined]) {
      const place = { account: id, partition: among, region };
      found.set(JSON.stringify(place), place);
    }
  };
  add(account ?? anyAccount, partition);
  for (const one of account === undefined ? named : []) {
    const told = one.partition !== undefined && !/[*?]/.test(one.partition);
    const among = told && regions === undefined ? one.partition : partition;
    add(one.account ?? anyAccount, among);
  }
  return [...found.values()];
}

/** What follows from the place of a call, for the keys that policies ask for. */
function circumstances(
  { account, region }: CallPlace,
  { mentions }: Distinctions,
): Readonly<Record<string, KeyFamily>> {
  const given: Record<string, KeyFamily> = {};
  if (region !== undefined && mentions.has("aws:requestedregion")) {
    given["aws:RequestedRegion"] = { kind: "is", values: region };
  }
  if (mentions.has("aws:resourceaccount")) {
    given["aws:ResourceAccount"] = { kind: "is", values: account };
  }
  return given;
}

function cannotTell(why: string): Answer {
  const detail = `the input does not tell the account, and ${why}`;
  const reason: Reason = { code: "not-in-input", detail, place: undefined };
  return { answer: "cannot-tell", reasons: [reason], request: undefined };
}
