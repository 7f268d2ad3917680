import type { Hop, Source, Span } from "../../../model/place.ts";
import type { Reason, Reference, Value } from "../../../model/value.ts";

/** Where an expression stands, and which variables and files led there, outermost first. */
export interface Spot {
  readonly source: Source;
  readonly span: Span;
  readonly hops: readonly Hop[];
}

interface Common {
  /** The expression that a person would edit to change it. */
  readonly at: Spot;
  readonly sensitive: boolean;
}

/** A part of a text: what is known of it leads back to where it is written. */
export type Piece =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly at: Spot;
      /** Source offset of each unit of `text`; undefined where they run one to one. */
      readonly offsets: readonly number[] | undefined;
      /** The text is made up: all of it stands at the whole of `at`. */
      readonly made: boolean;
    }
  | { readonly kind: "open"; readonly open: Open };

/** What a JSON text says, where that is known better than from the text. */
export interface Document {
  /** Undefined where it is made by a data source. */
  readonly datum: Datum | undefined;
  /** Looks at it under the address that it is read for. */
  readonly view: (frame: Frame) => Value;
}

/** Which resource something is read for. */
export interface Frame {
  readonly address: string | undefined;
  /** The module calls that lead to the resource. */
  readonly via: readonly Hop[];
}

/** A string. */
export interface TextDatum extends Common {
  readonly kind: "text";
  readonly text: string;
  /** What it is put together from; undefined where it is made up by a function. */
  readonly pieces: readonly Piece[] | undefined;
  /** What JSON it holds, where that is known better than from the text. */
  readonly document: Document | undefined;
}

/** A list, tuple or set. */
export interface ListDatum extends Common {
  readonly kind: "list";
  readonly items: readonly Datum[];
  /** There are, or may be, further items. */
  readonly rest: Open | undefined;
  readonly set: boolean;
}

/** One entry of a map, with where its key stands. */
export interface Entry {
  readonly key: Spot;
  readonly value: Datum;
}

/** A map or object. */
export interface MapDatum extends Common {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Entry>;
  /** There are, or may be, further entries. */
  readonly rest: Open | undefined;
  /** Keys that a JSON text states more than once. */
  readonly duplicates?: readonly { readonly key: string; readonly at: Spot }[];
  /** For a block: which of the entries are blocks inside it. */
  readonly blocks?: ReadonlySet<string>;
  /** What an entry is that is not among those that are told. */
  readonly unset?: (key: string, at: Spot) => Datum;
}

/** Something that is there and not known. */
export interface Open extends Common {
  readonly kind: "open";
  readonly code: Reason["code"];
  readonly detail: string;
  /** Where the reason stands, if not at the expression itself. */
  readonly because: Spot | undefined;
  readonly references: readonly Reference[];
  /** It may be made of something that is no reference as well. */
  readonly isPartial: boolean;
  /** Terraform would refuse the expression: `try` goes on behind it. */
  readonly error: boolean;
  /** A text of which parts are known. */
  readonly pieces: readonly Piece[] | undefined;
  readonly document: Document | undefined;
}

/** Names below a name, each evaluated when it is asked for: `local`, a resource, a module call. */
export interface LazyDatum extends Common {
  readonly kind: "lazy";
  readonly get: (name: string, at: Spot) => Datum;
  /** What it is as a value of its own. */
  readonly whole: () => Datum;
}

/** A number. */
export interface NumberDatum extends Common {
  readonly kind: "number";
  readonly value: number;
}

/** A boolean. */
export interface BoolDatum extends Common {
  readonly kind: "bool";
  readonly value: boolean;
}

/** Nothing was set. */
export interface NullDatum extends Common {
  readonly kind: "null";
}

/** What an expression evaluates to. Parts of it may be unknown. */
export type Datum =
  TextDatum | NumberDatum | BoolDatum | NullDatum | ListDatum | MapDatum | Open | LazyDatum;

/** A text in the form that Terraform brings all of them into: Unicode's NFC. */
export function composed(content: string): string {
  // What stands before the combining marks has no other form.
  return /[\u0300-\uffff]/.test(content) ? content.normalize("NFC") : content;
}

/** A made up text. */
export function text(content: string, at: Spot, sensitive = false): TextDatum {
  return {
    kind: "text",
    text: composed(content),
    pieces: undefined,
    document: undefined,
    at,
    sensitive,
  };
}

/** A number. */
export function number(value: number, at: Spot, sensitive = false): NumberDatum {
  return { kind: "number", value, at, sensitive };
}

/** A boolean. */
export function bool(value: boolean, at: Spot, sensitive = false): BoolDatum {
  return { kind: "bool", value, at, sensitive };
}

/** Nothing. */
export function nothing(at: Spot, sensitive = false): NullDatum {
  return { kind: "null", at, sensitive };
}

