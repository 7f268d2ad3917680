import { object, tuple } from "./collections.ts";
import { expression } from "./expression.ts";
import type { Reader } from "./reader.ts";
import type { Expression } from "./syntax.ts";
import { quotedOrHeredoc } from "./template.ts";

type Literal = Extract<Expression, { kind: "literal" }>;

const words: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** Reads what an expression is made of: a literal, a name, a call, or something in brackets. */
export function term(reader: Reader): Expression {
  switch (reader.peek()) {
    case "name":
      return named(reader);
    case "quote":
    case "heredoc":
      return quotedOrHeredoc(reader);
    case "number":
      return numberLiteral(reader);
    case "[":
      return tuple(reader);
    case "{":
      return object(reader);
    case "(":
      return parentheses(reader);
    case "<":
      if (reader.text.startsWith("<<", reader.start)) {
        reader.failAt(reader.span, "a heredoc starts with `<<NAME` or `<<-NAME` and a line end");
      }
      return reader.fail("a value");
    default:
      return reader.fail("a value");
  }
}

/**
 * Reads a number. Its value is a double; what is too large for one is infinite, and `text` has it
 * as written.
 */
export function numberLiteral(reader: Reader): Literal {
  const { span } = reader;
  const text = reader.word();
  const value = Number(text);
  // Terraform keeps exponents in 32 bits.
  const [, power = "0"] = text.toLowerCase().split("e");
  const exponent = Math.abs(Number(power));
  if (Number.isNaN(value) || exponent >= 2 ** 31 - 1) reader.failAt(span, "this is no number");
  reader.height = 1;
  return { kind: "literal", value, text, span };
}

function parentheses(reader: Reader): Expression {
  const open = reader.span;
  reader.next();
  const lines = reader.setLines(false);
  const inner = expression(reader);
  reader.expectClose(")", open, "`)`");
  reader.setLines(lines);
  reader.rise(reader.height);
  return { kind: "parentheses", inner, span: reader.since(open.start) };
}

function named(reader: Reader): Expression {
  const { span } = reader;
  const name = reader.word();
  if (reader.peek() === "(" || reader.peek() === "::") return call(reader, name, span.start);
  reader.height = 1;
  const value = words.get(name);
  return value === undefined
    ? { kind: "variable", name, span }
    : { kind: "literal", value, text: name, span };
}

/** A call; a provider's function has a name in parts, `provider::aws::arn_parse`. */
function call(reader: Reader, first: string, start: number): Expression {
  let name = first;
  while (reader.take("::")) {
    if (reader.peek() !== "name") reader.fail("a name after `::`");
    name += `::${reader.word()}`;
  }
  const nameSpan = reader.since(start);
  const open = reader.span;
  reader.expect("(", "`(` after a function's name");
  const lines = reader.setLines(false);
  const list: Expression[] = [];
  let expandLast = false;
  let height = 0;
  while (reader.peek() !== ")") {
    list.push(expression(reader));
    height = Math.max(height, reader.height);
    expandLast = reader.take("...");
    if (expandLast || !reader.take(",")) break;
  }
  reader.expectClose(")", open, expandLast ? "`)` right after `...`" : "`,` or `)`");
  reader.setLines(lines);
  reader.rise(height);
  return { kind: "call", name, nameSpan, arguments: list, expandLast, span: reader.since(start) };
}
