import { charactersOf } from "./characters.ts";
import { Refusal } from "./call.ts";

/** Characters by code point. */
export interface CharacterSet {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [number, number])[];
}

/** A part of a pattern. */
export type Node =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "assert"; readonly what: "start" | "end" | "word" | "inside" }
  | { readonly kind: "group"; readonly slot: number | undefined; readonly inner: Node }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly inner: Node;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

const deepestGroup = 50;
const lastCharacter = 0x10ffff;

const digit: CharacterSet["ranges"] = [[48, 57]];
const word: CharacterSet["ranges"] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const space: CharacterSet["ranges"] = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const named: ReadonlyMap<string, CharacterSet["ranges"]> = new Map([
  [
    "alpha",
    [
      [65, 90],
      [97, 122],
    ],
  ],
  ["digit", digit],
  [
    "alnum",
    [
      [48, 57],
      [65, 90],
      [97, 122],
    ],
  ],
  ["upper", [[65, 90]]],
  ["lower", [[97, 122]]],
  [
    "space",
    [
      [9, 13],
      [32, 32],
    ],
  ],
  [
    "punct",
    [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
  ],
  [
    "xdigit",
    [
      [48, 57],
      [65, 70],
      [97, 102],
    ],
  ],
  ["word", word],
]);

/** A pattern as a tree. */
export interface Pattern {
  readonly tree: Node;
  /** How many groups there are, the whole included. */
  readonly groups: number;
  readonly names: ReadonlyMap<number, string>;
  readonly ignoresCase: boolean;
}

/**
 * Reads a pattern in the syntax that Terraform's functions take, without what is rare in it.
 * https://github.com/google/re2/wiki/Syntax
 */
export function readPattern(pattern: string): Pattern | Refusal {
  const flags = /^\(\?([ims]{1,3})\)/.exec(pattern);
  if (flags?.[1]?.includes("m") === true)
    return new Refusal("the flag m is not worked out here", false);
  const reader = new Reader(
    charactersOf(pattern.slice(flags?.[0].length ?? 0)),
    flags?.[1]?.includes("s") === true,
  );
  const tree = reader.whole();
  if (tree instanceof Refusal) return tree;
  const { groups, names } = reader;
  return { tree, groups, names, ignoresCase: flags?.[1]?.includes("i") === true };
}

class Reader {
  readonly names = new Map<number, string>();
  groups = 1;
  readonly #text: readonly string[];
  readonly #dotAll: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: readonly string[], dotAll: boolean) {
    this.#text = text;
    this.#dotAll = dotAll;
  }

  whole(): Node | Refusal {
    const tree = this.#choice();
    if (tree instanceof Refusal) return tree;
    return this.#at < this.#text.length ? this.#refuse() : tree;
  }

  #peek(ahead = 0): string {
    return this.#text[this.#at + ahead] ?? "";
  }

  #refuse(): Refusal {
    return new Refusal("the pattern has something that is not worked out here", false);
  }

  #choice(): Node | Refusal {
    this.#depth += 1;
    if (this.#depth > deepestGroup) return this.#refuse();
    const options: Node[] = [];
    for (;;) {
      const option = this.#sequence();
      if (option instanceof Refusal) return option;
      options.push(option);
      if (this.#peek() !== "|") break;
      this.#at += 1;
    }
    this.#depth -= 1;
    return { kind: "choice", options };
  }

  #sequence(): Node | Refusal {
    const items: Node[] = [];
    while (this.#at < this.#text.length && this.#peek() !== "|" && this.#peek() !== ")") {
      const atom = this.#atom();
      if (atom instanceof Refusal) return atom;
      const repeated = this.#repeated(atom);
      if (repeated instanceof Refusal) return repeated;
      items.push(repeated);
    }
    return { kind: "sequence", items };
  }

  #repeated(inner: Node): Node | Refusal {
    const bounds = this.#bounds();
    if (bounds === undefined) return inner;
    if (inner.kind === "assert") return this.#refuse();
    const [least, most] = bounds;
    if (least > most || least > 1000 || (most > 1000 && most !== Infinity)) return this.#refuse();
    const lazy = this.#peek() === "?";
    if (lazy) this.#at += 1;
    // What may be empty and is repeated would go round for ever.
    if (most === Infinity && mayBeEmpty(inner)) return this.#refuse();
    if (this.#bounds() !== undefined) return this.#refuse();
    return { kind: "repeat", inner, least, most, lazy };
  }

  #bounds(): readonly [number, number] | undefined {
    const sign = this.#peek();
    if (sign === "*" || sign === "+" || sign === "?") {
      this.#at += 1;
      return [sign === "+" ? 1 : 0, sign === "?" ? 1 : Infinity];
    }
    if (sign !== "{") return undefined;
    const rest = this.#text.slice(this.#at, this.#at + 12).join("");
    const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(rest);
    if (match === null) return undefined;
    this.#at += match[0].length;
    const least = Number(match[1]);
    if (match[2] === undefined) return [least, least];
    return [least, match[3] === undefined ? Infinity : Number(match[3])];
  }

  #atom(): Node | Refusal {
    const character = this.#peek();
    this.#at += 1;
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return this.#class();
      case ".":
        return {
          kind: "set",
          set: this.#dotAll
            ? { negated: false, ranges: [[0, lastCharacter]] }
            : { negated: true, ranges: [[10, 10]] },
        };
      case "^":
        return { kind: "assert", what: "start" };
      case "$":
        return { kind: "assert", what: "end" };
      case "*":
      case "+":
      case "?":
        return this.#refuse();
      case "\\":
        return this.#escape();
      default:
        return single(character);
    }
  }

  #group(): Node | Refusal {
    let slot: number | undefined;
    if (this.#peek() === "?") {
      const rest = this.#text.slice(this.#at, this.#at + 64).join("");
      const name = /^\?P?<([A-Za-z_]\w{0,50})>/.exec(rest);
      if (name !== null) {
        slot = this.groups++;
        this.names.set(slot, name[1] ?? "");
        this.#at += name[0].length;
      } else if (rest.startsWith("?:")) this.#at += 2;
      else return this.#refuse();
    } else slot = this.groups++;
    const inner = this.#choice();
    if (inner instanceof Refusal) return inner;
    if (this.#peek() !== ")") return this.#refuse();
    this.#at += 1;
    return { kind: "group", slot, inner };
  }

  #escape(): Node | Refusal {
    const character = this.#peek();
    this.#at += 1;
    switch (character) {
      case "b":
        return { kind: "assert", what: "word" };
      case "B":
        return { kind: "assert", what: "inside" };
      case "A":
        return { kind: "assert", what: "start" };
      case "z":
        return { kind: "assert", what: "end" };
      default: {
        const set = escaped(character);
        return set === undefined ? this.#refuse() : { kind: "set", set };
      }
    }
  }

  #class(): Node | Refusal {
    const ranges: (readonly [number, number])[] = [];
    const negated = this.#peek() === "^";
    if (negated) this.#at += 1;
    for (let first = true; first || this.#peek() !== "]"; first = false) {
      if (this.#at >= this.#text.length) return this.#refuse();
      const posix = /^\[:(\w{1,10}):\]/.exec(this.#text.slice(this.#at, this.#at + 16).join(""));
      if (posix !== null) {
        const known = named.get(posix[1] ?? "");
        if (known === undefined) return this.#refuse();
        ranges.push(...known);
        this.#at += posix[0].length;
        continue;
      }
      const start = this.#classItem();
      if (start === undefined) return this.#refuse();
      if (start.length !== 1 || this.#peek() !== "-" || this.#peek(1) === "]") {
        ranges.push(...start);
        continue;
      }
      this.#at += 1;
      const end = this.#classItem();
      const [from] = start;
      const [to] = end ?? [];
      if (from === undefined || to === undefined || end?.length !== 1) return this.#refuse();
      if (from[0] !== from[1] || to[0] !== to[1] || from[0] > to[0]) return this.#refuse();
      ranges.push([from[0], to[0]]);
    }
    this.#at += 1;
    return { kind: "set", set: { negated, ranges } };
  }

  #classItem(): CharacterSet["ranges"] | undefined {
    const character = this.#peek();
    this.#at += 1;
    if (character !== "\\") return rangeOf(character);
    const set = escaped(this.#peek());
    this.#at += 1;
    return set === undefined || set.negated ? undefined : set.ranges;
  }
}

