import type { Source, Span } from "../../model/place.ts";
import type { Reason, Reference } from "../../model/value.ts";
import type { Maybe } from "./evaluate/maybe.ts";
import type { Machine } from "./evaluate/machine.ts";

/** Where an expression stands. */
export interface Spot {
  readonly source: Source;
  readonly span: Span;
}

/** A string. */
export interface TextDatum {
  readonly kind: "text";
  readonly text: string;
  readonly at: Spot;
}

/** A number. */
export interface NumberDatum {
  readonly kind: "number";
  readonly value: number;
  readonly at: Spot;
}

/** A boolean. */
export interface BoolDatum {
  readonly kind: "bool";
  readonly value: boolean;
  readonly at: Spot;
}

/** `undefined` or `null`. */
export interface NothingDatum {
  readonly kind: "nothing";
  readonly is: "undefined" | "null";
  readonly at: Spot;
}

/** The text that `JSON.stringify` makes of a value, of which parts may not be known. */
export interface JsonDatum {
  readonly kind: "json";
  readonly document: Datum;
  readonly at: Spot;
}

/** Something that is there and not known. */
export interface Open {
  readonly kind: "open";
  readonly code: Reason["code"];
  /** Completes the sentence "cannot tell, because …". */
  readonly detail: string;
  readonly references: readonly Reference[];
  /** A text of which parts are known, in order. */
  readonly pieces: readonly (string | Open)[] | undefined;
  /** It is certainly neither `undefined` nor `null`. */
  readonly there: boolean;
  /** The objects of which it is one, where it is one. */
  readonly oneOf: readonly ObjectDatum[] | undefined;
  readonly at: Spot;
}

/** One entry of an object, with where its key stands. */
export interface Entry {
  readonly key: Spot;
  readonly value: Datum;
}

/** An array: what pushes to it changes it. */
export class ListDatum {
  readonly kind = "list";
  readonly items: Datum[];
  /** There are, or may be, further items. */
  rest: Open | undefined;
  readonly at: Spot;
  /** Which uncertain branch it was made in. */
  readonly born: Maybe | undefined;

  constructor(items: readonly Datum[], at: Spot, rest?: Open, born?: Maybe) {
    this.items = [...items];
    this.rest = rest;
    this.at = at;
    this.born = born;
  }
}

/** A plain object: an assignment changes it. */
export class MapDatum {
  readonly kind = "map";
  readonly entries: Map<string, Entry>;
  /** There are, or may be, further entries, and those that are there may be others. */
  rest: Open | undefined;
  readonly at: Spot;
  readonly born: Maybe | undefined;

  constructor(entries: Iterable<readonly [string, Entry]>, at: Spot, rest?: Open, born?: Maybe) {
    this.entries = new Map(entries);
    this.rest = rest;
    this.at = at;
    this.born = born;
  }

  /** The value of a key; undefined where there is none. */
  value(key: string): Datum | undefined {
    return this.entries.get(key)?.value ?? this.rest;
  }
}

/** How something is called. */
export interface Call {
  readonly machine: Machine;
  readonly args: readonly Datum[];
  /** There are, or may be, further arguments. */
  readonly rest: Open | undefined;
  readonly at: Spot;
}

/** Something that can be called. */
export interface FunctionDatum {
  readonly kind: "function";
  readonly name: string;
  readonly call: (call: Call, self: Datum | undefined) => Datum;
  readonly at: Spot;
}

/** A class of the project or of a library. */
export interface ClassDatum {
  readonly kind: "class";
  readonly name: string;
  readonly parent: ClassDatum | undefined;
  /** Does what the constructor does to a new object. */
  readonly construct: (object: ObjectDatum, call: Call) => void;
  /** A member that objects of the class have; undefined where the class knows none of the name. */
  readonly member: (
    object: ObjectDatum,
    name: string,
    at: Spot,
    machine: Machine,
  ) => Datum | undefined;
  /** What the class does where it is called without `new`. */
  readonly call?: (call: Call, self: Datum | undefined) => Datum;
  /** A member of the class itself. */
  readonly own: (name: string, at: Spot, machine: Machine) => Datum | undefined;
  readonly at: Spot;
}

