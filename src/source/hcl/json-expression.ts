import type { JsonNode } from "../json/tree.ts";
import { parseHclExpression, parseHclTemplate } from "./parse.ts";
import { relocated, relocatedTemplate, type Way } from "./relocate.ts";
import type { Expression, ObjectItem, SyntaxProblem, Template, TemplatePart } from "./syntax.ts";

type JsonString = Extract<JsonNode, { kind: "string" }>;

/**
 * What the strings of a JSON value are: templates, texts as they stand, or the source of an
 * expression, as types and references are.
 */
export type Strings = "template" | "literal" | "expression";

/**
 * A JSON value as an expression.
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 *
 * @param node - the value
 * @param strings - how its strings are read
 * @param problems - where what cannot be read is told
 * @returns undefined where the whole of it cannot be read
 */
export function jsonExpression(
  node: JsonNode,
  strings: Strings,
  problems: SyntaxProblem[],
): Expression | undefined {
  const { span } = node;
  switch (node.kind) {
    case "scalar":
      return { kind: "literal", value: node.value, text: node.text, span };
    case "string":
      return stringExpression(node, strings, problems);
    case "array": {
      const items = node.items.map((item) => jsonExpression(item, strings, problems));
      const read = items.filter((item) => item !== undefined);
      return read.length === items.length ? { kind: "tuple", items: read, span } : undefined;
    }
    case "object": {
      const items: ObjectItem[] = [];
      for (const member of node.members) {
        const text = keyString(member.key, member.keySpan.start);
        const decoded = { kind: "string", span: member.keySpan, decoded: text } as const;
        const keyStrings = strings === "literal" ? "literal" : "template";
        const key = stringExpression(decoded, keyStrings, problems);
        const value = jsonExpression(member.value, strings, problems);
        if (key === undefined || value === undefined) return undefined;
        items.push({ key, value });
      }
      return { kind: "object", items, span };
    }
  }
}

/** The places inside a key are not told apart: the key is short. */
function keyString(text: string, start: number): JsonString["decoded"] {
  return { text, offsets: new Uint32Array(text.length).fill(start + 1), end: start + 1 };
}

function stringExpression(
  node: JsonString,
  strings: Strings,
  problems: SyntaxProblem[],
): Expression | undefined {
  const { text, offsets, end } = node.decoded;
  const way: Way = (offset) => offsets[offset] ?? end;
  if (strings === "expression") {
    const { expression, problems: found } = parseHclExpression(text);
    tell(found, way, problems);
    return expression === undefined ? undefined : relocated(expression, way);
  }
  const plain = strings === "literal" || !/[$%]\{/.test(text);
  if (plain) return plainText(node);
  const { template, problems: found } = parseHclTemplate(text);
  tell(found, way, problems);
  if (template === undefined || found.length > 0) return undefined;
  return { ...relocatedTemplate(template, way), span: node.span };
}

/** A text without anything in it. */
function plainText({ decoded: { text, offsets, end }, span }: JsonString): Template {
  const escaped = text.length !== end - span.start - 1;
  const part: TemplatePart = {
    kind: "text",
    text,
    span: { start: span.start + 1, end: Math.max(span.start + 1, end) },
    offsets: escaped ? Array.from(offsets) : undefined,
  };
  return { kind: "template", parts: [part], heredoc: false, span };
}

function tell(found: readonly SyntaxProblem[], way: Way, problems: SyntaxProblem[]): void {
  for (const { message, span } of found) {
    const start = way(span.start);
    problems.push({ message, span: { start, end: Math.max(start + 1, way(span.end)) } });
  }
}
