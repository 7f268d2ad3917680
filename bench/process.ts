import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A command line of Node that a benchmark runs. */
export interface Subject {
  readonly name: string;
  /** The words after `node`. */
  readonly words: readonly string[];
  /** Where it runs; undefined for the folder of this run. */
  readonly cwd?: string;
  /** Exit codes that mean that it did its work. */
  readonly codes: readonly number[];
}

/**
 * Certificates that a machine adds cost every start of Node tens of milliseconds, which would be
 * measured in place of the program.
 */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => name !== "NODE_EXTRA_CA_CERTS");
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}

function run(subject: Subject, extra: readonly string[], variables: NodeJS.ProcessEnv): void {
  const { status, stderr } = spawnSync(process.execPath, [...extra, ...subject.words], {
    cwd: subject.cwd,
    env: { ...environment(), ...variables },
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status === null || !subject.codes.includes(status)) {
    throw new Error(`${subject.name} ended with ${String(status)}: ${stderr}`);
  }
}

/** What several subjects took, in their order. */
export interface Times {
  /** The medians, in milliseconds. */
  readonly medians: readonly number[];
  /** The medians of what each took for the first subject's time of the same round. */
  readonly ratios: readonly number[];
}

/**
 * Wall time of whole processes, started one after the other and in turns, so that whatever else the
 * machine does meets all of them alike.
 *
 * @param subjects - what to run
 * @param rounds - how often each runs, after one unmeasured round
 * @throws Error where one ends with a code that is not among its own
 */
export function timesOf(subjects: readonly Subject[], rounds: number): Times {
  const times = subjects.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    subjects.forEach((subject, index) => {
      const start = performance.now();
      run(subject, [], {});
      if (round > 0) {
        times[index]?.push(performance.now() - start);
      }
    });
  }
  const [first = []] = times;
  return {
    medians: times.map(median),
    ratios: times.map((own) => median(own.map((time, at) => time / (first[at] ?? Number.NaN)))),
  };
}

/** @returns the medians of {@link timesOf} */
export function medianTimes(subjects: readonly Subject[], rounds: number): readonly number[] {
  return timesOf(subjects, rounds).medians;
}

/** What one run of a process took. */
export interface Cost {
  /** In milliseconds. */
  readonly time: number;
  /** The largest resident set, in bytes. */
  readonly memory: number;
}

/**
 * @param subject - what to run
 * @param folder - where the process may leave its figure
 * @returns what one run takes, at the most
 */
export function costOnce(subject: Subject, folder: string): Cost {
  const start = performance.now();
  const memory = peakMemory(subject, folder);
  return { time: performance.now() - start, memory };
}

/**
 * @param subject - what to run
 * @param folder - where the process may leave its figure
 * @returns the largest resident set of one run, in bytes
 */
export function peakMemory(subject: Subject, folder: string): number {
  const file = join(folder, "peak");
  const hook =
    'import { writeFileSync } from "node:fs";' +
    'process.on("exit", () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));';
  run(subject, ["--import", `data:text/javascript,${encodeURIComponent(hook)}`], {
    BENCH_PEAK: file,
  });
  // https://nodejs.org/docs/latest-v20.x/api/process.html#processresourceusage gives kilobytes.
  return Number(readFileSync(file, "utf8")) * 1024;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
