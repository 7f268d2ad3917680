import { rcpServices } from "../../aws/rcp-services.ts";
import type { PolicyDocument, PolicyType } from "../../model/policy.ts";
import { parseArn } from "../arn.ts";
import { binding } from "../binding.ts";
import type { CompiledStatement } from "../compile.ts";
import { isSameAccount, resourcePolicyDecides } from "../grant.ts";
import type { Layers } from "../layers.ts";
import { hasIdentityPolicies, isIamPrincipal } from "../principal.ts";
import { isUnknown } from "../truth.ts";
import {
  allOf,
  always,
  anyOf,
  exactly,
  negate,
  never,
  not,
  open,
  textIn,
  type Judgement,
} from "./formula.ts";
import { componentIn, languageOf, texts, type Language } from "./language.ts";
import type { PlacedSet, Spoken } from "./mentions.ts";
import { roots, type NamingFormula } from "./principal-formula.ts";
import { statementFormula, type StatementFormula, type Terms } from "./statement-formula.ts";
import type { TextVariable } from "./variable.ts";
import type { Work } from "./work.ts";

/** A set of policies with those of its statements that can speak of the action. */
export interface AskedSet extends PlacedSet {
  readonly statements: readonly Spoken[];
}

/** A layer, or one of its levels, that must let a request through. */
export interface Gate {
  /** Undefined for what identity, boundary, session and resource policies grant together. */
  readonly layer: PolicyType | undefined;
  readonly level: number | undefined;
  readonly passes: Judgement;
}

/** Kinds of policies that name principals. */
const naming: ReadonlySet<PolicyType> = new Set(["resource", "rcp", "vpc-endpoint"]);

const nobody: NamingFormula = {
  direct: exactly(never),
  role: exactly(never),
  account: exactly(never),
};

/** What policies must say for the requests of one family to get through. */
export class Gates {
  readonly #layers: Layers;
  readonly #terms: Terms;
  readonly #work: Work;

  constructor(layers: Layers, terms: Terms, work: Work) {
    this.#layers = layers;
    this.#terms = terms;
    this.#work = work;
  }