/** A list without unknown items. */
export function list(items: readonly Datum[], at: Spot, rest?: Open): ListDatum {
  return { kind: "list", items, rest, set: false, at, sensitive: false };
}

/** A map; where keys come twice the last one counts. */
export function map(entries: Iterable<readonly [string, Entry]>, at: Spot, rest?: Open): MapDatum {
  return { kind: "map", entries: new Map(entries), rest, at, sensitive: false };
}

/** What an unknown is made of besides its place. */
export interface OpenParts {
  readonly code: Reason["code"];
  readonly detail: string;
  readonly because?: Spot;
  readonly references?: readonly Reference[];
  readonly sensitive?: boolean;
}

/** Something that is there and not known. */
export function open(at: Spot, parts: OpenParts): Open {
  return {
    kind: "open",
    at,
    sensitive: parts.sensitive ?? false,
    code: parts.code,
    detail: parts.detail,
    because: parts.because,
    references: parts.references ?? [],
    isPartial: false,
    error: false,
    pieces: undefined,
    document: undefined,
  };
}

/** Whether unknowns that are made into one leave out a part of what it may refer to. */
export function arePartial(opens: readonly Open[]): boolean {
  return opens.some(({ references, isPartial }) => isPartial || references.length === 0);
}

/** Something that Terraform would refuse. */
export function failure(at: Spot, detail: string): Open {
  return { ...open(at, { code: "malformed", detail }), error: true };
}

/** References kept for one value: more than that pick nothing. */
const mostReferences = 64;

/** References of several values together, each once. */
export function together(values: Iterable<Datum>): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const value of values) {
    if (value.kind !== "open") continue;
    for (const reference of value.references) {
      const { address, attribute, source } = reference;
      found.set(`${source?.path ?? ""} ${address} ${attribute ?? ""}`, reference);
    }
  }
  return found.size > mostReferences ? [] : [...found.values()];
}

/** Variables that led to a value, beyond which the chain is cut. */
const longestChain = 20;

/**
 * A part of a value as seen through the value: what led to the whole led to the part, and what is
 * inside a sensitive value is sensitive.
 */
export function through<D extends Datum>(part: D, whole: Datum): D {
  const { hops } = whole.at;
  if (hops.length === 0 && (!whole.sensitive || part.sensitive)) return part;
  return reached(part, hops, whole.sensitive);
}

/** A value with further steps before those that led to it. */
export function reached<D extends Datum>(value: D, hops: readonly Hop[], sensitive = false): D {
  const at = hops.length === 0 ? value.at : { ...value.at, hops: chain(hops, value.at.hops) };
  return { ...value, at, sensitive: value.sensitive || sensitive };
}

function chain(first: readonly Hop[], second: readonly Hop[]): readonly Hop[] {
  const shared = sharedSteps(first, second);
  if (shared === first.length) return second;
  const further = shared === 0 ? second : second.slice(shared);
  return first.length + further.length > longestChain
    ? [...first, ...further].slice(0, longestChain)
    : [...first, ...further];
}

/** Parts of one text have come its way with it: how many steps the one ends and the other begins with. */
function sharedSteps(first: readonly Hop[], second: readonly Hop[]): number {
  const most = Math.min(first.length, second.length);
  for (let shared = most; shared > 0; shared -= 1) {
    const from = first.length - shared;
    let same = 0;
    while (same < shared && first[from + same] === second[same]) same += 1;
    if (same === shared) return shared;
  }
  return 0;
}

/** A value that is sensitive whatever it was before. */
export function masked<D extends Datum>(value: D): D {
  return value.sensitive ? value : { ...value, sensitive: true };
}

/** The items of a list, as seen through it. */
export function itemsOf(whole: ListDatum): readonly Datum[] {
  return whole.items.map((item) => through(item, whole));
}

/** The entries of a map in the order that Terraform goes through them, as seen through it. */
export function entriesOf(whole: MapDatum): readonly (readonly [string, Entry])[] {
  return [...whole.entries]
    .sort(([one], [other]) => compare(one, other))
    .map(([key, entry]) => [key, { key: entry.key, value: through(entry.value, whole) }] as const);
}

/** A key as a message shows it: short, and without what a terminal would act upon. */
export function quoted(key: string): string {
  const plain = key.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, "?");
  return `\`${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}\``;
}

/** By code units, which for most texts is the order of their bytes. */
export function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A value as one of its own: a resource becomes a reference to it. */
export function settled(value: Datum): Exclude<Datum, LazyDatum> {
  let here = value;
  for (let steps = 0; here.kind === "lazy" && steps < 3; steps += 1) here = here.whole();
  return here.kind === "lazy" ? failure(here.at, "it is no value") : here;
}
