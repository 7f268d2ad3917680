import { areQuotable } from "./written-policies.ts";
import type { Answered } from "./answered.ts";
import type { Outcome } from "./answer.ts";
import type { PrincipalClass } from "./classes.ts";

/** @returns the answer in a sentence, and one more about an endpoint's owner */
export function summaryOf({ question, inquiry, outcome, own }: Answered): string {
  const { among, wish } = inquiry;
  const first =
    outcome.answer === "yes"
      ? `Yes: ${canText(outcome)}.`
      : outcome.answer === "no"
        ? `No: nobody${among} can ${wish}.`
        : `Cannot tell whether anybody${among} can ${wish}.`;
  if (own === undefined || question.kind !== "use-endpoint") return first;
  return `${first} ${ownText(own, question.owner)}`;
}

/** @returns who can do what, without a final period */
export function canText({ family, request, layers }: Outcome & { readonly answer: "yes" }): string {
  if (!areQuotable(layers)) return "somebody can, whom it would take a sensitive policy to name";
  const of = family.of === undefined ? "" : `, a principal of ${family.of},`;
  return `\`${request.principal}\`${of} can ${family.can(request)}`;
}

function ownText(own: Outcome, owner: string): string {
  switch (own.answer) {
    case "yes":
      return `The agent of the owner's account ${owner} gets through.`;
    case "no":
      return `The agent of the owner's account ${owner} does not get through.`;
    case "cannot-tell":
      return `Whether the agent of the owner's account ${owner} gets through cannot be told.`;
  }
}

const plurals = {
  role: "roles",
  user: "users",
  "federated-user": "federated users",
  root: "root users",
  one: "",
} as const;

/** @returns a class in words: "roles that fit `arn:aws:iam::*:role/Admin*`" */
export function classText({ kind, fits, of }: PrincipalClass): string {
  const where = of === undefined ? "" : ` of ${of}`;
  const which = fits === undefined ? "" : ` that fit \`${fits}\``;
  return `${plurals[kind]}${where}${which}`;
}
