import type { Location as SarifLocation, PropertyBag, Result } from "sarif";
import type { ReportedResult } from "../../model/report.ts";
import { unreachable } from "../../model/unreachable.ts";
import { counted } from "../counted.ts";
import { otherSubjects, type EditGroup } from "../edit-group.ts";
import { printableLines } from "../printable.ts";
import { reasonText } from "../reason.ts";
import { codeFlows } from "./code-flow.ts";
import { limits } from "./limits.ts";
import { sarifLocation } from "./location.ts";
import { linkTo, plainText, sentence } from "./message.ts";

/** How results are written. */
export interface ResultForm {
  readonly ruleIndexes: ReadonlyMap<string, number>;
  /** Whether lines are quoted and code flows written. */
  readonly detailed: boolean;
  /** Whether suppressed results are among the others, so that each has to say what it is. */
  readonly full: boolean;
}

/** A result as SARIF writes it, with what had no room in it. */
export interface WrittenResult {
  readonly result: Result;
  readonly locationsLeftOut: number;
  readonly stepsLeftOut: number;
}

/** Named subjects beyond this many are counted. */
const mostSubjects = 10;

/**
 * Writes what one edit mends as one result.
 *
 * @param group - results with the same edit
 * @param form - how to write them
 * @returns the result; undefined where GitHub could not show its place
 */
export function sarifResult(group: EditGroup, form: ResultForm): WrittenResult | undefined {
  const { first } = group;
  const location = sarifLocation(first.place, form.detailed);
  if (location === undefined) return undefined;
  const related = relatedLocations(group);
  const shown = related.slice(0, limits.shownLocations - 1);
  const { flows, leftOut } = form.detailed
    ? codeFlows(first, limits.shownSteps)
    : { flows: [], leftOut: 0 };
  const ruleIndex = form.ruleIndexes.get(first.rule);
  const result: Result = {
    ruleId: first.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...standing(first),
    message: { text: messageText(group, shown) },
    locations: [location],
    ...(shown.length === 0 ? {} : { relatedLocations: shown }),
    ...(flows.length === 0 ? {} : { codeFlows: flows }),
    partialFingerprints: { "guardlint/v1": first.fingerprint },
    ...(form.full ? { suppressions: suppressionsOf(first) } : {}),
    properties: propertiesOf(group),
  };
  return { result, locationsLeftOut: related.length - shown.length, stepsLeftOut: leftOut };
}

/** A result that is no failure has no level: SARIF 2.1.0, section 3.27.10. */
function standing({ verdict, level }: ReportedResult): Pick<Result, "kind" | "level"> {
  switch (verdict) {
    case "violated":
      return { level };
    case "undetermined":
      return { kind: "open", level: "none" };
    case "satisfied":
      return { kind: "pass", level: "none" };
    default:
      return unreachable(verdict);
  }
}

function relatedLocations({ first, others }: EditGroup): SarifLocation[] {
  const places = [
    ...first.related,
    ...others.map(({ subject, place }) => ({ message: `also ${subject}`, place })),
  ];
  return places
    .flatMap(({ message, place }) => {
      const location = sarifLocation(place, false);
      return location === undefined ? [] : [{ ...location, message: { text: sentence(message) } }];
    })
    .map((location, index) => ({ id: index + 1, ...location }));
}

function messageText(group: EditGroup, related: readonly SarifLocation[]): string {
  const { first } = group;
  const reason = first.verdict === "undetermined" ? reasonText(first) : undefined;
  const sentences = [
    sentence(first.message),
    ...(reason === undefined ? [] : [sentence(`Cannot tell, because ${reason}`)]),
    ...(first.witness === undefined ? [] : [sentence(first.witness.summary)]),
    ...first.assumptions.map((assumption) => `Assumed: ${sentence(assumption)}`),
    ...othersText(group),
    ...seeAlso(related.slice(0, first.related.length)),
  ].join(" ");
  return first.fix === undefined ? sentences : `${sentences}\nWhat to do: ${advice(first.fix)}`;
}

function othersText(group: EditGroup): string[] {
  const subjects = otherSubjects(group);
  if (subjects.length === 0) return [];
  const named = subjects.slice(0, mostSubjects).map(plainText).join(", ");
  const more = subjects.length > mostSubjects ? ", …" : "";
  return [`One edit mends ${counted(subjects.length, "other subject")} as well: ${named}${more}.`];
}

function seeAlso(related: readonly SarifLocation[]): string[] {
  const links = related.flatMap(({ id, message }) =>
    id === undefined || message?.text === undefined
      ? []
      : [linkTo(message.text.replace(/\.$/, ""), id)],
  );
  return links.length === 0 ? [] : [`See ${links.join(", ")}.`];
}

/** Advice may show a statement to paste, in lines of its own. */
function advice(fix: string): string {
  const lines = printableLines(fix).map(plainText);
  return lines.length === 1 ? sentence(fix) : lines.join("\n");
}

function suppressionsOf({ suppression }: ReportedResult): NonNullable<Result["suppressions"]> {
  if (suppression === undefined) return [];
  const kind = suppression.kind === "inline" ? "inSource" : "external";
  return [{ kind, status: "accepted", justification: sentence(suppression.reason) }];
}

function propertiesOf({ first, others }: EditGroup): PropertyBag {
  const { subject, messageId, basis, assumptions, witness, reasons } = first;
  return {
    subject,
    messageId,
    results: 1 + others.length,
    ...(basis === undefined ? {} : { basis }),
    ...(assumptions.length === 0 ? {} : { assumptions: [...assumptions] }),
    ...(witness === undefined ? {} : { request: witness.request }),
    ...(witness?.then === undefined ? {} : { then: [...witness.then] }),
    ...(reasons.length === 0
      ? {}
      : { reasons: reasons.map(({ code, detail }) => ({ code, detail })) }),
  };
}
