import { compile, type CompiledPolicy } from "../../iam/compile.ts";
import type { PolicySet } from "../../iam/layers.ts";
import type { Place } from "../../model/place.ts";
import type { PolicyDocument, PolicyFact } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";

/** Compiles each document once in a run. */
export class Compiler {
  readonly #compiled = new Map<PolicyDocument, CompiledPolicy>();

  /** @returns the document made ready for many requests */
  compile(document: PolicyDocument): CompiledPolicy {
    let compiled = this.#compiled.get(document);
    if (compiled === undefined) {
      compiled = compile(document);
      this.#compiled.set(document, compiled);
    }
    return compiled;
  }

  /**
   * A layer of policies, of which some may not be known.
   *
   * @param facts - the policies; an absent one adds nothing
   * @param more - there may be further ones
   */
  layer(facts: readonly PolicyFact[], more?: Reason): PolicySet {
    return layerOf(facts, more, (document) => this.compile(document));
  }
}

/**
 * A layer of policies, of which some may not be known.
 *
 * @param compiled - makes a document ready
 */
export function layerOf(
  facts: readonly PolicyFact[],
  more: Reason | undefined,
  compiled: (document: PolicyDocument) => CompiledPolicy,
): PolicySet {
  const policies: CompiledPolicy[] = [];
  let rest = more;
  for (const fact of facts) {
    if (fact.state === "known") policies.push(compiled(fact.document));
    else rest ??= unreadable(fact);
  }
  return { policies, rest };
}

/** Why a policy that is there cannot be read; undefined where none is there. */
export function unreadable(fact: PolicyFact): Reason | undefined {
  switch (fact.state) {
    case "unknown":
      return { ...fact.reason, place: fact.reason.place ?? fact.place };
    case "malformed": {
      const [problem] = fact.problems;
      const detail = `the policy cannot be read: ${problem?.message ?? "it is malformed"}`;
      return { code: "malformed", detail, place: problem?.place ?? fact.place };
    }
    default:
      return undefined;
  }
}

/**
 * A policy that lets everything through: what AWS attaches where nothing else is, as `FullAWSAccess`
 * and as the default endpoint policy.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy
 *
 * @param place - stands for all its parts
 * @param named - whether statements of this kind of policy name principals
 */
export function fullAccess(place: Place, named: boolean): PolicyDocument {
  const everything = {
    items: [{ kind: "text", text: "*", place }],
    rest: undefined,
    place,
    negated: false,
  } as const;
  return {
    place,
    version: "2012-10-17",
    rest: undefined,
    statements: [
      {
        index: 0,
        sid: undefined,
        effect: { kind: "known", value: "Allow", place },
        principal: named
          ? { negated: false, everyone: true, groups: [], rest: undefined, place }
          : undefined,
        action: everything,
        resource: everything,
        conditions: [],
        conditionsRest: undefined,
        place,
      },
    ],
  };
}
