import type { Estate } from "../model/estate.ts";
import { defineRule } from "../model/rule.ts";
import { tagExemptions, type Exempted } from "./reading/tag-exemption.ts";

type MessageId = "everybody" | "name" | "session";

/** Flags exemptions of a guard that take in more principals, or fewer, than they name. */
export const wideExemption = defineRule<MessageId>({
  id: "wide-exemption",
  meta: {
    summary: "An exemption of the guard takes in principals that nobody named, or none at all",
    why: "Whom a guard exempts can change the tag. A wildcard in a role's name or path takes in every role that somebody names alike, later ones among them; the ARN of a session takes in nobody, since `aws:PrincipalArn` holds the ARN of the role.",
    fix: "Exempt roles by their exact names, `arn:aws:iam::*:role/GuardrailAdmin`; roles of IAM Identity Center below `role/aws-reserved/sso.amazonaws.com/`.",
    confidence: "high",
    status: "stable",
    severity: 5.5,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      everybody:
        "{guard} exempts {pattern}, which takes in every role, or every principal, of an account",
      name: "{guard} exempts {pattern}, which takes in every role that is named alike",
      session:
        "{guard} exempts {pattern}, the ARN of a session, which `aws:PrincipalArn` never holds",
    },
    references: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html",
    ],
  },
  check(estate, context) {
    for (const { subject, guard, exempted, place } of exemptionsOf(estate)) {
      if (exempted.kind === "unknown") {
        context.undetermined({ subject, at: place, because: [exempted.reason] });
      } else if (exempted.kind === "arn") {
        const message = faultOf(exempted.pattern);
        const data = { guard: `\`${guard}\``, pattern: `\`${exempted.pattern}\`` };
        if (message === undefined) context.satisfied({ subject, at: place });
        else context.report({ subject, at: place, message, data });
      }
    }
  },
});

function exemptionsOf(estate: Estate) {
  return estate.guards.flatMap((guard) => {
    if (guard.kind !== "scp") return [];
    return tagExemptions(guard).map(({ exempted, statements: [first] }) => ({
      subject: `${guard.subject} exempting ${nameOf(exempted)}`,
      guard: guard.subject,
      exempted,
      place: first?.place ?? guard.place,
    }));
  });
}

function nameOf(exempted: Exempted): string {
  switch (exempted.kind) {
    case "arn":
      return exempted.pattern;
    case "tag":
      return `the tag ${exempted.key}`;
    case "unknown":
      return "what is not known";
  }
}

/** What follows the account in an ARN of IAM: `role/path/name`. */
function faultOf(pattern: string): MessageId | undefined {
  const [, , service = "", , , ...rest] = pattern.split(":");
  const principal = rest.join(":");
  if (/assumed-role\//i.test(pattern) || (service === "sts" && principal !== "")) return "session";
  if (!/[*?]/.test(principal) && principal !== "") return undefined;
  if (/^role\/aws-reserved\/[^*?]/.test(principal)) return undefined;
  const fixed = principal.replace(/^(?:role|user)\//, "").replace(/[*?/]/g, "");
  return fixed === "" ? "everybody" : "name";
}
