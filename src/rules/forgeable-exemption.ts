import type { RequestInput } from "../iam/request.ts";
import type { Witness, WitnessRequest } from "../model/finding.ts";
import { defineRule, type RuleContext } from "../model/rule.ts";
import type { Reason } from "../model/value.ts";
import { ExemptRoles } from "./reading/exempt-roles.ts";
import { Asker } from "./reading/forged-chain.ts";
import { askWithDetour } from "./reading/forging-detour.ts";
import type { ForgingAnswer } from "./reading/forging-question.ts";
import { Scenes, type Standing } from "./reading/forging-scenes.ts";
import { Compiler } from "./reading/policy-layers.ts";
import { isQuotable } from "./reading/quotable.ts";
import { tagExemptions, type Exemption } from "./reading/tag-exemption.ts";
import type { Cause } from "./reading/forging-ways.ts";

type MessageId = "created" | "detour" | "taken" | "assumed" | "passed" | "tagged";

/** Flags exemptions of the tag's guard that somebody untrusted can come by. */
export const forgeableExemption = defineRule<MessageId>({
  id: "forgeable-exemption",
  meta: {
    summary: "An untrusted principal can come by an exemption of the GuardDutyManaged tag's guard",
    why: "Whoever can make a role of an exempt name, take over the role that is exempt, or give itself an exempt tag can change `GuardDutyManaged` in spite of the guard, and with it take a cluster out of monitoring.",
    fix: "Exempt exact role ARNs, and deny `iam:CreateRole`, `iam:UpdateAssumeRolePolicy`, `iam:PutRolePolicy`, `iam:AttachRolePolicy`, `iam:DeleteRole` and `iam:PassRole` on them in a service control policy to everybody but trusted principals; for an exemption by tag, deny `iam:TagRole`, `iam:TagUser` and `sts:TagSession` with that tag.",
    confidence: "medium",
    status: "stable",
    severity: 6.5,
    tags: ["guardduty", "eks", "tags", "iam", "organizations"],
    options: { type: "object", additionalProperties: false, properties: {} },
    messages: {
      created:
        "{who} can create {target} and change the tag as it: {whom}, and no service control policy stops any of it",
      taken:
        "{who} can take over {target} and change the tag as it: {whom}, and no service control policy stops any of it",
      assumed:
        "{who} can assume {target} and change the tag as it: {whom}, the role's trust policy lets it in, and no service control policy stops any of it",
      detour:
        "{who} can come by the trusted {by}, by it take over {target}, and change the tag as it: {whom}, and no service control policy stops any of it",
      passed:
        "{who} can pass {target} to {service}, which then changes the tag as it: {whom}, and no service control policy stops any of it",
      tagged:
        "{who} can get the tag {tag} and change the tag of a cluster: {whom}, and no service control policy stops any of it",
    },
    references: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html",
    ],
  },
  check(estate, context) {
    const guards = estate.guards.filter(({ kind }) => kind === "scp");
    const exemptions = guards.flatMap(tagExemptions);
    const [first] = guards;
    if (first === undefined || exemptions.length === 0) return;
    const compiler = new Compiler();
    const scenes = new Scenes(estate, context.trust, compiler, exemptions, first.place);
    const roles = new ExemptRoles(estate.principals, compiler);
    const matter: Matter = { scenes, roles, asker: new Asker(), context };
    for (const [index, exemption] of exemptions.entries()) judge(exemption, index, matter);
  },
});

interface Matter {
  readonly scenes: Scenes;
  readonly roles: ExemptRoles;
  readonly asker: Asker;
  readonly context: RuleContext<MessageId>;
}

/** The answers of all accounts as one: the first that is violated, else what is open. */
function judge(exemption: Exemption, index: number, matter: Matter): void {
  const { exempted, guard, statements } = exemption;
  const [first] = statements;
  if (first === undefined) return;
  const { context, scenes } = matter;
  const label = isShown(exemption) ? labelOf(exemption) : `principal ${String(index + 1)}`;
  const subject = `${guard.subject} exempting ${label}`;
  const at = first.place;
  if (exempted.kind === "unknown") {
    const because = [{ ...exempted.reason, place: exempted.reason.place ?? at }];
    context.undetermined({ subject, at, because });
    return;
  }
  const known = { statements, exempted };
  const reasons: Reason[] = [];
  const assumptions = new Set<string>();
  let isJudged = false;
  const standings = scenes.standings(exemption, matter.roles);
  if (standings.more) reasons.push(tooManyWays);
  for (const standing of standings.items) {
    const { answer, told } = answerIn(known, standing, matter);
    for (const assumption of [...standing.assumptions, ...told]) assumptions.add(assumption);
    if (answer.answer === "idle") continue;
    isJudged = true;
    if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
    if (answer.answer !== "yes") continue;
    report(exemption, subject, answer, standing, [...standing.assumptions, ...told], matter);
    return;
  }
  if (!isJudged) return;
  if (reasons.length > 0) {
    const because = distinct(reasons);
    context.undetermined({ subject, at, because, assumptions: [...assumptions] });
    return;
  }
  context.satisfied({ subject, at, basis: "proved", assumptions: [...assumptions] });
}

