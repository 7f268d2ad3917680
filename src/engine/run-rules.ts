import type { Estate } from "../model/estate.ts";
import type { Level, Result, Verdict } from "../model/finding.ts";
import type { Notification } from "../model/notification.ts";
import type { Place } from "../model/place.ts";
import type { Rule, RuleContext } from "../model/rule.ts";
import type { Settings } from "../model/settings.ts";
import type { Reason } from "../model/value.ts";
import { fillTemplate } from "./message.ts";

/** A rule that is to run, at its level. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly level: Exclude<Level, "off">;
}

/**
 * Which rules run.
 *
 * @param rules - all rules
 * @param settings - their levels; a rule that is `off` does not run
 * @param chosen - ids of the only rules to run, at their level even where that is `off`, then as
 *   warnings; empty for all
 */
export function activeRules(
  rules: readonly Rule[],
  settings: Settings,
  chosen: readonly string[],
): readonly ActiveRule[] {
  return rules.flatMap((rule): readonly ActiveRule[] => {
    const level = settings.rules.get(rule.id)?.level ?? "off";
    if (chosen.length > 0 && !chosen.includes(rule.id)) return [];
    if (level !== "off") return [{ rule, level }];
    return chosen.length > 0 ? [{ rule, level: "warning" }] : [];
  });
}

const worst: Readonly<Record<Verdict, number>> = { violated: 2, undetermined: 1, satisfied: 0 };

/**
 * Runs rules over an estate.
 *
 * @returns one result for each rule and subject: where a rule answers twice, the worse answer; and
 *   a notification of level `error` for each rule that crashed, whose answers do not count
 */
export function runRules(
  estate: Estate,
  active: readonly ActiveRule[],
  settings: Settings,
): { readonly results: readonly Result[]; readonly notifications: readonly Notification[] } {
  const results: Result[] = [];
  const notifications: Notification[] = [];
  for (const { rule, level } of active) {
    const own = new Map<string, Result[]>();
    const told: Notification[] = [];
    const answer = (result: Result): void => {
      const key = JSON.stringify([result.subject, result.place.source.path]);
      const known = own.get(key);
      const before = known?.[0];
      if (before === undefined || worst[before.verdict] < worst[result.verdict]) {
        own.set(key, [result]);
      } else if (result.verdict === "undetermined" && before.verdict === "undetermined") {
        known?.push(result);
      }
    };
    try {
      rule.check(estate, contextFor({ rule, level }, settings, answer, told));
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      notifications.push({
        level: "error",
        code: "rule-crashed",
        message: `the rule ${rule.id} crashed, and its answers are left out: ${what}`,
        path: undefined,
        place: undefined,
      });
      continue;
    }
    for (const answers of own.values()) results.push(...together(answers));
    for (const notification of told) notifications.push(notification);
  }
  return { results, notifications };
}

/** Undetermined answers about one subject as one, which misses what any of them misses. */
function together(answers: readonly Result[]): readonly Result[] {
  const [first, ...more] = answers;
  if (first === undefined || more.length === 0) return answers;
  const reasons: Reason[] = [];
  const told = new Map<Place | undefined, Set<string>>();
  for (const reason of answers.flatMap((answer) => answer.reasons)) {
    const details = told.get(reason.place) ?? new Set<string>();
    told.set(reason.place, details);
    if (!details.has(reason.detail)) reasons.push(reason);
    details.add(reason.detail);
  }
  return [{ ...first, reasons, message: cannotTell(reasons) }];
}

function cannotTell(reasons: readonly Reason[]): string {
  const details = new Set(reasons.map(({ detail }) => detail));
  return `Cannot tell, because ${[...details].join("; and because ")}`;
}

function contextFor(
  { rule, level }: ActiveRule,
  settings: Settings,
  answer: (result: Result) => void,
  told: Notification[],
): RuleContext {
  const common = {
    rule: rule.id,
    level,
    related: [],
    witness: undefined,
    reasons: [],
    basis: undefined,
    assumptions: [],
    fix: undefined,
  };
  return {
    options: settings.rules.get(rule.id)?.options ?? {},
    trust: settings.trust,
    management: settings.management,
    report: ({ subject, message, data, at, fix, ...rest }) => {
      const template = rule.meta.messages[message];
      if (template === undefined) throw new Error(`there is no message \`${message}\``);
      answer({
        ...common,
        ...rest,
        verdict: "violated",
        subject,
        message: fillTemplate(template, data ?? {}),
        messageId: message,
        fix: fix ?? rule.meta.fix,
        place: at,
      });
    },
    undetermined: ({ subject, at, because, ...rest }) => {
      answer({
        ...common,
        ...rest,
        verdict: "undetermined",
        subject,
        message: cannotTell(because),
        messageId: "undetermined",
        reasons: because,
        place: at,
      });
    },
    satisfied: ({ subject, at, ...rest }) => {
      answer({
        ...common,
        ...rest,
        verdict: "satisfied",
        subject,
        message: `Nothing wrong was found with \`${subject}\``,
        messageId: "satisfied",
        place: at,
      });
    },
    note: ({ message, at }) => {
      const code = "not-judged";
      told.push({
        level: "note",
        code,
        message: `${rule.id}: ${message}`,
        path: undefined,
        place: at,
      });
    },
  };
}
