import type { Notification as SarifNotification, Result } from "sarif";
import type { ReportedResult } from "../../model/report.ts";
import { unreachable } from "../../model/unreachable.ts";
import { counted } from "../counted.ts";
import { editGroups, type EditGroup } from "../edit-group.ts";
import { inOrder } from "../order.ts";
import { limits } from "./limits.ts";
import { told } from "./notification.ts";
import { sarifResult, type ResultForm } from "./result.ts";

/** Results as SARIF writes them, and what had to be left out. */
export interface WrittenResults {
  readonly results: Result[];
  readonly notifications: SarifNotification[];
}

/** Named subjects beyond this many are counted. */
const mostSubjects = 10;
const rank = { error: 0, warning: 1, note: 2 } as const;

/**
 * Writes the results that belong in the file: violations, and in the full form suppressed and
 * undetermined results too; one for each edit.
 *
 * @param results - all results of the report
 * @param form - how to write them
 * @param most - how many results there may be; the gravest ones stay
 */
export function sarifResults(
  results: readonly ReportedResult[],
  form: ResultForm,
  most: number,
): WrittenResults {
  const groups = editGroups(inOrder(results).filter((result) => belongs(result, form.full)));
  const written = new Map<EditGroup, Result>();
  const placeless: EditGroup[] = [];
  const left = { locations: 0, steps: 0 };
  for (const group of mostGrave(groups, most)) {
    const one = sarifResult(group, form);
    if (one === undefined) {
      placeless.push(group);
      continue;
    }
    written.set(group, one.result);
    left.locations += one.locationsLeftOut;
    left.steps += one.stepsLeftOut;
  }
  return {
    results: groups.flatMap((group) => written.get(group) ?? []),
    notifications: [
      ...placelessNotes(placeless),
      ...limitNotes(groups.length, Math.min(most, groups.length), left),
    ],
  };
}

function belongs({ verdict, suppression }: ReportedResult, full: boolean): boolean {
  switch (verdict) {
    case "violated":
      return full || suppression === undefined;
    case "undetermined":
      return full;
    case "satisfied":
      return false;
    default:
      return unreachable(verdict);
  }
}

/** Violations before all others, errors before warnings before notes. */
function mostGrave(groups: readonly EditGroup[], most: number): readonly EditGroup[] {
  if (groups.length <= most) return groups;
  const gravity = ({ first }: EditGroup): number =>
    rank[first.level] +
    (first.verdict === "violated" ? 0 : 20) +
    (first.suppression === undefined ? 0 : 10);
  return [...groups].sort((a, b) => gravity(a) - gravity(b)).slice(0, most);
}

function placelessNotes(groups: readonly EditGroup[]): SarifNotification[] {
  const byPath = new Map<string, EditGroup[]>();
  for (const group of groups) {
    const { path } = group.first.place;
    const held = byPath.get(path);
    if (held === undefined) byPath.set(path, [group]);
    else held.push(group);
  }
  return [...byPath].map(([path, held]) => {
    const named = held
      .slice(0, mostSubjects)
      .map(({ first }) => `${first.rule} on ${first.subject}`)
      .join(", ");
    const more = held.length > mostSubjects ? ", …" : "";
    return told(
      "result-without-place",
      "warning",
      `${counted(held.length, "result")} left out, because GitHub can show no place in ${path}: ${named}${more}`,
    );
  });
}

function limitNotes(
  all: number,
  written: number,
  left: { readonly locations: number; readonly steps: number },
): SarifNotification[] {
  const notes: SarifNotification[] = [];
  if (written < all) {
    const text = `${written} of ${counted(all, "result")} written, the gravest ones, because GitHub code scanning takes no larger file`;
    notes.push(told("results-left-out", "warning", text));
  }
  if (written > limits.shownResults) {
    const text = `GitHub code scanning shows the gravest ${limits.shownResults} of ${written} results`;
    notes.push(told("results-not-shown", "note", text));
  }
  if (left.locations > 0) {
    const text = `${counted(left.locations, "related location")} left out, because GitHub code scanning shows ${limits.shownLocations} locations of a result`;
    notes.push(told("locations-left-out", "note", text));
  }
  if (left.steps > 0) {
    const text = `${counted(left.steps, "step")} of code flows left out, because GitHub code scanning shows ${limits.shownSteps} steps of a result`;
    notes.push(told("steps-left-out", "note", text));
  }
  return notes;
}
