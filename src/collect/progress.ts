import type { Host } from "../model/host.ts";

/** Milliseconds between two writings of the line. */
const interval = 100;

/** The progress of a collection, as one line that is written over on a terminal. */
export class Progress {
  readonly #host: Host;
  #calls = 0;
  #kept = 0;
  #done = 0;
  #all = 0;
  #last = Number.NEGATIVE_INFINITY;
  #isShown = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** How many times AWS was asked. */
  get calls(): number {
    return this.#calls;
  }

  /** Tells how many answers an interrupted collection left. */
  resumed(answers: number): void {
    this.#kept = answers;
    if (answers > 0 && !this.#host.stderr.isTTY) {
      this.#host.stderr.write(`guardlint: going on with ${answers} answers that are kept\n`);
    }
  }

  accounts(all: number): void {
    this.#all = all;
    this.#draw();
  }

  accountDone(): void {
    this.#done += 1;
    this.#draw();
  }

  called(): void {
    this.#calls += 1;
    this.#draw();
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isShown) this.#host.stderr.write("\r\u001b[K");
    this.#isShown = false;
  }

  #draw(): void {
    const { stderr } = this.#host;
    if (!stderr.isTTY) return;
    const now = this.#host.monotonic();
    if (now - this.#last < interval) return;
    this.#last = now;
    const accounts =
      this.#all === 0 ? "the organisation" : `${this.#done} of ${this.#all} accounts`;
    const kept = this.#kept === 0 ? "" : `, ${this.#kept} answers kept`;
    const line = `Reading ${accounts}, ${this.#calls} calls${kept}`.slice(0, stderr.columns - 1);
    this.#isShown = true;
    stderr.write(`\r\u001b[K${line}`);
  }
}