/** What a library attaches to an object that it made. */
export interface Nature {
  /** What it is, for messages: `aws_ec2.Vpc`. */
  readonly label: string;
  /** Something that cannot be followed got hold of it: what that could change is not known. */
  readonly escape: (because: Open) => void;
  /** Takes an assignment to a property, where that changes more than the field. */
  readonly assign?: (name: string, value: Datum) => boolean;
  /** What stands for the object where a plain value is asked for, as for a policy statement. */
  readonly plain?: () => Datum;
}

/** An object of a class. */
export class ObjectDatum {
  readonly kind = "object";
  readonly class: ClassDatum;
  readonly fields = new Map<string, Datum>();
  /** Fields that are not known may have been set. */
  rest: Open | undefined;
  nature: Nature | undefined;
  readonly at: Spot;
  readonly born: Maybe | undefined;

  constructor(of: ClassDatum, at: Spot, born?: Maybe) {
    this.class = of;
    this.at = at;
    this.born = born;
  }
}

/** What `import * as x` names: members by name. */
export interface NamespaceDatum {
  readonly kind: "namespace";
  readonly name: string;
  readonly member: (name: string, at: Spot) => Datum | undefined;
  readonly at: Spot;
}

/** What an expression evaluates to. Parts of it may be unknown. */
export type Datum =
  | TextDatum
  | NumberDatum
  | BoolDatum
  | NothingDatum
  | JsonDatum
  | Open
  | ListDatum
  | MapDatum
  | FunctionDatum
  | ClassDatum
  | ObjectDatum
  | NamespaceDatum;

/** A string. */
export function text(content: string, at: Spot): TextDatum {
  return { kind: "text", text: content, at };
}

/** A number. */
export function number(value: number, at: Spot): NumberDatum {
  return { kind: "number", value, at };
}

/** A boolean. */
export function bool(value: boolean, at: Spot): BoolDatum {
  return { kind: "bool", value, at };
}

/** `undefined`. */
export function nothing(at: Spot, is: NothingDatum["is"] = "undefined"): NothingDatum {
  return { kind: "nothing", is, at };
}

/** An array all of whose items are known. */
export function list(items: readonly Datum[], at: Spot, rest?: Open): ListDatum {
  return new ListDatum(items, at, rest);
}

/** An object whose keys stand where it stands. */
export function record(
  entries: Readonly<Record<string, Datum | undefined>>,
  at: Spot,
  rest?: Open,
): MapDatum {
  const map = new MapDatum([], at, rest);
  for (const [key, value] of Object.entries(entries)) {
    if (value !== undefined) map.entries.set(key, { key: value.at, value });
  }
  return map;
}

/** What an unknown is made of besides its place. */
export interface OpenParts {
  readonly code?: Reason["code"];
  readonly references?: readonly Reference[];
  readonly pieces?: readonly (string | Open)[];
  readonly there?: boolean;
  readonly oneOf?: readonly ObjectDatum[];
}

/** Something that is there and not known. */
export function open(at: Spot, detail: string, parts: OpenParts = {}): Open {
  return {
    kind: "open",
    code: parts.code ?? "unsupported-expression",
    detail,
    references: parts.references ?? [],
    pieces: parts.pieces,
    there: parts.there ?? false,
    oneOf: parts.oneOf,
    at,
  };
}

/** The same reason at another place, which refers to nothing by itself. */
export function because(at: Spot, cause: Open): Open {
  return open(at, cause.detail, { code: cause.code });
}

/** A function of a library. */
export function native(
  name: string,
  at: Spot,
  call: (call: Call, self: Datum | undefined) => Datum,
): FunctionDatum {
  return { kind: "function", name, call, at };
}

/** The start of an expression's text as a message shows it. */
export function excerpt({ source, span }: Spot): string {
  const written = source.text.slice(span.start, Math.min(span.end, span.start + 81));
  const line = written
    .replace(/\s+/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029`]/g, "?");
  return span.end - span.start > 80 ? `\`${line.slice(0, 80)}…\`` : `\`${line}\``;
}
