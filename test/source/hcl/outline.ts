import type { Block, Body, Expression, TemplatePart } from "../../../src/source/hcl/syntax.ts";

/** Writes an expression with everything in brackets and the operator first, to compare by eye. */
export function outline(expression: Expression | undefined): string {
  if (expression === undefined) return "nothing";
  const list = (of: readonly Expression[]): string => of.map((one) => ` ${outline(one)}`).join("");
  switch (expression.kind) {
    case "literal":
      return JSON.stringify(expression.value);
    case "template":
      return `(${expression.heredoc ? "heredoc" : "string"}${outlineParts(expression.parts)})`;
    case "tuple":
      return `(tuple${list(expression.items)})`;
    case "object":
      return `(object${expression.items
        .map(({ key, value }) => ` ${outline(key)}=${outline(value)}`)
        .join("")})`;
    case "variable":
      return expression.name;
    case "attribute":
      return `(. ${outline(expression.of)} ${expression.name})`;
    case "index":
      return `([] ${outline(expression.of)} ${outline(expression.index)})`;
    case "splat":
      return `(${expression.full ? "[*]" : ".*"} ${outline(expression.of)} ${outline(expression.each)})`;
    case "splat-element":
      return "@";
    case "call":
      return `(${expression.name}()${list(expression.arguments)}${expression.expandLast ? "..." : ""})`;
    case "unary":
      return `(${expression.operator} ${outline(expression.operand)})`;
    case "binary":
      return `(${expression.operator} ${outline(expression.left)} ${outline(expression.right)})`;
    case "conditional":
      return `(? ${outline(expression.condition)} ${outline(expression.then)} ${outline(expression.otherwise)})`;
    case "for": {
      const { keyName, valueName, collection, key, value, grouped, condition } = expression;
      const names = keyName === undefined ? valueName : `${keyName},${valueName}`;
      const makes = key === undefined ? outline(value) : `${outline(key)}=>${outline(value)}`;
      const when = condition === undefined ? "" : ` if ${outline(condition)}`;
      return `(for ${names} in ${outline(collection)}: ${makes}${grouped ? "..." : ""}${when})`;
    }
    case "parentheses":
      return `(paren ${outline(expression.inner)})`;
  }
}

function outlineParts(parts: readonly TemplatePart[]): string {
  return parts.map((part) => ` ${outlinePart(part)}`).join("");
}

function outlinePart(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return JSON.stringify(part.text);
    case "interpolation":
      return `\${${outline(part.expression)}}`;
    case "if": {
      const { condition, then, otherwise } = part;
      return `(if ${outline(condition)} then${outlineParts(then)} else${outlineParts(otherwise)})`;
    }
    case "for": {
      const { keyName, valueName, collection, body } = part;
      const names = keyName === undefined ? valueName : `${keyName},${valueName}`;
      return `(for ${names} in ${outline(collection)}:${outlineParts(body)})`;
    }
  }
}

/** Writes a body in the same way, attributes before blocks. */
export function outlineBody(body: Body): string {
  const attributes = body.attributes.map(({ name, value }) => `${name}=${outline(value)}`);
  return [...attributes, ...body.blocks.map(outlineBlock)].join(" ");
}

function outlineBlock({ type, labels, body }: Block): string {
  const names = [type, ...labels.map(({ text }) => JSON.stringify(text))].join(" ");
  return `${names}{${outlineBody(body)}}`;
}
