import type { IamPrincipal } from "../../model/estate.ts";
import type { PolicyDocument } from "../../model/policy.ts";

/** A role that is to send telemetry, with its boundary. */
export interface TelemetryRole {
  readonly role: IamPrincipal;
  readonly boundary: PolicyDocument;
  readonly arn: string;
}

/**
 * Roles with a permissions boundary to which a policy of their own gives the agent's call by name:
 * for others nothing shows that an agent has to do with them.
 */
export function telemetryRoles(principals: readonly IamPrincipal[]): readonly TelemetryRole[] {
  return principals.flatMap((role): readonly TelemetryRole[] => {
    const { kind, boundary, identity } = role;
    if (kind !== "role" || boundary.state !== "known" || role.serviceLinked) return [];
    const isSender = identity.some(
      ({ text, fact }) =>
        (text === undefined || /telemetry|\\u/i.test(text)) &&
        fact.state === "known" &&
        fact.document.statements.some(namesCall),
    );
    return isSender ? [{ role, boundary: boundary.document, arn: arnOf(role) }] : [];
  });
}

function namesCall({ effect, action }: PolicyDocument["statements"][number]): boolean {
  return (
    effect.kind === "known" &&
    effect.value === "Allow" &&
    !action.negated &&
    action.items.some(
      (item) => item.kind === "text" && /^guardduty:sendsecuritytelemetry$/i.test(item.text),
    )
  );
}

function arnOf({ arn, account, name }: IamPrincipal): string {
  if (arn.state === "known") return arn.value;
  const id = account.state === "known" ? account.value : "210987654321";
  const own = name.state === "known" && /^[\w+=,.@-]{1,64}$/.test(name.value) ? name.value : "role";
  return `arn:aws:iam::${id}:role/${own}`;
}
