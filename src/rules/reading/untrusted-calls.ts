import type { Answer } from "../../iam/search/question.ts";
import type { Estate, EstateNode, Guard } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Statement } from "../../model/policy.ts";
import type { RuleContext } from "../../model/rule.ts";
import type { Reason } from "../../model/value.ts";
import { accountsText } from "./account-class.ts";
import { accountClasses, type AccountClass } from "./account-classes.ts";
import type { Binding } from "./allowances.ts";
import { editable } from "./allow-levels.ts";
import { CallQuestions } from "./call-questions.ts";
import { reachOf } from "./guard-reach.ts";
import { nearestDenial, type NearDenial } from "./near-denial.ts";
import { denyingIn, provingStatements } from "./proof.ts";
import type { ProtectedCall } from "./protected-call.ts";
import { maySpeakOf } from "./tag-guard.ts";

/** The one message of a rule about calls; it has the data `who` and `ways`. */
export type CallMessage = "gap";

/** The calls that somebody untrusted can make, for one and the same lack. */
interface Gap {
  readonly calls: readonly ProtectedCall[];
  readonly first: Extract<Answer, { answer: "yes" }>;
  readonly nearest: NearDenial | undefined;
}

/**
 * Asks of the service control policies whether somebody untrusted can make any of some calls, and
 * says so once for all accounts that they bind alike and all calls that one deny would close.
 * Without service control policies nothing can be shown, and nothing is said.
 *
 * @param calls - the calls
 * @param nodes - what is to be protected
 */
export function checkCalls(
  calls: readonly ProtectedCall[],
  nodes: readonly EstateNode[],
  estate: Estate,
  context: RuleContext<CallMessage>,
): void {
  const guards = estate.guards.filter(({ kind }) => kind === "scp");
  const [first] = guards;
  if (first === undefined) return;
  const relevant = guards.filter((guard) => spokenOf(guard, calls) !== undefined);
  const questions = new CallQuestions(context.trust, estate.organization, calls, first.place);
  for (const accounts of accountClasses(estate, nodes, guards, relevant)) {
    judge(accounts, { calls, relevant, questions, context, estate });
  }
}

interface Matter {
  readonly calls: readonly ProtectedCall[];
  readonly relevant: readonly Guard[];
  readonly questions: CallQuestions;
  readonly context: RuleContext<CallMessage>;
  readonly estate: Estate;
}

function judge(accounts: AccountClass, matter: Matter): void {
  const { questions, context, relevant } = matter;
  const { subject, place } = accounts;
  const { allowances, guards: reaching } = accounts;
  const possible: Binding = { guards: reaching.possible, allowances };
  const certain: Binding = { guards: reaching.certain, allowances };
  if (certain.guards.length === 0 && relevant.length === 0) return;
  const calls = matter.calls.filter((call) => accounts.administrator || !call.byAdministrator);
  const assumptions = [
    ...assumedOf(accounts),
    ...allowances.assumptions,
    ...questions.trusted(possible).assumptions,
    anyPermission,
  ];
  const answers = calls.map((call) => ({ call, answer: questions.ask(call, accounts, possible) }));
  const [gap, ...more] = gapsOf(answers);
  if (gap !== undefined) {
    report([gap, ...more], accounts, possible, matter, assumptions);
    return;
  }
  const because = answers.flatMap(({ answer }) =>
    answer.answer === "cannot-tell" ? answer.reasons : [],
  );
  if (because.length > 0) {
    context.undetermined({ subject, at: place, because: distinct(because), assumptions });
    return;
  }
  const proofs = calls.map((call) => questions.ask(call, accounts, certain));
  if (proofs.every(({ answer }) => answer === "no")) {
    const grounds = proofs.flatMap((proof) => (proof.answer === "no" ? proof.grounds : []));
    const denies = denyingIn(grounds);
    const at = denies[0]?.place ?? place;
    const related = provingStatements(denies);
    context.satisfied({ subject, at, basis: "proved", assumptions, related });
    return;
  }
  const open = reaching.guards.flatMap(({ reach }) =>
    reach.reaches === "maybe" ? [reach.reason] : [],
  );
  context.undetermined({ subject, at: place, because: distinct(open), assumptions });
}

/** IAM is not asked: what it grants today somebody can change tomorrow. */
const anyPermission =
  "Judged under the service control policies alone: whomever they let through is taken to have the permission";

function assumedOf({ guards }: AccountClass): readonly string[] {
  const assumed = guards.guards.flatMap(({ reach }) =>
    reach.reaches === "yes" && reach.assumption !== undefined ? [reach.assumption] : [],
  );
  const [first] = assumed;
  if (first === undefined || assumed.length === 1) return assumed;
  return [
    `Nothing tells where ${String(assumed.length)} service control policies are attached; they are judged as if they were attached to the root`,
  ];
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Map(reasons.map((reason) => [JSON.stringify(reason), reason]));
  return [...seen.values()];
}