  /** @returns what must hold beside that nothing denies */
  gates(sets: readonly AskedSet[]): readonly Gate[] {
    const gates: Gate[] = [];
    const granting = new Map<PolicyType, Judgement>();
    let resource: NamingFormula | undefined;
    for (const { layer, level, set, statements } of sets) {
      const formulas = this.#allowing(layer, statements);
      const unread =
        set.rest !== undefined || set.policies.some(({ document }) => document.rest !== undefined);
      const rest = unread ? [open] : [];
      const allows = anyOf([...formulas.map(({ matches }) => matches), ...rest]);
      const passes = layer === "rcp" ? exactly(always) : anyOf([allows, not(this.#binds(layer))]);
      switch (layer) {
        case "scp":
        case "rcp":
        case "vpc-endpoint":
          gates.push({ layer, level, passes });
          break;
        case "identity":
        case "permissions-boundary":
        case "session":
          granting.set(layer, passes);
          break;
        case "resource":
          resource = namingOf(formulas, rest);
      }
    }
    for (const layer of ["scp", "rcp"] as const) {
      const levels = this.#layers[layer];
      if (levels === undefined) continue;
      const isEmpty = levels.levels.length === 0 && layer === "scp";
      if (levels.rest === undefined && !isEmpty) continue;
      const said =
        levels.rest === undefined ? exactly(never) : layer === "rcp" ? exactly(always) : open;
      const passes = anyOf([said, not(this.#binds(layer))]);
      gates.push({ layer, level: undefined, passes });
    }
    gates.push({ layer: undefined, level: undefined, passes: this.#granted(granting, resource) });
    return gates;
  }

  /** @returns that a statement of a layer, which denies or may deny, speaks of a request */
  denies(
    layer: PolicyType,
    statement: CompiledStatement,
    version: PolicyDocument["version"],
  ): Judgement {
    const formula = statementFormula(
      statement,
      version,
      this.#rules(layer),
      this.#terms,
      this.#work,
    );
    if (formula === undefined) return exactly(never);
    return allOf([formula.matches, this.#binds(layer)]);
  }

  /** @returns that there may be a deny of which nothing is known */
  mayDenyUnread(sets: readonly AskedSet[]): Judgement {
    const unread = new Set<PolicyType>();
    for (const { layer, set } of sets) {
      const isUnread = set.policies.some(({ document }) => document.rest !== undefined);
      if (set.rest !== undefined || isUnread) unread.add(layer);
    }
    for (const layer of ["scp", "rcp"] as const) {
      if (this.#layers[layer]?.rest !== undefined) unread.add(layer);
    }
    return anyOf([...unread].map((layer) => allOf([open, this.#binds(layer)])));
  }

  #allowing(layer: PolicyType, statements: readonly Spoken[]): readonly StatementFormula[] {
    return statements.flatMap(({ policy, statement }) => {
      const { effect } = statement.statement;
      if (effect.kind === "known" && effect.value === "Deny") return [];
      const { version } = policy.document;
      const rules = this.#rules(layer);
      const formula = statementFormula(statement, version, rules, this.#terms, this.#work);
      return formula === undefined ? [] : [formula];
    });
  }

  #rules(layer: PolicyType): { readonly names: boolean; readonly bounded: boolean } {
    const { caller } = this.#terms;
    const hasBoundary = this.#layers["permissions-boundary"] !== undefined;
    const canHave = caller.kind === "any" || hasIdentityPolicies(caller.principal);
    return { names: naming.has(layer), bounded: hasBoundary && canHave };
  }

  /** See {@link binding}, which says it for one request. */
  #binds(layer: PolicyType): Judgement {
    const { caller, sample } = this.#terms;
    if (caller.kind === "one") {
      const { truth } = binding(layer, sample);
      if (isUnknown(truth)) return open;
      return exactly(truth ? always : never);
    }
    switch (layer) {
      case "scp":
        return this.#isNone(caller.variable, this.#serviceLinkedRoles());
      case "rcp":
        return rcpServices.has(sample.service)
          ? this.#isNone(caller.variable, this.#serviceLinkedRoles())
          : exactly(never);
      case "identity":
      case "permissions-boundary":
        return this.#isNone(caller.variable, roots);
      case "session":
      case "resource":
      case "vpc-endpoint":
        return exactly(always);
    }
  }

  #serviceLinkedRoles(): Language {
    return this.#work.arns(serviceLinkedRoles) ?? languageOf([]);
  }

  /** That it is none of the language, which most families leave no choice about. */
  #isNone(variable: TextVariable, language: Language): Judgement {
    const isExcluded = variable.within.some(
      ({ inside, language: { sequences } }) =>
        !inside && language.sequences.every((one) => sequences.includes(one)),
    );
    if (isExcluded) return exactly(always);
    const possible = this.#work.shortest([...variable.within, { language, inside: true }]);
    return exactly(possible === undefined ? always : negate(textIn(variable, language)));
  }

  /** See {@link grants}, which says it for one request. */
  #granted(
    granting: ReadonlyMap<PolicyType, Judgement>,
    resource: NamingFormula | undefined,
  ): Judgement {
    const { caller, sample } = this.#terms;
    const isAsked = Object.values(this.#layers).some((layer) => layer !== undefined);
    const isRoot = caller.kind === "one" ? exactly(never) : exactly(textIn(caller.variable, roots));
    if (!isAsked && caller.kind === "any") return isRoot;
    const limits = allOf([
      granting.get("permissions-boundary") ?? exactly(always),
      granting.get("session") ?? exactly(always),
    ]);
    const identity = this.#identity(granting.get("identity"));
    const byIdentity = allOf([identity ?? exactly(always), limits]);
    if (!isAsked) return exactly(sample.principal.kind === "root" ? always : never);
    if (resource === undefined) return byIdentity;
    const any = anyOf([resource.direct, resource.role, resource.account]);
    if (!isIamPrincipal(sample.principal)) return any;
    const own = anyOf([resource.direct, allOf([resource.role, limits])]);
    const needsResource = this.#needsResource(identity !== undefined, isRoot);
    const within = anyOf([
      own,
      allOf([resource.account, byIdentity]),
      allOf([not(needsResource), byIdentity]),
    ]);
    const across = allOf([any, byIdentity]);
    const same = this.#sameAccount();
    return anyOf([allOf([same, within]), allOf([not(same), across])]);
  }

  /** What identity policies grant is not enough. The root user is granted everything without any. */
  #needsResource(isAsked: boolean, isRoot: Judgement): Judgement {
    if (resourcePolicyDecides(this.#terms.sample)) return exactly(always);
    return isAsked ? exactly(never) : not(isRoot);
  }

  /** The root user needs no identity policy; undefined where identity policies are not asked. */
  #identity(passes: Judgement | undefined): Judgement | undefined {
    const { caller } = this.#terms;
    if (caller.kind === "any") return passes;
    const { principal } = caller;
    if (principal.kind === "root") return exactly(always);
    if (passes === undefined) return undefined;
    return isIamPrincipal(principal) ? passes : exactly(never);
  }

  #sameAccount(): Judgement {
    const { caller, resource, sample, keys } = this.#terms;
    if (caller.kind === "one") {
      const same = isSameAccount(sample) ?? true;
      return exactly(same ? always : never);
    }
    const told = keys("aws:resourceaccount");
    const fixed =
      told.kind === "fixed" && told.entry?.kind === "values" ? told.entry.values[0] : undefined;
    const account =
      fixed ?? (typeof resource === "string" ? parseArn(resource)?.account : undefined);
    if (account === undefined) return typeof resource === "string" ? exactly(always) : open;
    if (account === "") return exactly(always);
    return exactly(textIn(caller.variable, componentIn(texts([account]), ":", 4)));
  }
}

const serviceLinkedRoles = "arn:*:iam::*:role/aws-service-role/*";

function namingOf(
  formulas: readonly StatementFormula[],
  rest: readonly Judgement[],
): NamingFormula {
  const sum = (part: keyof NamingFormula): Judgement =>
    anyOf([
      ...formulas.map(({ matches, naming: named }) =>
        named === undefined ? matches : allOf([matches, named[part]]),
      ),
      ...rest,
    ]);
  if (formulas.length === 0 && rest.length === 0) return nobody;
  return { direct: sum("direct"), role: sum("role"), account: sum("account") };
}
