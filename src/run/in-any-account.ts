import { runRules, type ActiveRule } from "../engine/run-rules.ts";
import type { Result } from "../model/finding.ts";
import type { LinkedInputs } from "./read-estate.ts";

type Judged = ReturnType<typeof runRules>;

/** How configurations and templates speak of the account that they are deployed to. */
const ownAccount = /\baws_caller_identity\b|AWS::AccountId/;

/** How a configuration deploys to several accounts, of which each may be another one's caller. */
const severalAccounts = /\balias"?\s*[=:]|\bassume_role|\bconfiguration_aliases\b/;

/** A pattern that tells accounts apart without naming one: `arn:aws:iam::1*:root`. */
const partOfAccount = /[\s"':/](?:\d{1,11}[*?]|[*?]\d)/;

const judgedSo =
  "The input does not tell the account; this is so in every account that the input does not name";

/**
 * Asks again where an answer is open and files speak of the account that they are deployed to
 * without telling it: each file is taken to be deployed to an account of its own that nothing in the
 * input names. Policies treat all such accounts alike, so that what is in order in one is so in each.
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
  const open = new Set(
    judged.results.filter(({ verdict }) => verdict === "undetermined").map(({ rule }) => rule),
  );
  if (open.size === 0 || read.settings.accounts.length > 0) return judged;
  const sources = read.loaded.flatMap((outcome) => outcome.sources);
  const written = sources.filter(({ confidential }) => !confidential);
  if (!written.some(({ text }) => ownAccount.test(text))) return judged;
  const terraform = sources.filter(({ syntax, confidential }) => syntax === "hcl" || confidential);
  if (terraform.some(({ text }) => severalAccounts.test(text))) return judged;
  if (sources.some(({ text }) => partOfAccount.test(text))) return judged;
  const accounts = unnamedAccounts(sources.map(({ text }) => text));
  const estate = await read.deployedTo(accounts);
  const again = active.filter(({ rule }) => open.has(rule.id));
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
