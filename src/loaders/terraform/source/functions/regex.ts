import { charactersOf } from "./characters.ts";
import { type Plain } from "../plain.ts";
import { Refusal } from "./call.ts";
import { isLong, tooLong } from "./format.ts";
import { compile, type Program } from "./regex-program.ts";
import type { Work } from "../work.ts";
import type { CharacterSet } from "./regex-syntax.ts";

/** Steps that all matches in one text may take; as many of them cost as much as one of evaluation. */
const mostSteps = 4_000_000;
const stepsInOne = 8;

/** A match: start and end of each group, in characters. */
type Groups = readonly (number | undefined)[];

/** Compiles a pattern; it never backtracks, so that no text makes it slow. */
export function regexOf(pattern: string): Program | Refusal {
  return compile(pattern);
}

/**
 * The matches as `regex` gives them: a text, a list of groups, or a map of named groups.
 *
 * @param most - matches looked for
 */
export function captured(
  program: Program,
  text: string,
  most: number,
  work: Work,
): readonly Plain[] | Refusal {
  const characters = charactersOf(text);
  const found = matches(program, characters, most, work);
  if (found instanceof Refusal) return found;
  return found.map((groups): Plain => {
    const group = (index: number): string | null => {
      const [start, end] = [groups[index * 2], groups[index * 2 + 1]];
      return start === undefined || end === undefined
        ? null
        : characters.slice(start, end).join("");
    };
    if (program.groups === 1) return group(0);
    if (program.names.size > 0) {
      return new Map([...program.names].map(([index, name]) => [name, group(index)] as const));
    }
    return Array.from({ length: program.groups - 1 }, (_, index) => group(index + 1));
  });
}

/** Replaces all matches; `$1`, `${1}` and `$name` stand for groups. */
export function replaced(
  program: Program,
  text: string,
  replacement: string,
  work: Work,
): string | Refusal {
  const characters = charactersOf(text);
  let made = "";
  let last = 0;
  const found = matches(program, characters, 100_000, work);
  if (found instanceof Refusal) return found;
  for (const groups of found) {
    const [start = 0, end = 0] = groups;
    made +=
      characters.slice(last, start).join("") + expanded(program, characters, groups, replacement);
    if (isLong(made.length)) return tooLong;
    last = end;
  }
  return made + characters.slice(last).join("");
}

function expanded(
  program: Program,
  characters: readonly string[],
  groups: Groups,
  replacement: string,
): string {
  const byName = new Map([...program.names].map(([index, name]) => [name, index]));
  return replacement.replace(
    /\$(?:\$|(\w+)|\{(\w+)\})/g,
    (whole: string, bare?: string, braced?: string) => {
      if (whole === "$$") return "$";
      const name = bare ?? braced ?? "";
      const index = /^\d+$/.test(name) ? Number(name) : (byName.get(name) ?? -1);
      const [start, end] = [groups[index * 2], groups[index * 2 + 1]];
      return start === undefined || end === undefined ? "" : characters.slice(start, end).join("");
    },
  );
}

function matches(
  program: Program,
  characters: readonly string[],
  most: number,
  work: Work,
): readonly Groups[] | Refusal {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const found: Groups[] = [];
  let budget = mostSteps;
  let lastEnd = -1;
  for (let from = 0; from <= codes.length && found.length < most;) {
    const run = new Run(program, codes, budget);
    const groups = run.from(from);
    const used = budget - run.budget;
    budget = run.budget;
    if (budget <= 0 || !work.steps(used / stepsInOne))
      return new Refusal("matching the pattern takes too long", false);
    if (groups === undefined) break;
    const [start = from, end = from] = groups;
    // An empty match right behind another one does not count.
    if (!(start === end && start === lastEnd)) found.push(groups);
    lastEnd = end;
    from = start === end ? end + 1 : end;
  }
  return found;
}

interface Thread {
  readonly at: number;
  readonly groups: Groups;
}

/** Goes through a text once, with all ways to match it side by side, the preferred one first. */
class Run {
  budget: number;
  readonly #program: Program;
  readonly #codes: readonly number[];

  constructor(program: Program, codes: readonly number[], budget: number) {
    this.#program = program;
    this.#codes = codes;
    this.budget = budget;
  }

  from(start: number): Groups | undefined {
    let threads: Thread[] = [];
    let found: Groups | undefined;
    for (let position = start; position <= this.#codes.length; position += 1) {
      const seen = new Set<number>(threads.map(({ at }) => at));
      if (found === undefined) this.#add(threads, seen, { at: 0, groups: [] }, position);
      if (threads.length === 0) break;
      const next: Thread[] = [];
      const nextSeen = new Set<number>();
      const code = this.#codes[position];
      for (const thread of threads) {
        this.budget -= 1;
        if (this.budget <= 0) return undefined;
        const instruction = this.#program.instructions[thread.at];
        if (instruction?.kind === "match") {
          found = thread.groups;
          // Ways behind this one are less preferred.
          break;
        }
        if (
          instruction?.kind === "set" &&
          code !== undefined &&
          this.#holds(instruction.set, code)
        ) {
          this.#add(next, nextSeen, { at: thread.at + 1, groups: thread.groups }, position + 1);
        }
      }
      threads = next;
    }
    return found;
  }

  /** Follows what needs no character. */
  #add(threads: Thread[], seen: Set<number>, thread: Thread, position: number): void {
    const waiting: Thread[] = [thread];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { at, groups } = next;
      if (seen.has(at)) continue;
      seen.add(at);
      this.budget -= 1;
      if (this.budget <= 0) return;
      const instruction = this.#program.instructions[at];
      switch (instruction?.kind) {
        case "jump":
          waiting.push({ at: instruction.to, groups });
          break;
        case "split":
          waiting.push({ at: instruction.second, groups }, { at: instruction.first, groups });
          break;
        case "save": {
          const saved = [...groups];
          this.budget -= groups.length;
          saved[instruction.slot] = position;
          waiting.push({ at: at + 1, groups: saved });
          break;
        }
        case "assert":
          if (this.#asserts(instruction.what, position)) waiting.push({ at: at + 1, groups });
          break;
        case "set":
        case "match":
          threads.push({ at, groups });
          break;
        case undefined:
          break;
      }
    }
  }

  #holds({ negated, ranges }: CharacterSet, code: number): boolean {
    const codes = this.#program.ignoresCase ? bothCases(code) : [code];
    const inside = codes.some((one) => ranges.some(([low, high]) => one >= low && one <= high));
    return inside !== negated;
  }

  #asserts(what: "start" | "end" | "word" | "inside", position: number): boolean {
    if (what === "start") return position === 0;
    if (what === "end") return position === this.#codes.length;
    const boundary = isWord(this.#codes[position - 1]) !== isWord(this.#codes[position]);
    return boundary === (what === "word");
  }
}

function bothCases(code: number): readonly number[] {
  const character = String.fromCodePoint(code);
  const others = [character.toLowerCase(), character.toUpperCase()];
  return [code, ...others.map((other) => other.codePointAt(0) ?? code)];
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && /^\w$/.test(String.fromCodePoint(code));
}
