import { partitionOf } from "../aws/partitions.ts";
import type { IamPrincipal } from "../model/estate.ts";
import type { Place } from "../model/place.ts";
import type { HeldPolicy, PolicyFact } from "../model/policy.ts";
import type { Fact, Reason, Value } from "../model/value.ts";
import type { Whereabouts } from "./account.ts";
import type { DraftOf } from "./draft.ts";
import { tell, type Group } from "./group.ts";
import { heldPolicy } from "./policy.ts";
import { known } from "./read.ts";

/** The drafts of one IAM principal. */
export type PrincipalGroup = Group<DraftOf<"principal">>;

/**
 * An IAM principal of the estate. Roles are the most of what a large plan holds, and most of them
 * hold no policy that any rule is about: but for its policies, what it is is read when asked for.
 */
export class LinkedPrincipal implements IamPrincipal {
  readonly subject: string;
  readonly identity: readonly HeldPolicy[];
  readonly identityRest: Reason | undefined;
  readonly #group: PrincipalGroup;
  readonly #whereabouts: Whereabouts;
  readonly #managedFact: (arn: Value) => PolicyFact;
  #placed: ReturnType<Whereabouts["of"]> | undefined;
  #name: Fact<string> | undefined;
  #arn: Fact<string> | undefined;
  #boundary: PolicyFact | undefined;
  #trust: HeldPolicy | undefined;

  /**
   * @param group - what speaks of it
   * @param identity - its identity policies
   * @param identityRest - why there may be further ones
   * @param whereabouts - tells the account and the Region
   * @param managedFact - reads a managed policy, by what names its ARN
   */
  constructor(
    group: PrincipalGroup,
    identity: readonly HeldPolicy[],
    identityRest: Reason | undefined,
    whereabouts: Whereabouts,
    managedFact: (arn: Value) => PolicyFact,
  ) {
    this.subject = group[0].resource.address;
    this.identity = identity;
    this.identityRest = identityRest;
    this.#group = group;
    this.#whereabouts = whereabouts;
    this.#managedFact = managedFact;
  }

  get place(): Place {
    return this.#group[0].resource.place;
  }

  get kind(): IamPrincipal["kind"] {
    return this.#group[0].type;
  }

  get account(): Fact<string> {
    return this.#located().account;
  }

  get region(): Fact<string> {
    return this.#located().region;
  }

  get name(): Fact<string> {
    this.#name ??= tell(this.#group, (draft) => draft.name);
    return this.#name;
  }

  get arn(): Fact<string> {
    this.#arn ??= this.#readArn();
    return this.#arn;
  }

  get boundary(): PolicyFact {
    this.#boundary ??= this.#readBoundary();
    return this.#boundary;
  }

  get trust(): HeldPolicy {
    const [first] = this.#group;
    this.#trust ??= heldPolicy(
      this.#group.find(({ trust }) => trust.kind !== "absent")?.trust ?? first.trust,
    );
    return this.#trust;
  }

  get serviceLinked(): boolean {
    return [this.#statedArn(), this.#path()].some(
      (fact) => fact.state === "known" && fact.value.includes("/aws-service-role/"),
    );
  }

  #located(): ReturnType<Whereabouts["of"]> {
    this.#placed ??= this.#whereabouts.of(this.#group, this.#statedArn());
    return this.#placed;
  }

  #statedArn(): Fact<string> {
    return tell(this.#group, (draft) => draft.arn);
  }

  #path(): Fact<string> {
    return tell(this.#group, (draft) => draft.path);
  }

  #readBoundary(): PolicyFact {
    const { boundary } = this.#group[0];
    return boundary.kind === "absent"
      ? { state: "absent", place: boundary.place }
      : this.#managedFact(boundary);
  }

  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
  #readArn(): Fact<string> {
    const stated = this.#statedArn();
    if (stated.state === "known") return stated;
    const { name } = this;
    const path = this.#path();
    if (name.state !== "known") return name;
    if (path.state === "unknown") return path;
    const { account, region } = this.#located();
    if (account.state !== "known" || this.kind === "holder") {
      return { state: "absent", place: this.place };
    }
    const folder = path.state === "known" ? path.value : "/";
    const partition = region.state === "known" ? partitionOf(region.value) : "aws";
    const text = `arn:${partition}:iam::${account.value}:${this.kind}${folder}${name.value}`;
    return known(text, this.place);
  }
}
