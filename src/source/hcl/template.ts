import type { Span } from "../../model/place.ts";
import { nest, type Directive, type Piece } from "./directives.ts";
import { decodeText } from "./escapes.ts";
import { expression } from "./expression.ts";
import { loop } from "./for.ts";
import { withoutIndent } from "./heredoc.ts";
import type { Reader } from "./reader.ts";
import type { Template } from "./syntax.ts";
import { trimEnd, trimStart } from "./text-piece.ts";
import type { TokenKind } from "./token.ts";

/** Reads a string or a heredoc, with what opens it ahead. */
export function quotedOrHeredoc(reader: Reader): Template {
  const open = reader.span;
  const heredoc = reader.peek() === "heredoc";
  const flush = heredoc && reader.text.startsWith("<<-", open.start);
  reader.next();
  const content = reader.passed;
  const pieces = readPieces(reader, open, heredoc ? "heredoc-end" : "unquote");
  const parts = nest(reader, flush ? withoutIndent(pieces) : pieces, content);
  return { kind: "template", parts, heredoc, span: reader.since(open.start) };
}

/** Reads a text that is a template from end to end, without quotation marks. */
export function bareTemplate(reader: Reader): Template {
  const span = { start: 0, end: reader.text.length };
  const pieces = readPieces(reader, span, "end");
  return { kind: "template", parts: nest(reader, pieces, 0), heredoc: false, span };
}

function readPieces(reader: Reader, open: Span, close: TokenKind): readonly Piece[] {
  const pieces: Piece[] = [];
  let strip = false;
  for (;;) {
    switch (reader.peek()) {
      case "text": {
        const piece = decodeText(reader, close === "unquote");
        pieces.push(strip ? trimStart(piece) : piece);
        strip = false;
        break;
      }
      case "${":
      case "%{": {
        const last = pieces.at(-1);
        const { piece, stripBefore, stripAfter } = readSequence(reader);
        // Only the text right before goes; in a heredoc that starts with its line.
        if (stripBefore && last?.kind === "text") pieces[pieces.length - 1] = trimEnd(last);
        pieces.push(piece);
        strip = stripAfter;
        break;
      }
      case close:
        reader.next();
        return pieces;
      case "unterminated":
        return reader.failAt(
          open,
          close === "heredoc-end"
            ? "no line with nothing but its name, and a line end, closes this heredoc"
            : "this string does not end on its line",
        );
      default:
        return reader.fail("the rest of the template");
    }
  }
}

/** Reads `${ }` or `%{ }`. */
function readSequence(reader: Reader): {
  readonly piece: Piece;
  readonly stripBefore: boolean;
  readonly stripAfter: boolean;
} {
  const opening = reader.span;
  const stripBefore = reader.text.startsWith("~", opening.end - 1);
  const directive = reader.peek() === "%{";
  reader.next();
  const lines = reader.setLines(false);
  const read = directive ? readDirective(reader) : expression(reader);
  const { height } = reader;
  const stripAfter = reader.text.startsWith("~", reader.start);
  reader.expectClose("sequence-end", opening, "`}`");
  reader.setLines(lines);
  const span = reader.since(opening.start);
  if ("directive" in read) {
    return { piece: { kind: "directive", ...read, span, height }, stripBefore, stripAfter };
  }
  const part = { kind: "interpolation", expression: read, stripBefore, stripAfter, span } as const;
  return { piece: { kind: "interpolation", part, height }, stripBefore, stripAfter };
}

function readDirective(reader: Reader): { readonly directive: Directive } {
  reader.height = 0;
  if (reader.isWord("for")) return { directive: { kind: "for", ...loop(reader) } };
  if (reader.isWord("if")) {
    reader.next();
    return { directive: { kind: "if", condition: expression(reader) } };
  }
  for (const kind of ["else", "endif", "endfor"] as const) {
    if (reader.isWord(kind)) {
      reader.next();
      return { directive: { kind } };
    }
  }
  return reader.fail("`if`, `else`, `endif`, `for` or `endfor` after `%{`");
}
