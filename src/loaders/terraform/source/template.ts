import type { Expression, Template, TemplatePart } from "../../../source/hcl/syntax.ts";
import { asBool, asText } from "./convert.ts";
import {
  arePartial,
  composed,
  failure,
  open,
  settled,
  together,
  type Datum,
  type Open,
  type Piece,
  type Spot,
} from "./datum.ts";
import { spotIn, tooLarge, type Env } from "./env.ts";
import { evaluate } from "./evaluate.ts";
import { passesOver, passing } from "./for.ts";
import { unknownLike } from "./unknown.ts";

/**
 * A quoted text or heredoc; one that is nothing but an interpolation is the value itself.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export function template(expression: Template, env: Env): Datum {
  const [only, second] = expression.parts;
  if (only?.kind === "interpolation" && second === undefined) return evaluate(only.expression, env);
  return templateOf(expression.parts, env, spotIn(env, expression.span));
}

/** What the parts of a template make. */
export function templateOf(parts: readonly TemplatePart[], env: Env, at: Spot): Datum {
  const made = new Made(env.work);
  addParts(parts, env, made);
  return made.tooMany ? tooLarge(at) : pieced(made.pieces, at, env, made.sensitive);
}

/** A text put together from pieces: unknown, with what is known of it, where one of them is. */
export function pieced(
  pieces: readonly Piece[],
  at: Spot,
  env: Pick<Env, "work">,
  sensitive: boolean,
): Datum {
  let length = 0;
  for (const piece of pieces) if (piece.kind === "text") length += piece.text.length;
  if (!env.work.steps(pieces.length) || !env.work.characters(length)) return tooLarge(at);
  let content = "";
  const opens: Open[] = [];
  for (const piece of pieces) {
    if (piece.kind === "open") opens.push(piece.open);
    else content += piece.text;
  }
  const first = opens.find(({ error }) => error) ?? opens[0];
  if (first === undefined) {
    return { kind: "text", text: composed(content), pieces, document: undefined, at, sensitive };
  }
  return {
    ...open(at, {
      code: first.code,
      detail: first.detail,
      because: first.because ?? first.at,
      references: together(opens),
      sensitive,
    }),
    isPartial: arePartial(opens),
    error: first.error,
    pieces,
  };
}

class Made {
  readonly pieces: Piece[] = [];
  sensitive = false;
  /** There were more pieces than anybody may go through. */
  tooMany = false;
  readonly #work: Env["work"];

  constructor(work: Env["work"]) {
    this.#work = work;
  }

  add(value: Datum, at: Spot): void {
    this.sensitive ||= value.sensitive;
    if (value.kind === "null") {
      this.pieces.push({ kind: "open", open: failure(at, "null is put into a text") });
      return;
    }
    const content = asText(value);
    // A JSON text whose parts are not all known keeps what is known of it.
    const whole = content.document !== undefined && content.kind === "open";
    if (content.kind === "open" && (content.pieces === undefined || whole)) {
      this.pieces.push({ kind: "open", open: content });
    } else if (content.pieces !== undefined) {
      this.tooMany ||= !this.#work.steps(content.pieces.length);
      if (this.tooMany) return;
      for (const piece of content.pieces) this.pieces.push(piece);
    } else if (content.kind === "text") {
      const { text } = content;
      this.pieces.push({ kind: "text", text, at: content.at, offsets: undefined, made: true });
    }
  }
}

function evaluated(expression: Expression, env: Env): Datum {
  const value = settled(evaluate(expression, env));
  if (value.kind === "open" && value.pieces === undefined) env.doubts?.typed(value);
  return value;
}

function addParts(parts: readonly TemplatePart[], env: Env, made: Made): void {
  for (const part of parts) {
    const at = spotIn(env, part.span);
    switch (part.kind) {
      case "text":
        made.pieces.push({
          kind: "text",
          text: part.text,
          at,
          offsets: env.stands === undefined ? part.offsets : undefined,
          made: env.stands !== undefined,
        });
        break;
      case "interpolation":
        made.add(evaluated(part.expression, env), at);
        break;
      case "if": {
        const condition = asBool(evaluated(part.condition, env));
        if (condition.kind === "open") {
          made.pieces.push({
            kind: "open",
            open: { ...unknownLike(at, condition), references: [] },
          });
        } else addParts(condition.value ? part.then : part.otherwise, env, made);
        break;
      }
      case "for": {
        const over = passesOver(evaluated(part.collection, env));
        if ("kind" in over) {
          made.pieces.push({ kind: "open", open: unknownLike(at, over) });
          break;
        }
        for (const pass of over.passes) {
          if (!env.work.steps(1 + part.body.length)) {
            made.pieces.push({ kind: "open", open: tooLarge(at) });
            break;
          }
          addParts(part.body, passing(env, part, pass), made);
        }
        if (over.rest !== undefined) {
          made.pieces.push({ kind: "open", open: unknownLike(at, over.rest) });
        }
        break;
      }
    }
  }
}
