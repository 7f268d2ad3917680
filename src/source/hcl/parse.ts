import { parseFile } from "./body.ts";
import { expression } from "./expression.ts";
import { Reader } from "./reader.ts";
import { Scanner } from "./scanner.ts";
import type { Expression, HclFile, SyntaxProblem, Template } from "./syntax.ts";
import { bareTemplate } from "./template.ts";

/**
 * Parses a file of HCL's native syntax, as `.tf`, `.tfvars` and `.tofu` files are. What Terraform
 * refuses is a problem here, and what cannot be read is left out, item by item.
 *
 * @param text - any text; a byte order mark at its start is passed over
 * @returns what could be read and what is wrong; it never throws
 */
export function parseHcl(text: string): HclFile {
  const scanner = new Scanner(text);
  const reader = new Reader(scanner);
  const body = parseFile(reader);
  return { body, comments: scanner.comments, problems: reader.problems };
}

/** A text read as a template. */
export interface HclTemplate {
  /** Undefined where the text is no template. */
  readonly template: Template | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses a text that is a template from end to end, as a string of Terraform's JSON syntax is once
 * it is out of JSON's escapes: `\` means nothing in it.
 *
 * @param text - any text; spans are offsets into it
 * @returns the template, or what is wrong; it never throws
 */
export function parseHclTemplate(text: string): HclTemplate {
  const reader = new Reader(new Scanner(text, true));
  const template = reader.attempt(() => bareTemplate(reader));
  return { template, problems: reader.problems };
}

/** A text read as an expression. */
export interface HclExpression {
  /** Undefined where the text is none. */
  readonly expression: Expression | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses a text that is an expression from end to end, as types and references are in Terraform's
 * JSON syntax.
 *
 * @param text - any text; spans are offsets into it
 * @returns the expression, or what is wrong; it never throws
 */
export function parseHclExpression(text: string): HclExpression {
  const reader = new Reader(new Scanner(text));
  const read = reader.attempt(() => {
    const made = expression(reader);
    if (reader.peek() !== "end") reader.fail("the end of the expression");
    return made;
  });
  return { expression: read, problems: reader.problems };
}
