import type { Host } from "../model/host.ts";
import type { PlacedAnswer, Unread } from "./answer.ts";
import type { ClientSettings, Credentials, RequestHandling } from "./call.ts";
import { withoutShared } from "./iam.ts";
import { eachOf, Gate } from "./gate.ts";
import { Journal, JournalUnwritable } from "./journal.ts";
import { isObject, textIn, type Json } from "./json.ts";
import { Progress } from "./progress.ts";
import { quietSdk } from "./quiet.ts";
import { readPrincipals, readRegion, readRegions } from "./read-account.ts";
import { readOrganization, type FoundOrganization } from "./read-organization.ts";
import { callOf, CredentialsExpired, Session, type Collecting } from "./session.ts";
import { snapshotText } from "./snapshot.ts";
import { homeRegion } from "./sts.ts";

/** What to collect, and how. */
export interface CollectOptions {
  /** The name of a role in the other accounts; undefined reads the current account alone. */
  readonly role: string | undefined;
  /** Undefined for those that each account has enabled. */
  readonly regions: readonly string[] | undefined;
  readonly endpoint: string | undefined;
  readonly profile: string | undefined;
  readonly redact: boolean;
  /** Accounts at once; each has several calls under way. */
  readonly concurrency: number;
  /** The file of the journal; undefined keeps none. */
  readonly journal: string | undefined;
  readonly maxAttempts: number;
  /** Undefined for what the SDK finds: environment, profiles, SSO, metadata. */
  readonly credentials?: Credentials;
}

/** What a collection ends with. */
export type CollectOutcome =
  | {
      readonly ok: true;
      readonly text: string;
      readonly calls: number;
      readonly accounts: number;
      /** Of which there is no answer, by what they miss. */
      readonly unread: readonly Unread[];
      /** Ends the journal: the snapshot has been written. */
      readonly done: () => void;
    }
  /** `kept`: what is collected so far is kept, and the next run goes on there. */
  | { readonly ok: false; readonly message: string; readonly kept: boolean };

/** Calls under way at once, for each account that is being read. */
const callsPerAccount = 6;

/**
 * Reads the organisation and its accounts.
 *
 * @param host - has the files and the terminal
 */
export async function collect(host: Host, options: CollectOptions): Promise<CollectOutcome> {
  quietSdk();
  const progress = new Progress(host);
  const answers: PlacedAnswer[] = [];
  const shared = new Map<string, Json>();
  const settings = settingsOf(options, options.regions?.[0] ?? (await homeRegion(options.profile)));
  const gate = new Gate(options.concurrency * callsPerAccount);
  const nothing = { find: () => undefined, keep: () => undefined };
  const called = (): void => {
    progress.called();
  };
  const first: Collecting = { gate, redact: options.redact, called, ...nothing };
  try {
    const caller = await identify(new Session(nowhere, settings, first));
    if (typeof caller === "string") return { ok: false, message: caller, kept: false };
    const { role, endpoint, redact: redacted } = options;
    const undertaking = { account: caller.account, role, endpoint, redacted };
    const journal = new Journal(host, options.journal, undertaking);
    progress.resumed(journal.size);
    journal.begin();
    const collecting: Collecting = {
      ...first,
      find: (whose, call, of) => journal.find(whose, call, of),
      keep: (whose, answer) => {
        if (journal.find(whose, answer.call, answer.of) === undefined) {
          journal.keep({ ...whose, answer });
        }
        answers.push({ ...whose, answer: withoutShared(answer, shared) });
      },
    };
    const found = await readOrganization(new Session(nowhere, settings, collecting));
    const accounts = [...new Set([caller.account, ...found.accounts])].sort();
    progress.accounts(accounts.length);
    await eachOf(accounts, options.concurrency, async (account) => {
      await readAccount({ account, caller, found, options, settings, collecting });
      progress.accountDone();
    });
    progress.end();
    return {
      ok: true,
      text: snapshotText({ answers, shared, redacted: options.redact }),
      calls: progress.calls,
      accounts: accounts.length,
      unread: answers.flatMap(({ answer }) => ("unread" in answer ? [answer.unread] : [])),
      done: () => {
        journal.end();
      },
    };
  } catch (error) {
    progress.end();
    if (error instanceof JournalUnwritable) {
      return { ok: false, message: error.message, kept: false };
    }
    if (!(error instanceof CredentialsExpired)) throw error;
    return {
      ok: false,
      message: error.message,
      kept: answers.length > 0 && options.journal !== undefined,
    };
  }
}

