import type { CompiledPolicy } from "../../iam/compile.ts";
import type { PolicyLevels } from "../../iam/layers.ts";
import type { Guard, OrganizationNode } from "../../model/estate.ts";
import type { Reason } from "../../model/value.ts";
import type { Compiler } from "./policy-layers.ts";

/** A root, unit or account at which service control policies do not allow everything. */
export interface AllowLevel {
  readonly node: OrganizationNode;
  /** The policies that are attached there: one of them has to allow a request. */
  readonly guards: readonly Guard[];
  /** Something that allows more may be attached there. */
  readonly rest: Reason | undefined;
}

/**
 * What the levels above an account allow, beside what is denied anywhere: a request has to be
 * allowed at each of them.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export interface Allowances {
  /** From the root down; none where everything is allowed everywhere. */
  readonly levels: readonly AllowLevel[];
  /** There may be further levels, at which less is allowed. */
  readonly rest: Reason | undefined;
  /** What is taken for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** The same for accounts of which all levels allow the same. */
  readonly key: string;
}

/** Everything is allowed at every level. */
export const allowsEverything: Allowances = {
  levels: [],
  rest: undefined,
  assumptions: [],
  key: "",
};

/** Service control policies that bind an account, and what they allow at which level. */
export interface Binding {
  readonly guards: readonly Guard[];
  readonly allowances: Allowances;
}

/**
 * The levels of service control policies that a request has to pass.
 *
 * @param binding - the policies, with what they allow where
 * @param full - stands for AWS's own `FullAWSAccess`, where nothing tells that it is detached
 */
export function levelsOf(
  { guards, allowances }: Binding,
  compiler: Pick<Compiler, "layer">,
  full: CompiledPolicy,
): PolicyLevels {
  const narrowed = new Set(allowances.levels.flatMap((level) => level.guards));
  const others = guards.filter((guard) => !narrowed.has(guard));
  const set = compiler.layer(others.map(({ policy }) => policy));
  const levels = allowances.levels.map((level) =>
    compiler.layer(
      level.guards.map(({ policy }) => policy),
      level.rest,
    ),
  );
  return {
    levels: [{ policies: [full, ...set.policies], rest: set.rest }, ...levels],
    rest: allowances.rest,
  };
}

/** Whether anything but what the account's own principals hold bears on a request. */
export function binds({ guards, allowances }: Binding): boolean {
  return guards.length > 0 || allowances.levels.length > 0 || allowances.rest !== undefined;
}
