import type { Host } from "../model/host.ts";

/** Measures the phases of a run. */
export class Stopwatch {
  readonly #host: Host;
  readonly #phases: { phase: string; milliseconds: number }[] = [];
  #since: number;

  /** @param host - its clock starts now */
  constructor(host: Host) {
    this.#host = host;
    this.#since = host.monotonic();
  }

  /** Ends a phase that began where the one before it ended. */
  phase(phase: string): void {
    const now = this.#host.monotonic();
    this.#phases.push({ phase, milliseconds: now - this.#since });
    this.#since = now;
  }

  /** The phases so far, in order. */
  get phases(): readonly { readonly phase: string; readonly milliseconds: number }[] {
    return this.#phases;
  }
}
