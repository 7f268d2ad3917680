import type { Estate } from "./estate.ts";
import type { Related, Witness } from "./finding.ts";
import type { Place } from "./place.ts";
import type { Trust, Management } from "./settings.ts";
import type { Reason } from "./value.ts";

/** A JSON Schema of a rule's options: always an object with named properties. */
export interface OptionsSchema {
  readonly type: "object";
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, OptionSchema>>;
}

/** One option. */
export interface OptionSchema {
  readonly description: string;
  readonly type: "boolean" | "string" | "integer" | "array";
  readonly enum?: readonly string[];
  readonly items?: { readonly type: "string" };
}

/** Option values as configured; the rule's schema has been applied to them. */
export type Options = Readonly<Record<string, boolean | string | number | readonly string[]>>;

/** Everything about a rule that is not its check; docs, schema, SARIF and `explain` come from it. */
export interface RuleMeta<MessageId extends string = string> {
  /** What is bad, in one line. */
  readonly summary: string;
  /** What follows from it. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  readonly confidence: "high" | "medium" | "low";
  readonly status: "stable" | "preview" | "deprecated";
  /** `security-severity` of GitHub code scanning, 0.1 to 10.0. */
  readonly severity: number;
  readonly tags: readonly string[];
  readonly options: OptionsSchema;
  /** Templates by id; `{name}` stands for an entry of the report's data. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** Pages that make the rule true. */
  readonly references: readonly string[];
}

/** A violation as a rule states it. */
export interface Violation<MessageId extends string = string> {
  readonly subject: string;
  readonly message: MessageId;
  readonly data?: Readonly<Record<string, string>>;
  /** The line that a person would edit. */
  readonly at: Place;
  readonly related?: readonly Related[];
  readonly witness?: Witness;
  readonly basis?: "proved";
  readonly assumptions?: readonly string[];
  /** Overrides the rule's general advice with advice for this very case. */
  readonly fix?: string;
}

/** What a rule sees besides the estate, and how it answers. */
export interface RuleContext<MessageId extends string = string> {
  readonly options: Options;
  readonly trust: Trust;
  readonly management: Management;
  report(violation: Violation<MessageId>): void;
  undetermined(answer: {
    readonly subject: string;
    readonly at: Place;
    readonly because: readonly Reason[];
    readonly related?: readonly Related[];
    readonly assumptions?: readonly string[];
  }): void;
  satisfied(answer: {
    readonly subject: string;
    readonly at: Place;
    readonly basis?: "proved";
    /** What the proof rests on. */
    readonly related?: readonly Related[];
    readonly assumptions?: readonly string[];
  }): void;
  /** Says something about the run that is no answer about a subject. */
  note(note: { readonly message: string; readonly at: Place }): void;
}

/** A rule: what is bad, why, and the check. */
export interface Rule<MessageId extends string = string> {
  readonly id: string;
  readonly meta: RuleMeta<MessageId>;
  check(estate: Estate, context: RuleContext<MessageId>): void;
}

/**
 * Declares a rule; the message ids of `meta.messages` become the only ones that `report` takes.
 *
 * @param rule - the rule; its id must be its file's name
 * @returns the same rule, in the form that the engine runs
 */
export function defineRule<MessageId extends string>(rule: Rule<MessageId>): Rule {
  return {
    id: rule.id,
    meta: rule.meta,
    check: (estate, context) => {
      rule.check(estate, context);
    },
  };
}
