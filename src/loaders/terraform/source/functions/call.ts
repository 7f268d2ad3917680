import { failure, open, type Datum, type Open, type Spot } from "../datum.ts";
import { tooLarge, type Env } from "../env.ts";
import { numberText } from "../number-text.ts";
import { datumOf, isSensitive, plainOf, type Plain } from "../plain.ts";
import { unknownLike } from "../unknown.ts";
import type { Work } from "../work.ts";

/** A function call whose arguments are evaluated. */
export interface Call {
  readonly at: Spot;
  readonly env: Env;
}

/** A function of Terraform; its arguments are values of their own, never collections of names. */
export type Implementation = (args: readonly Datum[], call: Call) => Datum;

/** A function that cannot work with what it was given. */
export class Refusal {
  readonly detail: string;
  /** Terraform would refuse the call as well; otherwise it is only not worked out here. */
  readonly certain: boolean;

  /** @param detail - completes "cannot tell, because …" */
  constructor(detail: string, certain = true) {
    this.detail = detail;
    this.certain = certain;
  }
}

/**
 * A function that needs to know all of its arguments and gives a value of its own.
 *
 * @param fewest - arguments at least
 * @param most - arguments at most
 * @param make - the function; it must be linear in what {@link sizeOf} counts
 */
export function ofKnown(
  fewest: number,
  most: number,
  make: (args: readonly Plain[], work: Work) => Plain | Refusal,
): Implementation {
  return (args, call) => {
    const refused = countedWrong(args, fewest, most, call);
    if (refused !== undefined) return refused;
    if (!call.env.work.goesThrough(args)) return tooLarge(call.at);
    const plains: Plain[] = [];
    for (const arg of args) {
      const read = plainOf(arg);
      if ("kind" in read) return unknownLike(call.at, read, args);
      plains.push(read.plain);
    }
    const size = plains.reduce<number>((sum, plain) => sum + sizeOf(plain), 0);
    if (!call.env.work.characters(size)) return tooLarge(call.at);
    const made = make(plains, call.env.work);
    if (made instanceof Refusal) {
      const { detail, certain } = made;
      if (certain) return failure(call.at, detail);
      return open(call.at, { code: "unsupported-expression", detail });
    }
    if (!call.env.work.characters(sizeOf(made))) return tooLarge(call.at);
    return datumOf(
      made,
      call.at,
      args.some((arg) => isSensitive(arg)),
    );
  };
}

/** A function from one text to another. */
export function ofText(make: (content: string) => string): Implementation {
  return ofKnown(1, 1, ([content]) => {
    const read = textIn(content);
    return read instanceof Refusal ? read : make(read);
  });
}

/** An argument as a text. */
export function textIn(plain: Plain | undefined): string | Refusal {
  if (typeof plain === "string") return plain;
  if (typeof plain === "number") return numberText(plain);
  if (typeof plain === "boolean") return String(plain);
  return new Refusal("a text was expected as an argument");
}

/** Arguments as texts, or why they are none. */
export function textsIn(plains: readonly (Plain | undefined)[]): readonly string[] | Refusal {
  const texts: string[] = [];
  for (const plain of plains) {
    const read = textIn(plain);
    if (read instanceof Refusal) return read;
    texts.push(read);
  }
  return texts;
}

/** What a value costs to go through. */
export function sizeOf(plain: Plain): number {
  if (typeof plain === "string") return 1 + plain.length;
  if (typeof plain !== "object" || plain === null) return 1;
  let size = 1;
  for (const value of plain.values()) size += sizeOf(value);
  return size;
}

/** Says that a call has not the arguments that its function takes. */
export function countedWrong(
  args: readonly Datum[],
  fewest: number,
  most: number,
  { at }: Call,
): Open | undefined {
  if (args.length >= fewest && args.length <= most) return undefined;
  return failure(at, "the function does not take so many arguments");
}
