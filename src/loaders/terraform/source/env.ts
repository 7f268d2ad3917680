import type { Hop, Source, Span } from "../../../model/place.ts";
import { open, type Datum, type Open, type Spot } from "./datum.ts";
import type { Doubts } from "./doubts.ts";
import type { Work } from "./work.ts";
import type { WrittenText } from "./written-text.ts";

/** A name that a `for`, a `dynamic` block or a template brings with it. */
export interface Binding {
  readonly name: string;
  readonly value: Datum;
  readonly outer: Binding | undefined;
}

/** A file that an expression names, or why it is not read. */
export type NamedFile =
  | {
      readonly ok: true;
      readonly source: Source;
      /** Bytes that are no text were replaced. */
      readonly damaged: boolean;
    }
  | { readonly ok: false; readonly missing: boolean; readonly detail: string };

/** The files that expressions may read. */
export interface NamedFiles {
  /** @param path - as written, relative to the root module's directory */
  read(path: string): NamedFile;
  /** The names of all files below a directory; undefined where that cannot be told. */
  below(path: string): readonly string[] | undefined;
}

/**
 * Reads a text as YAML. What reads it is loaded only where a configuration calls for it.
 *
 * @param written - without holes
 * @param at - the call
 * @returns every part with its own place, or why it cannot be told
 */
export type YamlReader = (written: WrittenText, at: Spot, sensitive: boolean) => Datum;

/** What an expression is evaluated in. */
export interface Env {
  /** The text that the expression's spans lead into. */
  readonly source: Source;
  /** What led to the text, for a template that a call reads. */
  readonly hops: readonly Hop[];
  /** The names of the module: `var`, `local`, resource types. */
  readonly names: (name: string, at: Spot) => Datum | undefined;
  readonly bound: Binding | undefined;
  /** The element that a splat is applied to. */
  readonly element: Datum | undefined;
  readonly files: NamedFiles;
  readonly work: Work;
  readonly yaml: YamlReader | undefined;
  readonly stands: Standing | undefined;
  /** Set inside of what goes on behind a refusal. */
  readonly doubts: Doubts | undefined;
}

/** Where everything stands that is said in a text of guardlint's own, which is nobody's to edit. */
export interface Standing {
  readonly at: Spot;
  /** The call of the module that the text stands in for. */
  readonly call: Spot;
}

/** Where an expression of an environment stands. */
export function spotIn(
  { source, hops, stands }: Pick<Env, "source" | "hops" | "stands">,
  span: Span,
): Spot {
  return stands?.at ?? { source, span, hops };
}

/** An environment with further names. */
export function binding(env: Env, names: Iterable<readonly [string, Datum]>): Env {
  let { bound } = env;
  for (const [name, value] of names) bound = { name, value, outer: bound };
  return { ...env, bound };
}

/** What cannot be worked out within bounds. */
export function tooLarge(at: Spot): Open {
  const detail = "working it out goes on for too long";
  return open(at, { code: "too-large", detail });
}
