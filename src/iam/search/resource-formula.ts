import type { PolicyDocument, Element } from "../../model/policy.ts";
import { parseTemplate, type Template } from "../variables.ts";
import { allOf, anyOf, never, not, open, type Judgement } from "./formula.ts";
import { readItem, subjectMeets, type Keys, type Subject } from "./item-formula.ts";
import type { Work } from "./work.ts";

/**
 * What must be true of a request for `Resource` or `NotResource` to match it.
 *
 * @param element - the element
 * @param version - of its document
 * @param subject - the request's resource
 */
export function resourceFormula(
  element: Element,
  version: PolicyDocument["version"],
  subject: Subject,
  keys: Keys,
  work: Work,
): Judgement {
  const listed: Judgement[] = element.rest === undefined ? [] : [open];
  let dead = false;
  for (const text of element.items) {
    if (text.kind === "unknown") {
      listed.push(open);
      continue;
    }
    const template = parseTemplate(text.text, version);
    const item = readItem(template, work.resource, keys);
    // Which requests have the variable is not known here: it may be unresolved for some.
    if (item.kind === "dead" || item.kind === "dependent") dead = true;
    const met = subjectMeets(subject, item, work.resource, work);
    listed.push(
      template.variable && isEarly(template) ? { certainly: never, possibly: met.possibly } : met,
    );
  }
  const any = anyOf(listed);
  if (!element.negated) return any;
  const outside = not(any);
  // An item that cannot be resolved takes nothing out of a `NotResource`, or makes it match nothing.
  return dead ? { certainly: never, possibly: allOf([outside]).possibly } : outside;
}

/** AWS takes variables after the fifth colon alone. */
function isEarly(template: Template): boolean {
  let colons = 0;
  for (const piece of template.pieces) {
    if (piece.kind === "variable" && colons < 5) return true;
    if (piece.kind === "text") colons += piece.text.split(":").length - 1;
  }
  return false;
}
