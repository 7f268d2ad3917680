import { runRules, type ActiveRule } from "../engine/run-rules.ts";
import type { Estate } from "../model/estate.ts";
import type { Result } from "../model/finding.ts";
import type { PolicyDocument } from "../model/policy.ts";
import { Distinctions } from "../rules/reading/distinctions.ts";
import { Compiler } from "../rules/reading/policy-layers.ts";
import { shapeOf } from "../rules/reading/policy-shape.ts";
import type { LinkedInputs } from "./read-estate.ts";

type Judged = ReturnType<typeof runRules>;

/** How configurations and templates speak of the account that they are deployed to. */
const ownAccount = /\baws_caller_identity\b|AWS::AccountId/;

/** How a configuration deploys to several accounts, of which each may be another one's caller. */
const severalAccounts = /\balias"?\s*[=:]|\bassume_role|\bconfiguration_aliases\b/;

/**
 * The rules that are asked again: their answer rests on the policies of endpoints, which say whom they
 * let in. What rests on where an account stands in its organisation is not the same in any account.
 */
const asked: ReadonlySet<string> = new Set(["endpoint-open-to-other-accounts"]);

const judgedSo =
  "The input does not tell the account; this is so in every account that the input does not name";

/**
 * Asks again where an answer is open and files speak of the account that they are deployed to
 * without telling it: each file is taken to be deployed to an account of its own that nothing in the
 * input names. Policies that name accounts whole treat all such accounts alike, so that what is in order
 * in one is so in each.
 * Only that is taken over: what is wrong there may be meant so for an account that is named.
 *
 * @param read - the inputs
 * @param active - the rules that ran
 * @param judged - what they answered
 */
export async function inAnyAccount(
  read: LinkedInputs,
  active: readonly ActiveRule[],
  judged: Judged,
): Promise<Judged> {
  const isOpen = judged.results.some(
    ({ verdict, rule }) => verdict === "undetermined" && asked.has(rule),
  );
  if (!isOpen || read.settings.accounts.length > 0) return judged;
  const sources = read.loaded.flatMap((outcome) => outcome.sources);
  const written = sources.filter(({ confidential }) => !confidential);
  if (!written.some(({ text }) => ownAccount.test(text))) return judged;
  if (sources.some(({ text }) => severalAccounts.test(text))) return judged;
  const texts = [...sources.map(({ text }) => text), ...namedIn(endpointPolicies(read.estate))];
  const estate = await read.deployedTo(unnamedAccounts(texts));
  if (!treatAlike(endpointPolicies(estate))) return judged;
  const again = active.filter(({ rule }) => asked.has(rule.id));
  const answers = new Map<string, Result>();
  for (const answer of runRules(estate, again, read.settings).results) {
    answers.set(identity(answer), answer);
  }
  const results = judged.results.map((result) => {
    const answer = answers.get(identity(result));
    if (result.verdict !== "undetermined" || answer?.verdict !== "satisfied") return result;
    return { ...answer, assumptions: [...answer.assumptions, judgedSo] };
  });
  return { ...judged, results };
}

function endpointPolicies({ endpoints }: Estate): readonly PolicyDocument[] {
  return endpoints.flatMap(({ policy }) => (policy.state === "known" ? [policy.document] : []));
}

/** The accounts that policies name. */
function namedIn(documents: readonly PolicyDocument[]): readonly string[] {
  const { named } = distinctionsOf(documents);
  return named.flatMap(({ account }) => account ?? []);
}

/** The shapes are not compared here. */
const noAccount = "000000000000";

/** Whether policies hold accounts against each other whole, so that their ids can be exchanged. */
function treatAlike(documents: readonly PolicyDocument[]): boolean {
  const distinctions = distinctionsOf(documents);
  return documents.every((document) => shapeOf(document, distinctions, noAccount) !== undefined);
}

function distinctionsOf(documents: readonly PolicyDocument[]): Distinctions {
  const compiler = new Compiler();
  return new Distinctions(documents.map((document) => compiler.compile(document)));
}

function identity({ rule, subject, place }: Result): string {
  return JSON.stringify([rule, subject, place.source.path]);
}

/** Programs name accounts in ways that are not looked for here. */
const isProgram = /\.[cm]?[jt]sx?$|(?:^|\/)Pulumi[^/]*$/;

/** Gives each file an account whose id stands nowhere in some texts. */
function unnamedAccounts(texts: readonly string[]): (path: string) => string | undefined {
  const named = new Set(texts.flatMap((text) => text.match(/(?<!\d)0{6}\d{6}(?!\d)/g) ?? []));
  const given = new Map<string, string>();
  let next = 0;
  return (path) => {
    if (isProgram.test(path)) return undefined;
    const known = given.get(path);
    if (known !== undefined) return known;
    let id = padded(next++);
    while (named.has(id)) id = padded(next++);
    given.set(path, id);
    return id;
  };
}

/** `000000000007` */
function padded(number: number): string {
  return String(number).padStart(12, "0");
}
