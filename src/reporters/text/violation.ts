import type { ReportedResult, ReportedRule, Location } from "../../model/report.ts";
import type { Related, Witness, WitnessRequest } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { otherSubjects, type EditGroup } from "../edit-group.ts";
import { placeText } from "../place-text.ts";
import { printable, printableLines } from "../printable.ts";
import { drawFrame } from "./frame.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

/** How a violation is drawn. */
export interface Drawing {
  readonly style: Style;
  /** Columns that prose may take. */
  readonly width: number;
  /** The rule, where it has not been explained above already. */
  readonly explain: ReportedRule | undefined;
}

/** Named subjects beyond this many are counted, so that one mistake in a big loop stays readable. */
const mostSubjects = 20;

/**
 * Draws what one edit mends: what is wrong and where, how it came to be, the request that gets
 * through, why it matters and what to do.
 *
 * @param group - the violations
 * @param others - what further rules say of the same place, of which the message alone is drawn
 * @param drawing - how
 * @returns the lines, the first at the margin and all others indented
 */
export function drawViolation(
  group: EditGroup,
  others: readonly EditGroup[],
  drawing: Drawing,
): string[] {
  const { first } = group;
  const { style, width } = drawing;
  const paint = (text: string): string => style.level(first.level, text);
  return [
    ...headline(first, drawing),
    `  --> ${placeText(first.place)}${addressOf(first.place)}`,
    ...drawFrame(first.place.frame, style, paint),
    ...subjectOf(first, drawing),
    ...chain(first.place, drawing),
    ...(first.witness === undefined ? [] : drawWitness(first.witness, drawing)),
    ...(drawing.explain === undefined ? [] : field("why", drawing.explain.meta.why, drawing)),
    ...(first.fix === undefined ? [] : drawFix(first.fix, drawing)),
    ...first.related.flatMap((related) => drawRelated(related, drawing)),
    ...first.assumptions.flatMap((assumption) => field("assuming", assumption, drawing)),
    ...also(group, style, width),
    ...others.flatMap((other) => alsoOf(other, first, drawing)),
  ];
}

function headline(result: ReportedResult, { style, width }: Drawing): string[] {
  const label = `${result.level}[${printable(result.rule)}]:`;
  const [head = "", ...rest] = wrap(printable(result.message), width, `${label} `, 4);
  const painted = style.level(result.level, label) + style.strong(head.slice(label.length));
  return [painted, ...rest.map((line) => style.strong(line))];
}

function addressOf(location: Location): string {
  return location.address === undefined ? "" : ` (${printable(location.address)})`;
}

function subjectOf(result: ReportedResult, drawing: Drawing): string[] {
  return result.subject === result.place.address ? [] : field("subject", result.subject, drawing);
}

function chain(location: Location, { style }: Drawing): string[] {
  return location.via.map((hop) => {
    const at = hop.location === undefined ? "" : ` at ${placeText(hop.location)}`;
    return `  ${style.strong("via:")} ${printable(hop.label)}${at}`;
  });
}

function drawWitness(witness: Witness, drawing: Drawing): string[] {
  const { summary, request, then = [] } = witness;
  const lead = field("witness", summary, drawing);
  if (then.length === 0) return [...lead, ...drawRequest(request, drawing)];
  const requests = [request, ...then].flatMap((one, index) => [
    `    ${drawing.style.faint(`request ${String(index + 1)}`)}`,
    ...drawRequest(one, drawing),
  ]);
  return [...lead, ...requests];
}

function drawRequest(request: WitnessRequest, drawing: Drawing): string[] {
  const { principal, action, resource, context } = request;
  const row = (name: string, value: string): string =>
    `    ${drawing.style.faint(name.padEnd(9))} ${printable(value)}`;
  const entries = Object.entries(context).map(([key, value], index) =>
    row(index === 0 ? "context" : "", `${key} = ${valueText(value)}`),
  );
  return [
    row("principal", principal),
    row("action", action),
    row("resource", resource),
    ...(entries.length === 0 ? [row("context", "(none)")] : entries),
  ];
}

function valueText(value: string | readonly string[]): string {
  return typeof value === "string"
    ? JSON.stringify(value)
    : `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
}

/** Advice may show a statement to paste, whose lines stay as they are. */
function drawFix(fix: string, drawing: Drawing): string[] {
  const [advice = "", ...code] = printableLines(fix);
  return [...field("fix", advice, drawing), ...code.map((line) => `      ${line}`.trimEnd())];
}

function drawRelated(related: Related<Location>, drawing: Drawing): string[] {
  return [
    ...field("related", related.message, drawing),
    `      at ${placeText(related.place)}${addressOf(related.place)}`,
  ];
}

/** What another rule says of the place, or of one that the same edit mends. */
function alsoOf(group: EditGroup, shown: ReportedResult, drawing: Drawing): string[] {
  const { rule, message, place } = group.first;
  const more = otherSubjects(group).length;
  const rest = more === 0 ? "" : ` (and of ${counted(more, "other subject")})`;
  const at = placeText(place) === placeText(shown.place) ? [] : [`      at ${placeText(place)}`];
  return [...field("also", `${rule}: ${message}${rest}`, drawing), ...at];
}

function also(group: EditGroup, style: Style, width: number): string[] {
  const subjects = otherSubjects(group);
  if (subjects.length === 0) return [];
  const shown = subjects.slice(0, mostSubjects).map(printable);
  const more = subjects.length - shown.length;
  if (more > 0) shown.push(`and ${counted(more, "other subject")}`);
  return labelled("also", shown.join(", "), style, width);
}

function field(name: string, text: string, { style, width }: Drawing): string[] {
  return labelled(name, printable(text), style, width);
}

function labelled(name: string, text: string, style: Style, width: number): string[] {
  const label = `  ${name}:`;
  const [head = "", ...rest] = wrap(text, width, `${label} `, 6);
  return [style.strong(label) + head.slice(label.length), ...rest];
}
