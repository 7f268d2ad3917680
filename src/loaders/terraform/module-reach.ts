import type { Reference } from "../../model/value.ts";
import { callSite, type Scope } from "./configuration.ts";
import { isObject, member } from "./parsed-json.ts";
import type { PlanIndex } from "./plan-index.ts";
import type { Recorded } from "./recorded.ts";
import { holdsTrue, type Tracer } from "./trace.ts";

/** What an attribute has to hold, and what can hand such a thing on without making it. */
interface Kind {
  readonly makers: ReadonlySet<string>;
  readonly carriers: ReadonlySet<string>;
}

/** Attributes of which each holds the id of one thing. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  [
    "vpc_id",
    {
      makers: new Set(["aws_vpc", "aws_default_vpc"]),
      carriers: new Set(["aws_default_security_group", "aws_default_subnet"]),
    },
  ],
  [
    "security_group_id",
    {
      makers: new Set(["aws_security_group", "aws_default_security_group"]),
      carriers: new Set([
        "aws_default_vpc",
        "aws_directory_service_directory",
        "aws_eks_cluster",
        "aws_elb",
        "aws_vpc",
        "aws_workspaces_directory",
      ]),
    },
  ],
]);

/** Resources of any provider that hold whatever text they are given. */
const textHolders: ReadonlySet<string> = new Set([
  "aws_cloudformation_stack",
  "aws_secretsmanager_secret_version",
  "aws_ssm_parameter",
]);

/** Providers whose resources give out no ids of AWS. */
const unrelated = /^(?:helm|kubernetes|local|random|time|tls)_/;

/** Data sources that give out neither VPCs nor groups. */
const otherData: ReadonlySet<string> = new Set([
  "aws_availability_zones",
  "aws_caller_identity",
  "aws_iam_policy_document",
  "aws_partition",
  "aws_region",
]);

/** Modules around modules that are looked through. */
const deepest = 20;

/**
 * What an expression can come to where the JSON does not show it, as with local values: names reach
 * no further than the module's own resources, those of the modules it calls, and its arguments. If
 * one single VPC is in that reach, and nothing that could hand on another one, then an unknown VPC
 * id is that VPC's.
 * https://developer.hashicorp.com/terraform/language/expressions/references
 */
export class ModuleReach {
  readonly #index: PlanIndex;
  readonly #tracer: Tracer;
  readonly #found = new Map<string, Reference | undefined>();
  readonly #holders = new Map<string, readonly Recorded[]>();

  constructor(index: PlanIndex, tracer: Tracer) {
    this.#index = index;
    this.#tracer = tracer;
  }

  /**
   * @param attribute - the attribute that holds the id: `vpc_id`
   * @param scope - the module that the expression stands in
   * @returns undefined where it can be more than one thing, or something out of sight
   */
  only(attribute: string, scope: Scope): Reference | undefined {
    const kind = kinds.get(attribute);
    if (kind === undefined) return undefined;
    const key = `${attribute} ${scope.address}`;
    if (this.#found.has(key)) return this.#found.get(key);
    const reached = new Set<string>();
    const closed = this.#collect(attribute, kind, scope, reached, 0);
    const [address, second] = reached;
    const found =
      closed && address !== undefined && second === undefined
        ? { address, attribute: "id" }
        : undefined;
    this.#found.set(key, found);
    return found;
  }

  /** @returns whether all that is in reach could be told */
  #collect(
    attribute: string,
    kind: Kind,
    scope: Scope,
    reached: Set<string>,
    depth: number,
  ): boolean {
    if (depth > deepest) return false;
    for (const recorded of this.#relevant(attribute, kind)) {
      if (!isInside(recorded, scope)) continue;
      if (!isMaker(recorded, kind)) return false;
      reached.add(recorded.address.text);
    }
    const outer = callSite(scope);
    if (outer === undefined) return scope.module !== undefined;
    const given = member(scope.call, "expressions");
    if (!isObject(given)) return false;
    for (const argument of Object.values(given)) {
      const { references, obscured } = this.#tracer.trace([argument], outer);
      if (obscured !== undefined) {
        return this.#collect(attribute, kind, outer.scope, reached, depth + 1);
      }
      if (!references.every((reference) => this.#take(reference, kind, reached))) return false;
    }
    return true;
  }

  /** @returns false where the reference may hand on something out of sight */
  #take(reference: Reference, kind: Kind, reached: Set<string>): boolean {
    for (const recorded of this.#tracer.members(reference.address)) {
      if (isMaker(recorded, kind)) reached.add(recorded.address.text);
      else if (isCarrier(recorded, kind)) {
        if (reference.attribute !== "id" && reference.attribute !== "arn") return false;
      }
    }
    return true;
  }

  #relevant(attribute: string, kind: Kind): readonly Recorded[] {
    let holders = this.#holders.get(attribute);
    if (holders === undefined) {
      const all = [...this.#index.all()];
      holders = all.filter((recorded) => isMaker(recorded, kind) || isCarrier(recorded, kind));
      this.#holders.set(attribute, holders);
    }
    return holders;
  }
}

function isMaker({ address }: Recorded, kind: Kind): boolean {
  return address.mode === "managed" && kind.makers.has(address.type);
}

/** Data sources that were read gave known values; those that were not may give anything. */
function isCarrier({ address, unknown }: Recorded, kind: Kind): boolean {
  const { mode, type } = address;
  if (mode === "data") return !otherData.has(type) && holdsTrue(unknown);
  if (!type.startsWith("aws_")) return !unrelated.test(type);
  return textHolders.has(type) || kind.carriers.has(type);
}

function isInside({ address }: Recorded, { address: scope }: Scope): boolean {
  return scope === "" || address.modules.some((step) => step.address === scope);
}
