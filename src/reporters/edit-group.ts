import type { ReportedResult } from "../model/report.ts";

/** Results of one rule that one edit mends: shown as one, counted each. */
export interface EditGroup {
  readonly first: ReportedResult;
  /** The others, in order. */
  readonly others: readonly ReportedResult[];
}

/**
 * Puts together what one edit mends. Different verdicts, and results that are suppressed for
 * different reasons, stay apart.
 *
 * @param results - results in the order in which they are shown
 * @returns the groups in the order of their first results
 */
export function editGroups(results: readonly ReportedResult[]): readonly EditGroup[] {
  const groups = new Map<string, ReportedResult[]>();
  for (const result of results) {
    const { rule, verdict, suppression, edit } = result;
    const key = JSON.stringify([rule, verdict, suppression?.kind, suppression?.reason, edit]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [result]);
    else group.push(result);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others }],
  );
}

/**
 * The subjects of a group besides its first, each once; where there are several plans of one
 * configuration, once for each.
 *
 * @param group - the group
 */
export function otherSubjects(group: EditGroup): readonly string[] {
  const subjects = new Set(group.others.map(subjectIn));
  subjects.delete(subjectIn(group.first));
  return [...subjects];
}

function subjectIn({ subject, place }: ReportedResult): string {
  const plan = place.via.find(({ kind }) => kind === "plan");
  return plan === undefined ? subject : `${subject} in ${plan.label}`;
}
