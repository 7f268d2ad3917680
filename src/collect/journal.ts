import type { Host, WriteResult } from "../model/host.ts";
import type { Answer, PlacedAnswer, Whose } from "./answer.ts";
import { isObject, jsonOf, textIn, type Json } from "./json.ts";

/** What a collection is about: what another one left behind is of use for the same one only. */
export interface Undertaking {
  readonly account: string;
  readonly role: string | undefined;
  readonly endpoint: string | undefined;
  readonly redacted: boolean;
}

/** Nothing can be kept: what is read would be lost. */
export class JournalUnwritable extends Error {}

/**
 * The answers of a collection on their way, a line each in a file beside the snapshot, so that one
 * that was interrupted goes on where it ended. What AWS refused is asked again.
 */
export class Journal {
  readonly #host: Host;
  readonly #path: string | undefined;
  readonly #header: string;
  readonly #kept = new Map<string, Answer>();
  #isBegun = false;

  /**
   * @param path - of the file; undefined keeps nothing
   */
  constructor(host: Host, path: string | undefined, undertaking: Undertaking) {
    this.#host = host;
    this.#path = path;
    const { account, role = "", endpoint = "", redacted } = undertaking;
    this.#header = JSON.stringify({ guardlint: "collect/v1", account, role, endpoint, redacted });
    this.#resume();
  }

  /** How many answers an interrupted collection left. */
  get size(): number {
    return this.#kept.size;
  }

  /** The answer that an interrupted collection got. */
  find(whose: Whose, call: string, of: string): Answer | undefined {
    return this.#kept.get(keyOf(whose, call, of));
  }

  /**
   * Makes the file, if an interrupted collection left none: that nothing can be written there is
   * known before anything is read.
   *
   * @throws JournalUnwritable
   */
  begin(): void {
    if (this.#path === undefined || this.#isBegun) return;
    this.#write(this.#host.replaceFile(this.#path, `${this.#header}\n`));
    this.#isBegun = true;
  }

  /**
   * Keeps an answer.
   *
   * @throws JournalUnwritable
   */
  keep({ account, region, answer }: PlacedAnswer): void {
    if ("unread" in answer || this.#path === undefined) return;
    const line = JSON.stringify([keyOf({ account, region }, answer.call, answer.of), answer]);
    this.#write(this.#host.appendFile(this.#path, `${line}\n`));
  }

  /** The snapshot is whole: nothing is left to go on with. */
  end(): void {
    if (this.#isBegun && this.#path !== undefined) this.#host.removeFile(this.#path);
  }

  #write(written: WriteResult): void {
    if (written.ok) return;
    throw new JournalUnwritable(`cannot write ${this.#path ?? ""}: ${written.message}`);
  }

  #resume(): void {
    if (this.#path === undefined) return;
    const file = this.#host.readFile(this.#path);
    if (!file.ok) return;
    const [header, ...lines] = file.text.split("\n");
    if (header !== this.#header) return;
    this.#isBegun = true;
    // The last line is cut off where the program was ended in the middle of it.
    const isCut = lines.at(-1) !== "";
    if (isCut) this.#host.appendFile(this.#path, "\n");
    for (const line of lines) {
      const entry = entryOf(line);
      if (entry !== undefined) this.#kept.set(entry.key, entry.answer);
    }
  }
}

function keyOf({ account = "", region = "" }: Whose, call: string, of: string): string {
  return [account, region, call, of].join("\t");
}

function entryOf(line: string): { readonly key: string; readonly answer: Answer } | undefined {
  const [key, answer] = listOf(line);
  const call = textIn(answer, "call");
  const of = textIn(answer, "of");
  const response = isObject(answer) ? answer["response"] : undefined;
  return typeof key === "string" && call !== undefined && of !== undefined && isObject(response)
    ? { key, answer: { call, of, response } }
    : undefined;
}

function listOf(line: string): readonly Json[] {
  try {
    const parsed: unknown = JSON.parse(line);
    return Array.isArray(parsed) ? parsed.map(jsonOf) : [];
  } catch {
    return [];
  }
}
