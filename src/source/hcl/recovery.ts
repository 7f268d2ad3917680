import type { Scanner } from "./scanner.ts";

type Bracket = "(" | "[" | "{";

const openings = { ")": "(", "]": "[", "}": "{" } as const;

/** The brackets that are open in one stretch of code. */
class Brackets {
  readonly #open: Bracket[] = [];
  readonly #count = { "(": 0, "[": 0, "{": 0 };

  get none(): boolean {
    return this.#open.length === 0;
  }

  open(bracket: Bracket): void {
    this.#open.push(bracket);
    this.#count[bracket] += 1;
  }

  /** Closes a bracket, and those inside it that were not closed; false where none is open. */
  close(bracket: Bracket): boolean {
    if (this.#count[bracket] === 0) return false;
    for (;;) {
      const last = this.#open.pop();
      if (last === undefined) return true;
      this.#count[last] -= 1;
      if (last === bracket) return true;
    }
  }

  /** Leaves open here what is open elsewhere. */
  inherit(other: Brackets): void {
    for (const bracket of other.#open) this.open(bracket);
  }
}

/**
 * Passes over an item of a body that could not be read: up to the first line end at which none of
 * its brackets, strings and heredocs is open, or up to a brace that closes the body around it. What
 * stands inside brackets is never taken for an item.
 *
 * @param scanner - goes back to the item's start, and is left with what ends the item ahead
 * @param start - where the item starts; nothing is open there
 * @returns where the last token ended that was passed over; `start` where there is none
 */
export function skipItem(scanner: Scanner, start: number): number {
  let brackets = new Brackets();
  /** Brackets of the code around each sequence that is open. */
  const outer: Brackets[] = [];
  let passed = start;
  scanner.restart(start);
  for (;;) {
    scanner.next();
    const { kind } = scanner;
    switch (kind) {
      case "end":
        return passed;
      case "newline":
        if (scanner.open === 0 && brackets.none) return passed;
        break;
      case "(":
      case "[":
      case "{":
        brackets.open(kind);
        break;
      case ")":
      case "]":
      case "}":
        if (!brackets.close(openings[kind]) && kind === "}" && scanner.open === 0) return passed;
        break;
      case "${":
      case "%{":
        outer.push(brackets);
        brackets = new Brackets();
        break;
      case "sequence-end":
        brackets = outer.pop() ?? brackets;
        break;
      case "unterminated":
        // The scanner may have left sequences; nobody saw what is open in them closed.
        while (outer.length > scanner.sequences) {
          const inner = brackets;
          brackets = outer.pop() ?? new Brackets();
          brackets.inherit(inner);
        }
        break;
      default:
        break;
    }
    passed = scanner.end;
  }
}
