import type { Estate } from "../model/estate.ts";
import type { Level, Result, Verdict } from "../model/finding.ts";
import type { Notification } from "../model/notification.ts";
import type { Place } from "../model/place.ts";
import type { Rule, RuleContext } from "../model/rule.ts";
import type { Settings } from "../model/settings.ts";
import { Answers, cannotTell } from "./answers.ts";
import { leadingReasons } from "./leading-reasons.ts";
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

/**
 * Runs rules over an estate.
 *
 * @returns one result for each rule, subject and plan: where a rule answers twice, the worse answer; and
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
    const own = new Answers();
    const told: Notification[] = [];
    const answer = (result: Result): void => {
      own.add(result);
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
    for (const result of own.all()) results.push(result);
    for (const notification of told) notifications.push(notification);
  }
  return { results, notifications };
}

/** What one answer has of its own. */
interface OwnAnswer {
  readonly verdict: Verdict;
  readonly subject: string;
  readonly message: string;
  readonly messageId: string;
  readonly at: Place;
  readonly fix?: string;
  readonly related?: Result["related"] | undefined;
  readonly witness?: Result["witness"];
  readonly reasons?: Result["reasons"];
  readonly basis?: Result["basis"];
  readonly assumptions?: Result["assumptions"] | undefined;
}

function contextFor(
  { rule, level }: ActiveRule,
  settings: Settings,
  answer: (result: Result) => void,
  told: Notification[],
): RuleContext {
  const result = (own: OwnAnswer): Result => ({
    rule: rule.id,
    verdict: own.verdict,
    level,
    subject: own.subject,
    message: own.message,
    messageId: own.messageId,
    fix: own.fix,
    place: own.at,
    related: own.related ?? [],
    witness: own.witness,
    reasons: own.reasons ?? [],
    basis: own.basis,
    assumptions: own.assumptions ?? [],
  });
  return {
    options: settings.rules.get(rule.id)?.options ?? {},
    trust: settings.trust,
    management: settings.management,
    report: (violation) => {
      const { message, data, fix } = violation;
      const template = rule.meta.messages[message];
      if (template === undefined) throw new Error(`there is no message \`${message}\``);
      answer(
        result({
          verdict: "violated",
          subject: violation.subject,
          message: fillTemplate(template, data ?? {}),
          messageId: message,
          at: violation.at,
          fix: fix ?? rule.meta.fix,
          related: violation.related,
          witness: violation.witness,
          basis: violation.basis,
          assumptions: violation.assumptions,
        }),
      );
    },
    undetermined: ({ subject, at, because, related, assumptions }) => {
      const reasons = leadingReasons(because);
      const message = cannotTell(reasons);
      answer(
        result({
          verdict: "undetermined",
          subject,
          message,
          messageId: "undetermined",
          at,
          reasons,
          related,
          assumptions,
        }),
      );
    },
    satisfied: ({ subject, at, basis, related, assumptions }) => {
      const message = `Nothing wrong was found with \`${subject}\``;
      answer(
        result({
          verdict: "satisfied",
          subject,
          message,
          messageId: "satisfied",
          at,
          basis,
          related,
          assumptions,
        }),
      );
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
