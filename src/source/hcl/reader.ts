import type { Span } from "../../model/place.ts";
import { describeToken, misplaced } from "./describe.ts";
import { skipItem } from "./recovery.ts";
import type { Scanner } from "./scanner.ts";
import type { SyntaxProblem } from "./syntax.ts";
import type { TokenKind } from "./token.ts";

/** How deep blocks, brackets and templates may be nested in each other. */
const DEEPEST = 100;

/**
 * How many levels high an expression may be. A chain such as `a + b + c` is read without recursion,
 * but who walks its tree recurses once for each operator.
 */
const HIGHEST = 1000;

/** Ends the reading of one item, whose problem has been told. Shared, as making one costs time. */
const abandoned = new Error("the item has a problem");

/** A text with one token ahead, from which the parts of the grammar read. */
export class Reader {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** Levels of the expression that was read last. */
  height = 0;
  /** Where the token ended that was passed last. */
  passed = 0;

  readonly #scanner: Scanner;
  #lines = true;
  #depth = 0;

  /** @param scanner - one of which nothing has been read */
  constructor(scanner: Scanner) {
    this.text = scanner.text;
    this.#scanner = scanner;
    scanner.next();
  }

  /** What stands ahead. */
  peek(): TokenKind {
    const scanner = this.#scanner;
    if (!this.#lines) while (scanner.kind === "newline") scanner.next();
    return scanner.kind;
  }

  /** Where stands what is ahead. */
  get span(): Span {
    const kind = this.peek();
    const { start, end } = this.#scanner;
    return { start, end: kind === "newline" ? start : end };
  }

  /** Where what is ahead starts. */
  get start(): number {
    this.peek();
    return this.#scanner.start;
  }

  /** Passes over what is ahead. */
  next(): void {
    if (this.peek() === "end") return;
    this.passed = this.#scanner.end;
    this.#scanner.next();
  }

  /** Passes over what is ahead if it is of a kind. */
  take(kind: TokenKind): boolean {
    if (this.peek() !== kind) return false;
    this.next();
    return true;
  }

  /** Passes over what is ahead and gives it as written. */
  word(): string {
    const { start } = this;
    this.next();
    return this.text.slice(start, this.passed);
  }

  /** Whether a certain name is ahead. */
  isWord(word: string): boolean {
    const kind = this.peek();
    const { start } = this.#scanner;
    return (
      kind === "name" &&
      this.#scanner.end - start === word.length &&
      this.text.startsWith(word, start)
    );
  }

  /** From an offset to the end of what was passed last. */
  since(start: number): Span {
    return { start, end: this.passed };
  }

  /**
   * Says whether line ends are tokens from here on, and not blank.
   *
   * @returns what held so far, to go back to it
   */
  setLines(lines: boolean): boolean {
    const before = this.#lines;
    this.#lines = lines;
    return before;
  }

  /** Goes one level down, to be left by {@link leave}. */
  enter(): void {
    this.#depth += 1;
    if (this.#depth > DEEPEST) {
      this.failAt(this.span, `this is nested more than ${DEEPEST} levels deep`);
    }
  }

  /** Goes one level up. */
  leave(): void {
    this.#depth -= 1;
  }

  /** Notes the height of what was read last: one more than its highest part. */
  rise(parts: number): void {
    this.height = parts + 1;
    if (this.height > HIGHEST) {
      this.failAt(this.span, `this expression is more than ${HIGHEST} levels high`);
    }
  }

  /** Passes over what is ahead, which has to be of a kind. */
  expect(kind: TokenKind, expected: string): void {
    if (!this.take(kind)) this.fail(expected);
  }

  /** Passes over what closes something; where the text ends first, that something is to blame. */
  expectClose(kind: TokenKind, opening: Span, expected: string): void {
    if (this.take(kind)) return;
    if (this.peek() === "end") {
      this.failAt(
        opening,
        `what \`${this.text.slice(opening.start, opening.end)}\` opens is not closed`,
      );
    }
    this.fail(expected);
  }

  /** Tells that something else was expected than what is ahead, and gives the item up. */
  fail(expected: string): never {
    const { span } = this;
    const kind = this.peek();
    const character = this.text.charAt(span.start);
    const found = misplaced(kind, character);
    return this.failAt(span, found ?? `expected ${expected}, found ${describeToken(kind)}`);
  }

  /** Tells a problem, and gives the item up. */
  failAt(span: Span, message: string): never {
    this.report(span, message);
    throw abandoned;
  }

  /** Tells a problem; of several that start at one place the first says most. */
  report(span: Span, message: string): void {
    if (this.problems.at(-1)?.span.start !== span.start) this.problems.push({ message, span });
  }

  /**
   * Reads an item of a body, or the rest of one, where nothing but blocks is open. If it cannot be
   * read, what belongs to it is passed over up to the end of its last line.
   *
   * @returns undefined where it could not be read
   */
  attempt<T>(read: () => T): T | undefined {
    const { start } = this;
    const depth = this.#depth;
    try {
      return read();
    } catch (error) {
      if (error !== abandoned) throw error;
      this.#depth = depth;
      this.#lines = true;
      this.passed = skipItem(this.#scanner, start);
      return undefined;
    }
  }
}
