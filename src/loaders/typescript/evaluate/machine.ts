import type { Call, Datum, ObjectDatum, Open, Spot } from "../datum.ts";
import type { Maybe } from "./maybe.ts";
import type { Work } from "./work.ts";

/** How a call's arguments are given to a library's function. */
export type Given = Omit<Call, "machine">;

/** What a library's classes and functions may ask of the evaluation. */
export interface Machine {
  readonly work: Work;
  /** The branch that is being evaluated, where it is not known whether it is taken. */
  readonly maybe: Maybe | undefined;
  /** Evaluates a branch of which it is not known whether it is taken. */
  under<T>(because: Open, run: () => T): T;
  /** Calls a value. */
  call(callee: Datum, given: Given, self?: Datum): Datum;
  /** Makes an object of a class. */
  make(callee: Datum, given: Given): Datum;
  /** A member of a value by its name. */
  member(of: Datum, name: string, at: Spot): Datum;
  /** Assigns a member of a value. */
  assign(of: Datum, name: string, value: Datum, at: Spot): void;
  /** The items that a loop goes over. */
  items(
    over: Datum,
    at: Spot,
  ): { readonly items: readonly Datum[]; readonly rest: Open | undefined };
  /** Something that cannot be followed got hold of a value: what it could change is not known. */
  escape(value: Datum, because: Open): void;
  /** A global name that a library's module system has: `require`, `__dirname`. */
  readonly library: (name: string, at: Spot) => Datum | undefined;
  /** Gives an object of a class that cannot be followed what a library knows of it. */
  readonly adopt: (object: ObjectDatum, call: Call, cause: Open) => void;
}
