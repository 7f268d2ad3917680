import type { Span } from "../../model/place.ts";
import { unreachable } from "../../model/unreachable.ts";
import type { Expression, Template, TemplatePart } from "./syntax.ts";

/** Leads from offsets of the text that was parsed to offsets of the text that it stands in. */
export type Way = (offset: number) => number;

/** A template of a text that stands inside another one, with spans of the outer one. */
export function relocatedTemplate(template: Template, way: Way): Template {
  return {
    ...template,
    parts: template.parts.map((part) => partAt(part, way)),
    span: spanAt(template.span, way),
  };
}

/** An expression of a text that stands inside another one, with spans of the outer one. */
export function relocated(expression: Expression, way: Way): Expression {
  const span = spanAt(expression.span, way);
  const inner = (one: Expression): Expression => relocated(one, way);
  switch (expression.kind) {
    case "literal":
    case "variable":
    case "splat-element":
      return { ...expression, span };
    case "template":
      return relocatedTemplate(expression, way);
    case "tuple":
      return { ...expression, span, items: expression.items.map(inner) };
    case "object": {
      const items = expression.items.map(({ key, value }) => ({
        key: inner(key),
        value: inner(value),
      }));
      return { ...expression, span, items };
    }
    case "attribute": {
      const nameSpan = spanAt(expression.nameSpan, way);
      return { ...expression, span, nameSpan, of: inner(expression.of) };
    }
    case "index":
      return { ...expression, span, of: inner(expression.of), index: inner(expression.index) };
    case "splat":
      return { ...expression, span, of: inner(expression.of), each: inner(expression.each) };
    case "call": {
      const nameSpan = spanAt(expression.nameSpan, way);
      return { ...expression, span, nameSpan, arguments: expression.arguments.map(inner) };
    }
    case "unary":
      return { ...expression, span, operand: inner(expression.operand) };
    case "binary":
      return { ...expression, span, left: inner(expression.left), right: inner(expression.right) };
    case "conditional":
      return {
        ...expression,
        span,
        condition: inner(expression.condition),
        then: inner(expression.then),
        otherwise: inner(expression.otherwise),
      };
    case "for":
      return {
        ...expression,
        span,
        collection: inner(expression.collection),
        key: expression.key === undefined ? undefined : inner(expression.key),
        value: inner(expression.value),
        condition: expression.condition === undefined ? undefined : inner(expression.condition),
      };
    case "parentheses":
      return { ...expression, span, inner: inner(expression.inner) };
    default:
      return unreachable(expression);
  }
}

function partAt(part: TemplatePart, way: Way): TemplatePart {
  const span = spanAt(part.span, way);
  const parts = (inside: readonly TemplatePart[]): readonly TemplatePart[] =>
    inside.map((one) => partAt(one, way));
  switch (part.kind) {
    case "text": {
      const before = part.offsets;
      const offsets = Array.from(part.text.split(""), (_, unit) =>
        way(before?.[unit] ?? part.span.start + unit),
      );
      return { ...part, span, offsets };
    }
    case "interpolation":
      return { ...part, span, expression: relocated(part.expression, way) };
    case "if":
      return {
        ...part,
        span,
        condition: relocated(part.condition, way),
        then: parts(part.then),
        otherwise: parts(part.otherwise),
      };
    case "for":
      return {
        ...part,
        span,
        collection: relocated(part.collection, way),
        body: parts(part.body),
      };
    default:
      return unreachable(part);
  }
}

function spanAt({ start, end }: Span, way: Way): Span {
  return { start: way(start), end: way(end) };
}
