import type { Guard, Organization, OrganizationNode } from "../../model/estate.ts";
import type { PolicyDocument, Statement } from "../../model/policy.ts";
import type { Reason } from "../../model/value.ts";
import { allowsEverything, type Allowances, type AllowLevel } from "./allowances.ts";
import { reachOf, type Bound } from "./guard-reach.ts";
import { unreadable } from "./policy-layers.ts";

/** Policies whose allow lists are named in one sentence; more are counted. */
const mostNamed = 3;

/** Tells what service control policies allow at the levels of an organisation. */
export class AllowLevels {
  readonly #scps: readonly Guard[];
  readonly #lists: readonly Guard[];
  readonly #organization: Organization;
  readonly #attached = new Map<string, Guard[]>();
  /** Policies that may be attached anywhere and allow something. */
  readonly #adrift: Reason | undefined;
  readonly #levels = new Map<OrganizationNode, AllowLevel | undefined>();
  readonly #numbers: ReadonlyMap<Guard, number>;
  #narrow: readonly OrganizationNode[] | undefined;

  /** @param guards - all policies; resource control policies are passed over */
  constructor(guards: readonly Guard[], organization: Organization) {
    this.#organization = organization;
    this.#scps = guards.filter(({ kind }) => kind === "scp");
    this.#lists = this.#scps.filter(
      ({ policy }) => policy.state === "known" && isList(policy.document),
    );
    this.#numbers = new Map(this.#scps.map((guard, index) => [guard, index]));
    for (const guard of this.#scps) {
      for (const target of guard.targets) {
        if (target.kind === "node") this.#attach(target.id, guard);
        else if (mayAllow(guard)) {
          this.#adrift ??= { ...target.reason, place: target.reason.place ?? target.place };
        }
      }
    }
  }

  /** @param bound - an account; for a root or unit, what is allowed there and above */
  of(bound: Bound): Allowances {
    const { fullAccess, managementAccount, nodes, policyTypes } = this.#organization;
    if (this.#scps.length === 0) return allowsEverything;
    if (policyTypes.state === "known" && !policyTypes.value.includes("SERVICE_CONTROL_POLICY")) {
      return allowsEverything;
    }
    const id = bound === "unknown account" ? undefined : bound.id;
    if (managementAccount.state === "known" && managementAccount.value === id)
      return allowsEverything;
    if (fullAccess.toldBy === "nothing") return this.#assumed(bound);
    const node = id === undefined ? undefined : nodes.get(id);
    const path = pathTo(node);
    const root = path[0]?.kind === "root" ? path[0] : this.#onlyRoot();
    const known = root === undefined || path.includes(root) ? path : [root, ...path];
    const levels = known.flatMap((one) => this.#levelAt(one) ?? []);
    const isWhole = path[0]?.kind === "root";
    const narrow = isWhole ? undefined : this.#narrowBeside(known);
    const rest = narrow === undefined ? undefined : untold(id, narrow);
    const assumptions = levels.some(({ rest: open }) => open === undefined)
      ? this.#assumptionsOf(fullAccess)
      : [];
    return { levels, rest, assumptions, key: this.#keyOf(levels, rest) };
  }

  /** What is taken for granted of a policy's allow list; nothing where it is none. */
  takenForGranted(guard: Guard): readonly string[] {
    const { toldBy } = this.#organization.fullAccess;
    return toldBy === "nothing" && this.#lists.includes(guard) ? [limitsNothing([guard])] : [];
  }

  #attach(id: string, guard: Guard): void {
    const known = this.#attached.get(id);
    if (known === undefined) this.#attached.set(id, [guard]);
    else if (!known.includes(guard)) known.push(guard);
  }

  #levelAt(node: OrganizationNode): AllowLevel | undefined {
    if (!this.#levels.has(node)) this.#levels.set(node, this.#narrowed(node));
    return this.#levels.get(node);
  }

  /** @returns undefined where everything is allowed */
  #narrowed(node: OrganizationNode): AllowLevel | undefined {
    const { fullAccess } = this.#organization;
    if (node.isNew) return undefined;
    if (fullAccess.toldBy === "configuration" && fullAccess.at.has(node.id)) return undefined;
    const assumed = this.#scps.filter(({ attachment }) => attachment === "assumed");
    const own = this.#attached.get(node.id) ?? [];
    const guards = node.kind === "root" ? [...own, ...assumed] : own;
    if (guards.some(({ policy }) => policy.state === "known" && isEverything(policy.document))) {
      return undefined;
    }
    return { node, guards, rest: this.#adrift ?? this.#unattached(node, guards) };
  }

  /** AWS leaves no node without a policy: then one of another repository is attached there. */
  #unattached(node: OrganizationNode, guards: readonly Guard[]): Reason | undefined {
    const { fullAccess } = this.#organization;
    if (fullAccess.toldBy !== "configuration" || guards.some(mayAllow)) return undefined;
    const detail = `the configuration attaches \`FullAWSAccess\` elsewhere, and the input has no policy that allows anything at ${node.id}`;
    return { code: "not-in-input", detail, place: fullAccess.place };
  }

  /** The root of the only tree there is, which is above every account. */
  #onlyRoot(): OrganizationNode | undefined {
    const roots = [...this.#organization.nodes.values()].filter(({ kind }) => kind === "root");
    return roots.length === 1 ? roots[0] : undefined;
  }

  /** A unit or account at which not everything is allowed, and which may be above. */
  #narrowBeside(known: readonly OrganizationNode[]): OrganizationNode | undefined {
    if (this.#narrow === undefined) {
      const units = [...this.#organization.nodes.values()].filter(({ kind }) => kind === "unit");
      this.#narrow = units.filter((unit) => this.#levelAt(unit) !== undefined);
    }
    return this.#narrow.find((unit) => !known.includes(unit));
  }

  #keyOf(levels: readonly AllowLevel[], rest: Reason | undefined): string {
    if (levels.length === 0 && rest === undefined) return "";
    const told = levels.map((level) => [
      level.guards.map((guard) => this.#numbers.get(guard)),
      level.rest === undefined ? "" : level.node.id,
    ]);
    return JSON.stringify([told, rest?.detail ?? ""]);
  }

  #assumed(bound: Bound): Allowances {
    const binding = this.#lists.filter(
      (guard) => reachOf(guard, bound, this.#organization).reaches !== "no",
    );
    if (binding.length === 0) return allowsEverything;
    return { ...allowsEverything, assumptions: [limitsNothing(binding)] };
  }

  #assumptionsOf({ toldBy }: Organization["fullAccess"]): readonly string[] {
    return toldBy === "configuration"
      ? [
          "`FullAWSAccess` is taken to be attached to nothing but what the configuration names, and no other policy than those of the input to allow anything",
        ]
      : [];
  }
}

