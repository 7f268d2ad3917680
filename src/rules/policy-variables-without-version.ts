import type { PolicyDocument, PolicyFact, Statement, Text } from "../model/policy.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { openIn } from "./reading/untold.ts";

/** Flags policies whose variables are literal text, for want of a version. */
export const policyVariablesWithoutVersion = defineRule<"literal">({
  id: "policy-variables-without-version",
  meta: {
    summary: "A policy uses variables without the version that gives them a meaning",
    why: "Only policies of the version `2012-10-17` have variables. In any other, and in one that states none, `${aws:PrincipalAccount}` stands for those very characters: a deny with it catches nobody or everybody.",
    fix: 'State `"Version": "2012-10-17"`.',
    confidence: "high",
    status: "stable",
    severity: 6.5,
    tags: ["iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      literal:
        "The policy of {subject} has the variable {variable} and no version that knows variables",
    },
    references: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html",
    ],
  },
  check(estate, context) {
    for (const { subject, policy } of [...estate.guards, ...estate.endpoints]) {
      checkPolicy(subject, policy, context);
    }
  },
});

function checkPolicy(subject: string, policy: PolicyFact, context: RuleContext<"literal">): void {
  if (policy.state !== "known") return;
  const { document, place } = policy;
  const used = firstVariable(document);
  if (used === undefined) {
    const because = document.version === "2012-10-17" ? [] : openParts(document);
    if (because.length > 0) context.undetermined({ subject, at: place, because });
    return;
  }
  if (document.version === "2012-10-17") {
    context.satisfied({ subject, at: place });
    return;
  }
  const data = { subject: `\`${subject}\``, variable: `\`${used.variable}\`` };
  const related = [
    { message: "the policy", place: document.place, mendedWith: "invalid-guard-policy" },
  ];
  context.report({ subject, at: used.text.place, message: "literal", data, related });
}

type Known = Extract<Text, { readonly kind: "text" }>;

function firstVariable(
  document: PolicyDocument,
): { readonly text: Known; readonly variable: string } | undefined {
  for (const statement of document.statements) {
    for (const text of textsOf(statement)) {
      if (!text.text.includes("${")) continue;
      const [variable] = /\$\{[a-z0-9-]{1,64}:[^{}]{1,128}\}/i.exec(text.text) ?? [];
      if (variable !== undefined) return { text, variable };
    }
  }
  return undefined;
}

/** Parts that are not known, and may hold a variable. */
function openParts({ statements, rest }: PolicyDocument): readonly Reason[] {
  const lists = statements.flatMap(({ resource, conditions }) => [
    ...(resource === undefined ? [] : [resource]),
    ...conditions.map(({ values }) => values),
  ]);
  const open = lists.flatMap(openIn);
  return rest === undefined ? open : [rest, ...open];
}

/** Where a variable can stand: in resources, and in what conditions compare with. */
function textsOf({ resource, conditions }: Statement): readonly Known[] {
  const lists = [resource, ...conditions.map(({ values }) => values)];
  return lists
    .flatMap((list) => list?.items ?? [])
    .filter((item): item is Known => item.kind === "text");
}
