import type { Span } from "../../../src/model/place.ts";
import type { Body, Expression, TemplatePart } from "../../../src/source/hcl/syntax.ts";

/** A part of a syntax tree with its parts in the order in which they have to stand. */
export interface Node {
  readonly what: string;
  readonly span: Span;
  readonly parts: readonly Node[];
  /** Text that came out of a template. */
  readonly decoded?: Extract<TemplatePart, { kind: "text" }>;
}

/** A body as a tree of nothing but spans. */
export function bodyNode(body: Body): Node {
  const attributes = body.attributes.map(({ nameSpan, value, span }) => ({
    what: "attribute",
    span,
    parts: [leaf("name", nameSpan), ...expressions([value])],
  }));
  const blocks = body.blocks.map(({ span, header, typeSpan, labels, body: inner }) => ({
    what: "block",
    span,
    parts: [
      {
        what: "header",
        span: header,
        parts: [leaf("type", typeSpan), ...labels.map((label) => leaf("label", label.span))],
      },
      bodyNode(inner),
    ],
  }));
  const parts = [...attributes, ...blocks].sort((a, b) => a.span.start - b.span.start);
  return { what: "body", span: body.span, parts };
}

/** An expression as a tree of nothing but spans. */
export function expressionNode(expression: Expression): Node {
  const { kind: what, span } = expression;
  return { what, span, parts: partsOf(expression) };
}

function partsOf(expression: Expression): readonly Node[] {
  switch (expression.kind) {
    case "literal":
    case "variable":
    case "splat-element":
      return [];
    case "template":
      return expression.parts.map(templateNode);
    case "tuple":
      return expressions(expression.items);
    case "object":
      return expressions(expression.items.flatMap(({ key, value }) => [key, value]));
    case "attribute":
      return [...expressions([expression.of]), leaf("name", expression.nameSpan)];
    case "index":
      return expressions([expression.of, expression.index]);
    case "splat":
      return expressions([expression.of, expression.each]);
    case "call":
      return [leaf("name", expression.nameSpan), ...expressions(expression.arguments)];
    case "unary":
      return expressions([expression.operand]);
    case "binary":
      return expressions([expression.left, expression.right]);
    case "conditional":
      return expressions([expression.condition, expression.then, expression.otherwise]);
    case "for": {
      const { collection, key, value, condition } = expression;
      return expressions([collection, key, value, condition]);
    }
    case "parentheses":
      return expressions([expression.inner]);
  }
}

function templateNode(part: TemplatePart): Node {
  const { kind: what, span } = part;
  switch (part.kind) {
    case "text":
      return { what, span, parts: [], decoded: part };
    case "interpolation":
      return { what, span, parts: expressions([part.expression]) };
    case "if": {
      const inside = [...part.then, ...part.otherwise].map(templateNode);
      return { what, span, parts: [...expressions([part.condition]), ...inside] };
    }
    case "for":
      return {
        what,
        span,
        parts: [...expressions([part.collection]), ...part.body.map(templateNode)],
      };
  }
}

function expressions(list: readonly (Expression | undefined)[]): readonly Node[] {
  return list.flatMap((one) => (one === undefined ? [] : [expressionNode(one)]));
}

function leaf(what: string, span: Span): Node {
  return { what, span, parts: [] };
}
