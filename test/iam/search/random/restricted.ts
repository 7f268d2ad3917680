import type { Statement } from "../../../../src/model/policy.ts";
import type { Layers, PolicyLevels, PolicySet } from "../../../../src/iam/layers.ts";

/** @returns layers with all that allows, and of what denies these statements alone */
export function restricted(layers: Layers, denies: ReadonlySet<Statement>): Layers {
  const set = (one: PolicySet | undefined): PolicySet | undefined =>
    one && {
      rest: one.rest,
      policies: one.policies.map(({ document, statements }) => ({
        document,
        statements: statements.filter(
          ({ statement }) =>
            statement.effect.kind === "unknown" ||
            statement.effect.value === "Allow" ||
            denies.has(statement),
        ),
      })),
    };
  const levels = (one: PolicyLevels | undefined): PolicyLevels | undefined =>
    one && { rest: one.rest, levels: one.levels.flatMap((level) => set(level) ?? []) };
  return {
    scp: levels(layers.scp),
    rcp: levels(layers.rcp),
    identity: set(layers.identity),
    "permissions-boundary": set(layers["permissions-boundary"]),
    session: set(layers.session),
    "vpc-endpoint": set(layers["vpc-endpoint"]),
    resource: set(layers.resource),
  };
}
