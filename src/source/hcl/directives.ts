import type { Span } from "../../model/place.ts";
import type { Loop } from "./for.ts";
import type { Reader } from "./reader.ts";
import type { Expression, TemplatePart } from "./syntax.ts";
import { join, type TextPiece } from "./text-piece.ts";

/** What stands in `%{ }`. */
export type Directive =
  | { readonly kind: "if"; readonly condition: Expression }
  | ({ readonly kind: "for" } & Loop)
  | { readonly kind: "else" | "endif" | "endfor" };

/** A template as it is written, one thing after the other. */
export type Piece =
  | TextPiece
  | { readonly kind: "interpolation"; readonly part: TemplatePart; readonly height: number }
  | {
      readonly kind: "directive";
      readonly directive: Directive;
      readonly span: Span;
      readonly height: number;
    };

/** A directive that has not ended, or the template as a whole. */
interface Open {
  readonly directive: Directive | undefined;
  readonly span: Span;
  /** Of an `if`, what stands before its `else`, once that has come. */
  then: readonly TemplatePart[] | undefined;
  parts: TemplatePart[];
  texts: TextPiece[];
  height: number;
}

/**
 * Puts what stands between directives into them, and joins text.
 *
 * @param pieces - of one template
 * @param content - where the template's content starts
 * @returns the parts; one empty text where there is nothing
 */
export function nest(
  reader: Reader,
  pieces: readonly Piece[],
  content: number,
): readonly TemplatePart[] {
  const [first, second] = pieces;
  if (first?.kind === "text" && second === undefined) {
    reader.height = 1;
    return [join([first])];
  }
  const start = { start: content, end: content };
  const root: Open = opened(undefined, start, 0);
  const stack: Open[] = [root];
  let inner = root;
  for (const piece of pieces) {
    if (piece.kind === "text") {
      inner.texts.push(piece);
      continue;
    }
    endText(inner);
    inner.height = Math.max(inner.height, piece.height);
    if (piece.kind === "interpolation") {
      inner.parts.push(piece.part);
      continue;
    }
    const { directive, span } = piece;
    switch (directive.kind) {
      case "if":
      case "for":
        inner = opened(directive, span, piece.height);
        stack.push(inner);
        break;
      case "else":
        if (inner.directive?.kind !== "if" || inner.then !== undefined) {
          reader.failAt(span, "this `else` belongs to no `if`");
        }
        inner.then = inner.parts;
        inner.parts = [];
        break;
      case "endif":
      case "endfor": {
        const part = closed(inner, directive.kind, span);
        if (part === undefined) {
          return reader.failAt(span, `this \`${directive.kind}\` ends nothing`);
        }
        reader.rise(inner.height);
        stack.pop();
        inner = stack.at(-1) ?? root;
        inner.parts.push(part);
        inner.height = Math.max(inner.height, reader.height);
      }
    }
  }
  if (inner.directive !== undefined) {
    reader.failAt(
      inner.span,
      `this \`${inner.directive.kind}\` has no \`end${inner.directive.kind}\``,
    );
  }
  endText(root);
  reader.rise(root.height);
  const { parts } = root;
  return parts.length > 0 ? parts : [{ kind: "text", text: "", span: start, offsets: undefined }];
}

function opened(directive: Directive | undefined, span: Span, height: number): Open {
  return { directive, span, then: undefined, parts: [], texts: [], height };
}

/** The part that an end makes of what is open; undefined where it ends something else. */
function closed(open: Open, by: "endif" | "endfor", end: Span): TemplatePart | undefined {
  const { directive, parts } = open;
  const span = { start: open.span.start, end: end.end };
  if (directive?.kind === "if" && by === "endif") {
    const { condition } = directive;
    const [then, otherwise] = open.then === undefined ? [parts, []] : [open.then, parts];
    return { kind: "if", condition, then, otherwise, span };
  }
  if (directive?.kind === "for" && by === "endfor") {
    const { keyName, valueName, collection } = directive;
    return { kind: "for", keyName, valueName, collection, body: parts, span };
  }
  return undefined;
}

function endText(open: Open): void {
  const [first, ...rest] = open.texts;
  if (first === undefined) return;
  open.parts.push(join([first, ...rest]));
  open.texts = [];
}
