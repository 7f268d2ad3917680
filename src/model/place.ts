/**
 * Where something stands. Loaders, estate and rules pass places around without ever counting lines;
 * only the engine turns a place into a 1-based region, once, for the places that are reported.
 */

/** Half-open range of 0-based UTF-16 offsets into a text: `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One text that was read. */
export interface Source {
  /** Path relative to the working directory, with `/`; `<stdin>` for standard input. */
  readonly path: string;
  /** The text as decoded, a byte order mark included, so that offsets agree with the file. */
  readonly text: string;
  /** Which syntax locates a {@link Route} of kind `path` in the text. */
  readonly syntax: "json" | "yaml" | "hcl" | "typescript";
  /**
   * Whether the text holds values that nobody marked for showing, as a plan and a state do: no line
   * of it is ever quoted whole, only the reported value itself.
   */
  readonly confidential: boolean;
}

/** Keys and indexes from the root of a JSON text down, innermost first: cheap to extend. */
export interface Path {
  readonly parent: Path | undefined;
  readonly step: string | number;
  /** Where it leads to in the source's own text, if that is known already: nobody looks for it. */
  readonly span?: Span | undefined;
}

/** How to find a span inside a source. */
export type Route =
  /** The whole text. */
  | { readonly kind: "whole" }
  /** Offsets that the loader knows already, as in YAML and HCL. */
  | { readonly kind: "span"; readonly span: Span }
  /**
   * A path in JSON text, found by a scan when, and only when, somebody has to see it. The text is
   * the source's, or the decoded content of the string that `inside` leads to.
   */
  | {
      readonly kind: "path";
      readonly inside: Route | undefined;
      readonly path: Path | undefined;
      /** The value, or the key (or the item) that holds it. */
      readonly part: "value" | "key";
    };

/**
 * One step of the way that led to a place: a module call or nested stack, a variable or parameter,
 * a `for_each` key, a condition that holds, a construct that made it. `plan` says which of several
 * plans of one configuration it is about, `planned-value` where the plan has a value that the
 * configuration does not show.
 */
export interface Hop {
  readonly kind:
    | "module"
    | "variable"
    | "instance"
    | "condition"
    | "construct"
    | "data-source"
    | "policy-document"
    | "file"
    | "plan"
    | "planned-value";
  /** As a person would say it: `module.member["payments"]`. */
  readonly label: string;
  readonly place: Place | undefined;
}

/** Where a value, a resource or a statement stands. */
export interface Place {
  readonly source: Source;
  readonly route: Route;
  /** The logical location, as the ecosystem writes it: `module.a.aws_eks_cluster.main`. */
  readonly address: string | undefined;
  /** The way that led here, outermost first. */
  readonly via: readonly Hop[];
  /** The text at this place is sensitive: it may be pointed at, never quoted. */
  readonly masked?: boolean;
}