function limitsNothing(lists: readonly Guard[]): string {
  const named = lists.slice(0, mostNamed).map(({ subject }) => subject);
  const more = lists.length > mostNamed ? ", …" : "";
  const [which, limit] =
    lists.length === 1 ? ["the allow list", "limits"] : ["the allow lists", "limit"];
  return `Nothing tells whether \`FullAWSAccess\` is detached anywhere; it is taken to be attached at every level, so that ${which} ${named.join(", ")}${more} ${limit} nothing`;
}

/** From as far up as is known down to the node itself. */
function pathTo(node: OrganizationNode | undefined): readonly OrganizationNode[] {
  const path: OrganizationNode[] = [];
  for (let above = node; above !== undefined; above = above.parent) path.unshift(above);
  return path;
}

function untold(account: string | undefined, { id }: OrganizationNode): Reason {
  const detail =
    account === undefined
      ? `the account is not known, so nothing tells whether it lies below ${id}, where not everything is allowed`
      : `nothing tells whether ${account} lies below ${id}, where not everything is allowed`;
  return { code: "not-in-input", detail, place: undefined };
}

/**
 * The first policy that somebody would edit: not one that only allows everything, as AWS's own
 * `FullAWSAccess` does, which nobody can.
 */
export function editable(guards: readonly Guard[]): Guard | undefined {
  return guards.find(
    ({ policy }) =>
      policy.state !== "known" ||
      !isEverything(policy.document) ||
      policy.document.statements.length > 1,
  );
}

/** Whether an account is all the same with and without the policy, as with `FullAWSAccess`. */
function isEverything({ statements }: PolicyDocument): boolean {
  return statements.some(
    ({ effect, action, resource, conditions, conditionsRest, principal }) =>
      effect.kind === "known" &&
      effect.value === "Allow" &&
      principal === undefined &&
      isAll(action) &&
      resource !== undefined &&
      isAll(resource) &&
      conditions.length === 0 &&
      conditionsRest === undefined,
  );
}

function isAll({ negated, items }: Statement["action"]): boolean {
  return (
    !negated &&
    items.some((item) => item.kind === "text" && (item.text === "*" || item.text === "*:*"))
  );
}

/** Whether a policy allows something, and not everything. */
function isList(document: PolicyDocument): boolean {
  return (
    !isEverything(document) &&
    document.statements.some(({ effect }) => effect.kind === "known" && effect.value === "Allow")
  );
}

function mayAllow({ policy }: Guard): boolean {
  if (policy.state !== "known") return unreadable(policy) !== undefined;
  const { statements, rest } = policy.document;
  return (
    rest !== undefined ||
    statements.some(({ effect }) => effect.kind !== "known" || effect.value === "Allow")
  );
}
