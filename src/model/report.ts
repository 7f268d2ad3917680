import type { Level, Result, Verdict } from "./finding.ts";
import type { Hop } from "./place.ts";
import type { Notification } from "./notification.ts";
import type { RuleMeta } from "./rule.ts";

/** 1-based lines and UTF-16 columns; the end column is one past the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The lines to show for a location. Never more than the source allows to be shown. */
export interface Frame {
  readonly lines: readonly {
    /** 1-based; undefined for an excerpt of a document without useful lines. */
    readonly number: number | undefined;
    readonly text: string;
    /** 0-based columns of `text` to underline, `[from, to)`; undefined for context lines. */
    readonly mark: { readonly from: number; readonly to: number } | undefined;
  }[];
}

/** A place as readers see it. */
export interface Location {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly region: Region;
  /** The logical location, where the ecosystem has addresses. */
  readonly address: string | undefined;
  readonly via: readonly {
    readonly kind: Hop["kind"];
    readonly label: string;
    readonly location: Location | undefined;
  }[];
  readonly frame: Frame;
}

/** A result in the report. */
export interface ReportedResult extends Result<Location> {
  /** Stable under line moves and instance indexes. */
  readonly fingerprint: string;
  /** Results with the same value are mended by one edit; shown as one, counted each. */
  readonly edit: string;
  readonly suppression: { readonly reason: string; readonly kind: "inline" | "listed" } | undefined;
}

/** What the run looked at and concluded; the numbers add up. */
export interface Summary {
  readonly files: { readonly read: number; readonly loaded: number; readonly failed: number };
  readonly rules: number;
  /** One for each rule and subject judged; suppressed violations are counted apart. */
  readonly results: Readonly<Record<Verdict, number>> & {
    readonly total: number;
    readonly suppressed: number;
  };
  /** Violations that are not suppressed, by level. */
  readonly levels: Readonly<Record<Exclude<Level, "off">, number>>;
}

/** The rules that ran, in id order. */
export interface ReportedRule {
  readonly id: string;
  readonly level: Exclude<Level, "off">;
  readonly meta: RuleMeta;
}

/** Everything a reporter needs. */
export interface Report {
  readonly tool: { readonly name: "guardlint"; readonly version: string };
  readonly rules: readonly ReportedRule[];
  /** By place; satisfied ones behind the others, by file. */
  readonly results: readonly ReportedResult[];
  readonly notifications: readonly Notification<Location>[];
  readonly summary: Summary;
  /** Milliseconds by phase, in order; only under `--timing`. */
  readonly timing: readonly { readonly phase: string; readonly milliseconds: number }[] | undefined;
  /** Whether undetermined answers count against the run. */
  readonly undetermined: "pass" | "fail";
}
