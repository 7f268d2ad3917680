import type { PolicyDocument, Element } from "../../model/policy.ts";
import { parseTemplate, type Template } from "../variables.ts";
import {
  allOf,
  always,
  anyOf,
  every,
  exactly,
  never,
  not,
  open,
  present,
  some,
  type Formula,
  type Judgement,
} from "./formula.ts";
import { readItem, type Item, type Keys } from "./item.ts";
import { subjectMeets, type Subject } from "./item-formula.ts";
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
  const resolved: Formula[] = [];
  for (const text of element.items) {
    if (text.kind === "unknown") {
      listed.push(open);
      continue;
    }
    const template = parseTemplate(text.text, version);
    const item = readItem(template, work.resource, keys);
    resolved.push(resolvedFormula(item));
    const met = subjectMeets(subject, item, work.resource, work);
    listed.push(
      template.variable && isEarly(template) ? { certainly: never, possibly: met.possibly } : met,
    );
  }
  const any = anyOf(listed);
  if (!element.negated) return any;
  // An item that cannot be resolved takes nothing out of a `NotResource`, or makes it match nothing.
  return allOf([not(any), anyOf([exactly(every(resolved)), open])]);
}

/** Every variable of the item has a value. */
function resolvedFormula(item: Item): Formula {
  if (item.kind === "dead") return never;
  if (item.kind === "cases") {
    return some(item.cases.map((one) => every([one.when, resolvedFormula(one.item)])));
  }
  if (item.kind !== "dependent") return always;
  return every(
    item.pieces.flatMap((piece) =>
      piece.kind === "view" && piece.fallback === undefined ? [present(piece.view.variable)] : [],
    ),
  );
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
