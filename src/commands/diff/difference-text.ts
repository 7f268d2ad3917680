import type { ReportedResult } from "../../model/report.ts";
import { counted } from "../../reporters/counted.ts";
import { editGroups, otherSubjects } from "../../reporters/edit-group.ts";
import { printable } from "../../reporters/printable.ts";
import type { ChangedGrant, Difference } from "./difference.ts";

/** Names beyond this many are counted. */
const mostNamed = 5;

/** @returns the difference for people, with a final line end */
export function differenceText(difference: Difference): string {
  const { can, canNoLonger, appeared, disappeared } = difference;
  const sections = [
    section("Can change the tag of clusters now, and could not:", can.map(grantLine)),
    section("Can no longer change it:", canNoLonger.map(grantLine)),
    section("Findings that are new:", resultLines(appeared)),
    section("Findings that are gone:", resultLines(disappeared)),
  ].filter((lines) => lines.length > 0);
  const told = sections.map((lines) => lines.join("\n"));
  const last = `${counted(appeared.length, "finding")} new, ${String(disappeared.length)} gone; ${counted(can.length, "principal")} can change the tag that could not`;
  return `${[...told, last].join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${printable(line)}`)];
}

function grantLine({ principal, what, clusters }: ChangedGrant): string {
  return `${principal} can ${what}: ${names(clusters)}`;
}

/** What one edit mends is one line. */
function resultLines(results: readonly ReportedResult[]): readonly string[] {
  return editGroups(results).map((group) => {
    const { rule, level, verdict, subject, message } = group.first;
    const kind = verdict === "violated" ? level : verdict;
    const subjects = names([subject, ...otherSubjects(group)]);
    return `${kind}[${rule}] ${subjects}: ${message}`;
  });
}

function names(all: readonly string[]): string {
  const named = all.slice(0, mostNamed).join(", ");
  return all.length > mostNamed ? `${named} and ${String(all.length - mostNamed)} more` : named;
}