function rangeOf(character: string): CharacterSet["ranges"] | undefined {
  const code = character.codePointAt(0);
  return code === undefined ? undefined : [[code, code]];
}

function single(character: string): Node {
  return { kind: "set", set: { negated: false, ranges: rangeOf(character) ?? [] } };
}

function escaped(character: string): CharacterSet | undefined {
  switch (character) {
    case "d":
    case "D":
      return { negated: character === "D", ranges: digit };
    case "w":
    case "W":
      return { negated: character === "W", ranges: word };
    case "s":
    case "S":
      return { negated: character === "S", ranges: space };
    case "n":
      return { negated: false, ranges: [[10, 10]] };
    case "t":
      return { negated: false, ranges: [[9, 9]] };
    case "r":
      return { negated: false, ranges: [[13, 13]] };
    default: {
      // Letters and digits behind a backslash have meanings, or will get one.
      const plain = character !== "" && !/[A-Za-z0-9]/.test(character);
      const ranges = plain ? rangeOf(character) : undefined;
      return ranges === undefined ? undefined : { negated: false, ranges };
    }
  }
}

function mayBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case "set":
      return false;
    case "assert":
      return true;
    case "group":
      return mayBeEmpty(node.inner);
    case "sequence":
      return node.items.every(mayBeEmpty);
    case "choice":
      return node.options.some(mayBeEmpty);
    case "repeat":
      return node.least === 0 || mayBeEmpty(node.inner);
  }
}
