import type { Level } from "./finding.ts";
import type { Place } from "./place.ts";
import type { Options } from "./rule.ts";

/** Who may use endpoints and change the tag. Account ids and ARNs as written. */
export interface Trust {
  readonly accounts: readonly string[];
  readonly organization: string | undefined;
  /** Principal ARNs; `*` and `?` are wildcards as in `ArnLike`. */
  readonly principals: readonly string[];
}

/** How the agent is managed; `infer` reads it from the detector features in the input. */
export type Management = "infer" | "automatic" | "selective" | "manual";

/** Facts that live outside the files. */
export interface DeclaredFacts {
  readonly organization:
    | {
        readonly id: string;
        readonly root: string | undefined;
        readonly managementAccount: string | undefined;
        readonly units: readonly { readonly id: string; readonly parent: string }[];
        readonly accounts: readonly { readonly id: string; readonly parent: string }[];
        readonly place: Place;
      }
    | undefined;
  readonly attachments: readonly {
    /** Path of the policy file, as the report would print it. */
    readonly policy: string;
    readonly targets: readonly string[];
    readonly place: Place;
  }[];
  readonly sharedSubnets: readonly {
    readonly id: string;
    readonly vpc: string;
    readonly owner: string;
    readonly place: Place;
  }[];
  readonly endpoints: readonly {
    readonly vpc: string;
    readonly service: string;
    readonly reachableFrom: readonly string[];
    readonly place: Place;
  }[];
}

/** A listed suppression. */
export interface Suppression {
  readonly rule: string;
  /** Exact subject, or a pattern with `*`; undefined matches every subject. */
  readonly subject: string | undefined;
  /** Path pattern as in `.gitignore`; undefined matches every file. */
  readonly path: string | undefined;
  readonly reason: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  readonly place: Place;
}

/** The configuration in force: the shipped defaults with the user's file over them. */
export interface Settings {
  /** The user's file, relative to the working directory; undefined where there is none. */
  readonly file: string | undefined;
  readonly rules: ReadonlyMap<string, { readonly level: Level; readonly options: Options }>;
  /**
   * Accounts that files deploy to where they do not tell themselves: the first entry whose path
   * pattern matches counts; an undefined pattern matches every file.
   */
  readonly accounts: readonly {
    readonly path: string | undefined;
    readonly account: string;
    readonly place: Place;
  }[];
  readonly trust: Trust;
  readonly management: Management;
  readonly facts: DeclaredFacts;
  /** Patterns as in `.gitignore`, relative to the configuration's folder. */
  readonly ignore: readonly string[];
  readonly suppressions: readonly Suppression[];
}
