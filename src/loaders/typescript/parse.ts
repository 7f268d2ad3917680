import { parse } from "@typescript-eslint/parser";
import type { TSESTree } from "@typescript-eslint/types";
import ts from "typescript";
import type { Source, Span } from "../../model/place.ts";

/** Syntax errors told of one file, each of which has it parsed once more. */
const mostErrors = 8;

/** A syntax error; the message completes the sentence "not valid TypeScript: …". */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}

/** A file's syntax tree, without the statements that have syntax errors in them. */
export interface Parsed {
  readonly program: TSESTree.Program | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Parses TypeScript; of a file with syntax errors what is left without the innermost statement
 * around each of them. Offsets are those of the source in any case.
 *
 * @param source - the file
 */
export function parseScript(source: Source): Parsed {
  const problems: SyntaxProblem[] = [];
  let { text } = source;
  const jsx = /x$/i.test(source.path);
  while (problems.length < mostErrors) {
    try {
      return { program: parse(text, options(source, jsx)), problems };
    } catch (error) {
      const problem = problemOf(error, source.text.length);
      problems.push(problem);
      if (error instanceof RangeError) break;
      const mended = without(text, problem.span.start, jsx);
      if (mended === undefined || mended === text) break;
      text = mended;
    }
  }
  return { program: undefined, problems };
}

function options(source: Source, jsx: boolean): Parameters<typeof parse>[1] {
  return {
    range: true,
    loc: false,
    sourceType: "module",
    jsDocParsingMode: "none",
    ecmaFeatures: { jsx },
    filePath: jsx ? "input.tsx" : source.path.replace(/^.*\./, "input."),
    suppressDeprecatedPropertyWarnings: true,
  };
}

function problemOf(error: unknown, length: number): SyntaxProblem {
  if (error instanceof RangeError) {
    return { message: "it is nested too deeply", span: { start: 0, end: Math.min(1, length) } };
  }
  const message = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
  const index: unknown =
    error instanceof Error && "index" in error ? Reflect.get(error, "index") : 0;
  const start = typeof index === "number" ? Math.max(0, Math.min(index, length - 1)) : 0;
  return {
    message: `${message.charAt(0).toLowerCase()}${message.slice(1)}`,
    span: { start, end: start + 1 },
  };
}

/**
 * The text with the innermost statement around an offset blanked, of the same length; or, where the
 * file ends inside a block, with what closes it added.
 */
function without(text: string, offset: number, jsx: boolean): string | undefined {
  const kind = jsx ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile("input.ts", text, ts.ScriptTarget.Latest, false, kind);
  if (text.slice(offset).trim().length <= 1 && offset + 1 >= text.trimEnd().length) {
    const missing = openBraces(file, text);
    if (missing > 0) return `${text}${"}".repeat(missing)}`;
  }
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (offset < node.pos || offset > node.end) return;
    if ((ts.isStatement(node) && !ts.isBlock(node)) || ts.isClassElement(node)) found = node;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  if (found === undefined) return undefined;
  const start = found.getStart(file);
  const from = Math.min(start, offset);
  const end = Math.max(found.end, offset + 1);
  const blank = text.slice(from, end).replace(/[^\r\n]/g, " ");
  return text.slice(0, from) + blank + text.slice(end);
}

/** How many blocks are open at the end of a text. */
function openBraces(file: ts.SourceFile, text: string): number {
  let missing = 0;
  const last = text.trimEnd().length;
  const visit = (node: ts.Node): void => {
    if (node.end < last) return;
    if (ts.isBlock(node) || ts.isClassDeclaration(node) || ts.isModuleBlock(node)) {
      if (text.charAt(node.end - 1) !== "}" || node.getStart(file) === node.end) missing += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return missing;
}