const nowhere = { account: undefined, region: undefined } as const;

interface Caller {
  readonly account: string;
  readonly partition: string;
}

async function identify(session: Session): Promise<Caller | string> {
  const outcome = await session.send(callOf("sts get-caller-identity"));
  if (!outcome.ok) return `\`sts:GetCallerIdentity\` could not be read: ${outcome.failure.because}`;
  const account = textIn(outcome.response, "Account");
  const arn = textIn(outcome.response, "Arn") ?? "";
  if (account === undefined) return "AWS does not say whose the credentials are";
  return { account, partition: arn.split(":")[1] ?? "aws" };
}

interface AccountToRead {
  readonly account: string;
  readonly caller: Caller;
  readonly found: FoundOrganization;
  readonly options: CollectOptions;
  readonly settings: ClientSettings;
  readonly collecting: Collecting;
}

async function readAccount(reading: AccountToRead): Promise<void> {
  const { account, found, options, collecting } = reading;
  const settings = await accountSettings(reading);
  if (settings === undefined) return;
  const session = new Session({ account, region: undefined }, settings, collecting);
  const [regions] = await Promise.all([
    options.regions ?? readRegions(session),
    readPrincipals(session),
  ]);
  const administers = found.guarddutyAdministrator === account;
  const covers = administers || found.guarddutyAdministrator === undefined;
  for (const region of regions) {
    const there = new Session({ account, region }, { ...settings, region }, collecting);
    await readRegion(there, { covers, administers });
  }
}

/** Gets into an account; undefined where that is refused, which is then told. */
async function accountSettings(reading: AccountToRead): Promise<ClientSettings | undefined> {
  const { account, caller, options, settings, collecting } = reading;
  if (account === caller.account) return settings;
  const whose = { account, region: undefined };
  const call = callOf("sts assume-role");
  const refuse = (because: string): void => {
    collecting.keep(whose, {
      call: call.name,
      of: options.role ?? "",
      unread: { action: call.action, because },
    });
  };
  if (options.role === undefined) {
    refuse("no role to assume was named (--assume-role)");
    return undefined;
  }
  const arn = `arn:${caller.partition}:iam::${account}:role/${options.role}`;
  const session = new Session(whose, settings, collecting);
  const outcome = await session.send(call, arn, "guardlint");
  if (!outcome.ok) {
    refuse(outcome.failure.because);
    return undefined;
  }
  const given = outcome.response["Credentials"];
  const accessKeyId = textIn(given, "AccessKeyId");
  const secretAccessKey = textIn(given, "SecretAccessKey");
  const sessionToken = textIn(given, "SessionToken");
  if (!isObject(given) || accessKeyId === undefined || secretAccessKey === undefined) {
    refuse("the answer is not what AWS sends");
    return undefined;
  }
  const credentials = { accessKeyId, secretAccessKey };
  const { region, endpoint, maxAttempts, retryMode, requestHandler } = settings;
  return {
    region,
    maxAttempts,
    retryMode,
    requestHandler,
    ...(endpoint === undefined ? {} : { endpoint }),
    credentials: sessionToken === undefined ? credentials : { ...credentials, sessionToken },
  };
}

function settingsOf(options: CollectOptions, region: string): ClientSettings {
  const { credentials, profile, endpoint, maxAttempts } = options;
  const agent = { maxSockets: options.concurrency * callsPerAccount, keepAlive: true };
  const requestHandler: RequestHandling = {
    connectionTimeout: 10_000,
    requestTimeout: 60_000,
    httpAgent: agent,
    httpsAgent: agent,
  };
  const retryMode = "adaptive";
  return {
    region,
    maxAttempts,
    retryMode,
    requestHandler,
    ...(credentials === undefined ? {} : { credentials }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}
