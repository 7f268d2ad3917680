import type { Organization, OrganizationNode, TagPolicy, TagSetting } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";

/** What the tag policies above an account amount to, for one tag key. */
export type EffectiveTagPolicy =
  /** No tag policy that is about the key reaches the account. */
  | { readonly state: "none" }
  | {
      readonly state: "told";
      /** As the key has to be written; undefined where no policy says so. */
      readonly key: string | undefined;
      /** Undefined where any value complies. */
      readonly values: readonly string[] | undefined;
      readonly enforcedFor: readonly string[];
      /** The policy nearest to the account. */
      readonly nearest: TagPolicy;
    }
  | { readonly state: "open"; readonly reasons: readonly Reason[] };

const operators = ["@@assign", "@@append", "@@remove"] as const;

/** One setting on the way from the root down. */
interface Inherited {
  readonly values: readonly string[] | undefined;
  /** Operators that policies further down may still use. */
  readonly allowed: ReadonlySet<string>;
}

/**
 * Merges the tag policies from the root down to an account. What several policies at one place say
 * against one another stays open.
 * https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 * https://docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html
 */
export class EffectiveTagPolicies {
  readonly #organization: Organization;
  readonly #attached = new Map<string, TagPolicy[]>();
  /** Why it is open what some policy is attached to. */
  readonly #adrift: readonly Reason[];
  readonly #isOff: boolean;

  /** @param policies - those that are about the key, with all that they are attached to */
  constructor(policies: readonly TagPolicy[], organization: Organization) {
    this.#organization = organization;
    const { policyTypes } = organization;
    this.#isOff =
      policies.length === 0 ||
      (policyTypes.state === "known" && !policyTypes.value.includes("TAG_POLICY"));
    const adrift: Reason[] = [];
    for (const policy of policies) {
      for (const target of policy.targets ?? []) {
        if (target.kind === "unknown") {
          adrift.push({ ...target.reason, place: target.reason.place ?? target.place });
          continue;
        }
        const known = this.#attached.get(target.id) ?? [];
        this.#attached.set(target.id, [...known, policy]);
      }
    }
    this.#adrift = adrift;
  }

  /** @param account - its id */
  of(account: string): EffectiveTagPolicy {
    if (this.#isOff) return { state: "none" };
    if (this.#adrift.length > 0) return { state: "open", reasons: this.#adrift };
    const path = pathTo(this.#organization.nodes.get(account));
    if (path === undefined) {
      const detail = `nothing tells where ${account} stands in the organisation, so that it is open which tag policies reach it`;
      return { state: "open", reasons: [{ code: "not-in-input", detail, place: undefined }] };
    }
    return effective(path.map(({ id }) => this.#attached.get(id) ?? []));
  }
}

function effective(levels: readonly (readonly TagPolicy[])[]): EffectiveTagPolicy {
  const nearest = levels.flat().at(-1);
  if (nearest === undefined) return { state: "none" };
  const merged = (pick: (settings: TagPolicy["settings"]) => TagSetting) =>
    mergedSetting(levels.map((level) => level.map(({ settings }) => pick(settings))));
  const key = merged((settings) => settings.key);
  const values = merged((settings) => settings.values);
  const enforcedFor = merged((settings) => settings.enforcedFor);
  const reasons = [key, values, enforcedFor].flatMap((one) => ("open" in one ? [one.open] : []));
  if ("open" in key || "open" in values || "open" in enforcedFor) return { state: "open", reasons };
  return {
    state: "told",
    key: key.values?.[0],
    values: values.values,
    enforcedFor: enforcedFor.values ?? [],
    nearest,
  };
}

/** Undefined where the tree is not known up to the root. */
function pathTo(node: OrganizationNode | undefined): readonly OrganizationNode[] | undefined {
  const path: OrganizationNode[] = [];
  for (let above = node; above !== undefined; above = above.parent) path.unshift(above);
  return path[0]?.kind === "root" ? path : undefined;
}

type Merged = Pick<Inherited, "values"> | { readonly open: Reason };

function mergedSetting(levels: readonly (readonly TagSetting[])[]): Merged {
  let inherited: Inherited = { values: undefined, allowed: new Set(operators) };
  for (const level of levels) {
    const next = below(inherited, level);
    if ("open" in next) return next;
    inherited = next;
  }
  return inherited;
}

/** What is inherited further down, after the policies at one place. */
function below(
  { values, allowed }: Inherited,
  level: readonly TagSetting[],
): Inherited | { readonly open: Reason } {
  const unknown = level
    .flatMap(({ assign, append, remove, allowed: own }) => [assign, append, remove, ...own])
    .find((fact) => fact.state === "unknown");
  if (unknown?.state === "unknown") {
    return { open: { ...unknown.reason, place: unknown.reason.place ?? unknown.place } };
  }
  const said = (operator: "assign" | "append" | "remove"): readonly (readonly string[])[] =>
    allowed.has(`@@${operator}`)
      ? level.flatMap((setting) => {
          const fact = setting[operator];
          return fact.state === "known" ? [fact.value] : [];
        })
      : [];
  const assigned = said("assign");
  const [first] = assigned;
  if (new Set(assigned.map((one) => JSON.stringify([...one].sort()))).size > 1) {
    const detail = "several tag policies at one place assign different values";
    return { open: { code: "unspecified-by-aws", detail, place: undefined } };
  }
  const appended = said("append").flat();
  const removed = new Set(said("remove").flat());
  const base = first ?? values;
  const all = appended.length === 0 ? base : [...new Set([...(base ?? []), ...appended])];
  const controls = level.flatMap(({ allowed: own }) =>
    own.flatMap((fact) => (fact.state === "known" ? [fact.value] : [])),
  );
  return {
    values: all?.filter((value) => !removed.has(value)),
    allowed: new Set(
      [...allowed].filter((operator) => controls.every((own) => lets(own, operator))),
    ),
  };
}

/** What a policy has once forbidden none further down can allow again. */
function lets(control: readonly string[], operator: string): boolean {
  return control.includes("@@all") || control.includes(operator);
}
