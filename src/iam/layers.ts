import type { PolicyType } from "../model/policy.ts";
import type { Reason } from "../model/value.ts";
import type { CompiledPolicy } from "./compile.ts";

/** The policies of one kind at one place; any of them can allow. */
export interface PolicySet {
  readonly policies: readonly CompiledPolicy[];
  /** There may be further policies, or one that is not known: it could deny and could allow. */
  readonly rest: Reason | undefined;
}

/** Policies of an organisation by level, from the root down to the account. */
export interface PolicyLevels {
  readonly levels: readonly PolicySet[];
  /** There may be further levels. */
  readonly rest: Reason | undefined;
}

/**
 * The policies that bear on a request, by kind. A kind that is undefined is not asked; an empty set
 * grants nothing.
 */
export interface Layers {
  /** Undefined where there is no organisation. At every level some policy must allow. */
  readonly scp?: PolicyLevels | undefined;
  /** `RCPFullAWSAccess` is implied at every level. */
  readonly rcp?: PolicyLevels | undefined;
  readonly identity?: PolicySet | undefined;
  readonly "permissions-boundary"?: PolicySet | undefined;
  readonly session?: PolicySet | undefined;
  readonly "vpc-endpoint"?: PolicySet | undefined;
  /** The policy of the resource; for a role its trust policy. */
  readonly resource?: PolicySet | undefined;
}

/** The order in which layers are told. */
export const layerOrder: readonly PolicyType[] = [
  "scp",
  "rcp",
  "vpc-endpoint",
  "identity",
  "permissions-boundary",
  "session",
  "resource",
];

/** @returns a set of policies that is known whole */
export function policySet(policies: readonly CompiledPolicy[]): PolicySet {
  return { policies, rest: undefined };
}