/** Calls of which the same deny came nearest to stopping them, or none did, are one gap. */
function gapsOf(
  answers: readonly { readonly call: ProtectedCall; readonly answer: Answer }[],
): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { call, answer } of answers) {
    if (answer.answer !== "yes") continue;
    const { decision, request } = answer;
    const nearest = nearestDenial(decision, request, ({ statement }) => covers(statement, call));
    const { route, source } = nearest?.place ?? { route: [], source: { path: "" } };
    const key = JSON.stringify([source.path, route]);
    const known = gaps.get(key) ?? { calls: [], first: answer, nearest };
    gaps.set(key, { ...known, calls: [...known.calls, call] });
  }
  const all = [...gaps.values()];
  // What a deny let go is said first: there is a line to edit.
  return [
    ...all.filter(({ nearest }) => nearest !== undefined),
    ...all.filter(({ nearest }) => nearest === undefined),
  ];
}

/** Statements about everything were not written for the call. */
function covers({ action }: Statement, call: ProtectedCall): boolean {
  const own = action.items.filter((item) => item.kind === "text" && item.text !== "*");
  return !action.negated && maySpeakOf({ ...action, items: own }, call.action.toLowerCase());
}

/** The deny of a policy that was written for any of some calls. */
function spokenOf({ policy }: Guard, calls: readonly ProtectedCall[]): Statement | undefined {
  if (policy.state !== "known") return undefined;
  return policy.document.statements.find(
    (statement) =>
      statement.effect.kind === "known" &&
      statement.effect.value === "Deny" &&
      calls.some((call) => covers(statement, call)),
  );
}

function report(
  gaps: readonly [Gap, ...Gap[]],
  accounts: AccountClass,
  possible: Binding,
  matter: Matter,
  assumptions: readonly string[],
): void {
  const { questions, context } = matter;
  const { subject, place } = accounts;
  const quotable = questions.quotable(possible);
  const [{ first, nearest }] = gaps;
  const { request } = first;
  const lack = lackOf(accounts, matter);
  const ways = gaps.map((gap) => {
    const it = gap.calls.length === 1 ? "it" : "them";
    return `${listed(gap.calls)}: ${gap.nearest?.because ?? lack.because(it)}`;
  });
  const summary = `\`${request.principal}\` can call \`${request.action}\``;
  context.report({
    subject,
    message: "gap",
    data: {
      who: quotable ? `\`${request.principal}\`` : "somebody whom a sensitive policy exempts",
      ways: ways.join("; and by "),
    },
    at: nearest?.place ?? lack.at ?? place,
    related: [{ message: stakeOf(accounts), place }],
    assumptions,
    ...(quotable
      ? { witness: { summary, request: { ...request, context: request.context ?? {} } } }
      : {}),
  });
}

/** One answer is given for all accounts that are bound alike. */
function stakeOf({ subject, accounts }: AccountClass): string {
  return accounts.length > 1
    ? `${accountsText(accounts, undefined)} are at stake`
    : `${subject} is at stake`;
}

/** What is lacking where no deny came near, and the place where one would be written. */
function lackOf(
  { bound, guards: { possible } }: AccountClass,
  { relevant, calls, estate }: Matter,
): { readonly because: (it: string) => string; readonly at: Place | undefined } {
  const near = possible.find((guard) => relevant.includes(guard));
  const deny = near === undefined ? undefined : spokenOf(near, calls);
  const first = editable(possible);
  if (possible.length > 0) {
    return {
      because: (it) => `no deny of the service control policies covers ${it}`,
      at: deny?.action.place ?? first?.policy.place,
    };
  }
  for (const guard of relevant) {
    const reach = reachOf(guard, bound, estate.organization);
    if (reach.reaches !== "no") continue;
    const why = `the service control policy \`${guard.subject}\` does not reach the account, since ${reach.because}`;
    return { because: () => why, at: guard.place };
  }
  return { because: () => "no service control policy reaches the account", at: undefined };
}

/** "`ec2:CreateTags` (on VPC endpoints and instances) and `ec2:DeleteTags`" */
function listed(calls: readonly ProtectedCall[]): string {
  const things = new Map<string, readonly string[]>();
  for (const { action, on } of calls) {
    things.set(action, [...(things.get(action) ?? []), ...(on === undefined ? [] : [on])]);
  }
  const labels = [...things].map(([action, on]) =>
    on.length === 0 ? `\`${action}\`` : `\`${action}\` (on ${inWords(on)})`,
  );
  return inWords(labels);
}

function inWords(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}