function answerIn(
  exemption: Parameters<typeof askWithDetour>[0],
  standing: Standing,
  { scenes, roles: ofInput, asker }: Matter,
): { readonly answer: ForgingAnswer; readonly told: readonly string[] } {
  const { cluster, possible, certain, reasons } = standing;
  const { items: roles, more } = ofInput.of(exemption.exempted, cluster);
  const under = (guards: Standing["possible"]): ForgingAnswer =>
    askWithDetour(
      exemption,
      scenes.scene(standing, guards),
      roles,
      scenes.helpers(standing, guards),
      asker,
    );
  const told = [
    ...scenes.trusted(possible).assumptions,
    ...(roles.length === 0 && exemption.exempted.kind === "arn" ? [trustUntold] : []),
  ];
  const answer = under(possible);
  if (answer.answer === "no" && more) {
    return { answer: { answer: "cannot-tell", reasons: [tooManyRoles] }, told };
  }
  if (answer.answer !== "no" || certain.length === possible.length) return { answer, told };
  // What only may bind the account proves nothing.
  const without = under(certain);
  return without.answer === "no"
    ? { answer, told }
    : { answer: { answer: "cannot-tell", reasons }, told };
}

const tooManyRoles: Reason = {
  code: "too-large",
  detail: "the exemption fits more roles of one account than are looked at",
  place: undefined,
};

const tooManyWays: Reason = {
  code: "too-large",
  detail: "the roles that are exempt are trusted in more ways than are looked at",
  place: undefined,
};

const trustUntold =
  "Nothing tells the trust policies of the exempt roles; they are taken to let in nobody untrusted and no service";

function report(
  exemption: Exemption,
  subject: string,
  answer: Extract<ForgingAnswer, { readonly answer: "yes" }>,
  standing: Standing,
  assumptions: readonly string[],
  { context }: Matter,
): void {
  const { statements } = exemption;
  const [first, ...others] = statements;
  if (first === undefined) return;
  const isShowable = standing.possible.every(
    ({ policy }) => policy.state !== "known" || isQuotable(policy.document),
  );
  const [request, ...then] = answer.requests;
  const name =
    first.statement.sid === undefined ? "the deny" : `the deny \`${first.statement.sid}\``;
  const noun = answer.target.includes(":user/") ? "user" : "role";
  const data = isShowable
    ? {
        who: `An untrusted principal, such as \`${request?.principal ?? ""}\`,`,
        target: `the ${noun} \`${answer.target}\``,
        tag: `\`${labelOf(exemption)}\``,
        whom: `${name} exempts \`${labelOf(exemption)}\``,
        service: answer.service ?? "a service",
        by: `role \`${answer.by ?? ""}\``,
      }
    : {
        who: "An untrusted principal",
        target: `a ${noun}`,
        tag: "by which a sensitive policy exempts",
        whom: "a sensitive policy exempts it",
        service: answer.service ?? "a service",
        by: "role of another policy",
      };
  const witness: Witness | undefined =
    !isShowable || request === undefined
      ? undefined
      : { summary: summaryOf(answer), request: whole(request), then: then.map(whole) };
  context.report({
    subject,
    message: messages[answer.cause],
    data,
    at: first.place,
    assumptions: assumptions.filter((text) => text !== trustUntold),
    related: others.map(({ place }) => ({ message: "exempted here as well", place })),
    ...(witness === undefined ? {} : { witness }),
  });
}

const messages: Readonly<Record<Cause, MessageId>> = {
  assumable: "assumed",
  created: "created",
  credentials: "taken",
  detour: "detour",
  passed: "passed",
  replaced: "taken",
  "role-tagged": "tagged",
  "session-tagged": "tagged",
  "trust-changed": "taken",
  "user-created": "created",
  "user-tagged": "tagged",
};

/** Who does what to whom, one request after the other. */
function summaryOf({ requests }: Extract<ForgingAnswer, { readonly answer: "yes" }>): string {
  const steps = requests.map(({ principal, action, resource }) => ({
    principal,
    action,
    resource,
  }));
  const told = steps.map(({ principal, action }, at) => {
    const isSame = at > 0 && steps[at - 1]?.principal === principal;
    return `${isSame ? "" : `\`${nameOf(principal)}\` asks for `}\`${action}\``;
  });
  const last = steps.at(-1);
  return `${told.join(", then ")} on \`${nameOf(last?.resource ?? "")}\`: every request is allowed`;
}

/** `role/Admin` of an ARN. */
function nameOf(arn: string): string {
  return arn.split(":").slice(5).join(":") || arn;
}

function whole(request: RequestInput): WitnessRequest {
  return { ...request, context: request.context ?? {} };
}

/** Longer patterns are cut. */
const longestLabel = 200;

function labelOf({ exempted }: Exemption): string {
  const text =
    exempted.kind === "arn"
      ? exempted.pattern
      : exempted.kind === "tag"
        ? `aws:PrincipalTag/${exempted.key}`
        : "a principal that is not known";
  return text.length > longestLabel ? `${text.slice(0, longestLabel)}…` : text;
}

function isShown({ guard }: Exemption): boolean {
  return guard.policy.state !== "known" || isQuotable(guard.policy.document);
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter(({ detail }) => !seen.has(detail) && seen.add(detail));
}
