import { Refusal } from "./call.ts";
import { readPattern, type CharacterSet, type Node, type Pattern } from "./regex-syntax.ts";

/** One instruction; numbers are positions in the program. */
export type Instruction =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "assert"; readonly what: "start" | "end" | "word" | "inside" }
  | { readonly kind: "match" };

/** A pattern as a program that a text is run through once, in time linear in both. */
export interface Program extends Omit<Pattern, "tree"> {
  readonly instructions: readonly Instruction[];
}

const mostInstructions = 4_000;

/** Compiles a pattern; what is rare in patterns is refused. */
export function compile(pattern: string): Program | Refusal {
  const read = readPattern(pattern);
  if (read instanceof Refusal) return read;
  const { tree, groups, names, ignoresCase } = read;
  const instructions: Instruction[] = [];
  const complete =
    emit({ kind: "group", slot: 0, inner: tree }, instructions) &&
    instructions.push({ kind: "match" }) <= mostInstructions;
  if (!complete) return new Refusal("the pattern is too long", false);
  return { instructions, groups, names, ignoresCase };
}

function emit(node: Node, into: Instruction[]): boolean {
  if (into.length > mostInstructions) return false;
  switch (node.kind) {
    case "set":
    case "assert":
      into.push(node);
      return true;
    case "sequence":
      return node.items.every((item) => emit(item, into));
    case "group": {
      const { slot, inner } = node;
      if (slot !== undefined) into.push({ kind: "save", slot: slot * 2 });
      if (!emit(inner, into)) return false;
      if (slot !== undefined) into.push({ kind: "save", slot: slot * 2 + 1 });
      return true;
    }
    case "choice": {
      const jumps: { to: number }[] = [];
      const [last] = node.options.slice(-1);
      for (const option of node.options) {
        const split: Instruction = { kind: "split", first: into.length + 1, second: 0 };
        if (option !== last) into.push(split);
        if (!emit(option, into)) return false;
        if (option === last) continue;
        const jump: Instruction = { kind: "jump", to: 0 };
        into.push(jump);
        jumps.push(jump);
        split.second = into.length;
      }
      for (const jump of jumps) jump.to = into.length;
      return true;
    }
    case "repeat":
      return emitRepeat(node, into);
  }
}

function emitRepeat(node: Extract<Node, { kind: "repeat" }>, into: Instruction[]): boolean {
  const { inner, least, most, lazy } = node;
  for (let count = 0; count < least; count += 1) if (!emit(inner, into)) return false;
  const fork = (): { first: number; second: number; kind: "split" } => {
    const split = { kind: "split" as const, first: 0, second: 0 };
    into.push(split);
    return split;
  };
  const aim = (split: { first: number; second: number }, on: number, out: number): void => {
    [split.first, split.second] = lazy ? [out, on] : [on, out];
  };
  if (most === Infinity) {
    const start = into.length;
    const split = fork();
    if (!emit(inner, into)) return false;
    into.push({ kind: "jump", to: start });
    aim(split, start + 1, into.length);
    return true;
  }
  const splits: [{ first: number; second: number }, number][] = [];
  for (let count = least; count < most; count += 1) {
    const split = fork();
    splits.push([split, into.length]);
    if (!emit(inner, into)) return false;
  }
  for (const [split, on] of splits) aim(split, on, into.length);
  return true;
}
