import type { Answer, Whose } from "./answer.ts";
import { keptOf, type Call, type ClientSettings, type Input, type Send } from "./call.ts";
import { failureOf, type Failure } from "./failure.ts";
import type { Gate } from "./gate.ts";
import { isList, objectOf, type Json, type JsonObject } from "./json.ts";
import { calls, services } from "./table.ts";

/** More pages than any account has are a server that goes round in circles. */
const mostPages = 20_000;

/** The credentials are no longer good: what is collected is kept, and the rest has to wait. */
export class CredentialsExpired extends Error {}

/** What all sessions of a collection share. */
export interface Collecting {
  readonly gate: Gate;
  readonly redact: boolean;
  /** Is told of every call that was answered or refused. */
  readonly called: () => void;
  /** The answer of an earlier, interrupted collection. */
  readonly find: (whose: Whose, call: string, of: string) => Answer | undefined;
  /** Takes an answer. */
  readonly keep: (whose: Whose, answer: Answer) => void;
}

/** Asks AWS as one account in one Region; the SDK of a service loads when it is first asked. */
export class Session {
  readonly whose: Whose;
  readonly #settings: ClientSettings;
  readonly #collecting: Collecting;
  readonly #opened = new Map<string, Promise<ReadonlyMap<string, Send>>>();

  constructor(whose: Whose, settings: ClientSettings, collecting: Collecting) {
    this.whose = whose;
    this.#settings = settings;
    this.#collecting = collecting;
  }

  /**
   * Asks for all pages of a call, and keeps the answer, or why there is none.
   *
   * @param name - of the call
   * @param of - what it is about
   * @returns the answer; undefined where there is none
   * @throws CredentialsExpired
   */
  async ask(name: string, of = "", and = ""): Promise<JsonObject | undefined> {
    const { find, keep, redact } = this.#collecting;
    const about = and === "" ? of : `${of} ${and}`;
    const known = find(this.whose, name, about);
    if (known !== undefined && "response" in known) {
      keep(this.whose, known);
      return known.response;
    }
    const call = callOf(name);
    const outcome = await this.send(call, of, and);
    if (outcome.ok) {
      const response = keptOf(call, outcome.response, redact);
      keep(this.whose, { call: name, of: about, response });
      return response;
    }
    const { kind, because } = outcome.failure;
    if (kind !== "gone") {
      keep(this.whose, { call: name, of: about, unread: { action: call.action, because } });
    }
    return undefined;
  }

  /**
   * Asks for all pages of a call without keeping anything of it.
   *
   * @throws CredentialsExpired
   */
  async send(
    call: Call,
    of = "",
    and = "",
  ): Promise<
    | { readonly ok: true; readonly response: JsonObject }
    | { readonly ok: false; readonly failure: Failure }
  > {
    try {
      const ask = await this.#sender(call.name);
      return { ok: true, response: await this.#pages(ask, of, and) };
    } catch (error) {
      const failure = error instanceof Malformed ? malformed : failureOf(error);
      if (failure.kind === "expired") throw new CredentialsExpired(failure.because);
      return { ok: false, failure };
    }
  }

  async #pages(ask: Send, of: string, and: string): Promise<JsonObject> {
    let whole: JsonObject = {};
    let token: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const input: Input = { token, of, and };
      const answer = objectOf(await this.#collecting.gate.run(() => ask(input)));
      this.#collecting.called();
      whole = page === 0 ? answer : together(whole, answer);
      const next = continuation(answer);
      if (next === undefined) return whole;
      if (next === token) throw new Malformed();
      token = next;
    }
    throw new Malformed();
  }

  async #sender(name: string): Promise<Send> {
    const service = services.find(({ calls: own }) => own.some((call) => call.name === name));
    if (service === undefined) throw new Error(`there is no call \`${name}\``);
    const opened = this.#opened.get(service.name) ?? service.open(this.#settings);
    this.#opened.set(service.name, opened);
    const send = (await opened).get(name);
    if (send === undefined) throw new Error(`\`${name}\` cannot be sent`);
    return send;
  }
}

/** @throws where the table has no such call */
export function callOf(name: string): Call {
  const call = calls.get(name);
  if (call === undefined) throw new Error(`there is no call \`${name}\``);
  return call;
}

class Malformed extends Error {}

const malformed: Failure = { kind: "failed", because: "the pages of the answer have no end" };

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-pagination.html */
function continuation(page: JsonObject): string | undefined {
  const token = page["NextToken"] ?? page["nextToken"];
  if (typeof token === "string" && token !== "") return token;
  const marker = page["Marker"];
  return page["IsTruncated"] === true && typeof marker === "string" ? marker : undefined;
}

function together(before: JsonObject, page: JsonObject): JsonObject {
  const joined = Object.entries(page).map(([key, value]): [string, Json] => {
    const known = before[key];
    return [key, isList(known) && isList(value) ? [...known, ...value] : value];
  });
  return { ...before, ...Object.fromEntries(joined) };
}
