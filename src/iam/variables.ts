import type { Reason } from "../model/value.ts";
import { isMultivalued, type RequestContext } from "./context.ts";
import type { PatternPart } from "./pattern.ts";

/**
 * Policy variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Piece =
  /** Text in which wildcards count where the element has them. */
  | { readonly kind: "text"; readonly text: string }
  /** `${*}`, `${?}` or `${$}`: the character itself. */
  | { readonly kind: "literal"; readonly text: string }
  /** `${key}` or `${key, 'default'}`; the key in lower case. */
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | undefined }
  /** `${` that does not go on as a variable. */
  | { readonly kind: "malformed"; readonly text: string };

/** A string of a policy, cut at its variables. */
export interface Template {
  readonly pieces: readonly Piece[];
  /** Whether it depends on the request. */
  readonly variable: boolean;
}

/** A template with the request's values in place. */
export type Resolved =
  | { readonly kind: "parts"; readonly parts: readonly PatternPart[] }
  /** A variable without default whose key the request does not have. */
  | { readonly kind: "unresolved"; readonly key: string }
  | { readonly kind: "unknown"; readonly reason: Reason };

/**
 * Cuts a string at its variables.
 *
 * @param text - as the policy states it
 * @param version - of the document: before 2012-10-17 there are no variables, and all is text
 */
export function parseTemplate(text: string, version: "2012-10-17" | "2008-10-17"): Template {
  if (version === "2008-10-17" || !text.includes("${")) {
    return { pieces: [{ kind: "text", text }], variable: false };
  }
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf("${", at);
    if (start === -1) break;
    if (start > at) pieces.push({ kind: "text", text: text.slice(at, start) });
    const variable = readVariable(text, start + 2);
    if (variable === undefined) {
      pieces.push({ kind: "malformed", text: text.slice(start) });
      return { pieces, variable: true };
    }
    pieces.push(variable.piece);
    at = variable.end;
  }
  if (at < text.length) pieces.push({ kind: "text", text: text.slice(at) });
  return { pieces, variable: pieces.some((piece) => piece.kind === "variable") };
}

/** Reads from after `${`; undefined where no variable can be read. */
function readVariable(text: string, from: number): { piece: Piece; end: number } | undefined {
  const comma = text.indexOf(",", from);
  const brace = text.indexOf("}", from);
  if (brace === -1) return undefined;
  if (comma === -1 || comma > brace) {
    const name = text.slice(from, brace).trim();
    if (name === "*" || name === "?" || name === "$") {
      return { piece: { kind: "literal", text: name }, end: brace + 1 };
    }
    if (name === "" || name.includes("${")) return undefined;
    const key = name.toLowerCase();
    return { piece: { kind: "variable", key, fallback: undefined }, end: brace + 1 };
  }
  const key = text.slice(from, comma).trim().toLowerCase();
  const open = skipBlank(text, comma + 1);
  if (key === "" || key.includes("${") || text[open] !== "'") return undefined;
  const close = text.indexOf("'", open + 1);
  if (close === -1) return undefined;
  const end = skipBlank(text, close + 1);
  if (text[end] !== "}") return undefined;
  const fallback = text.slice(open + 1, close);
  return { piece: { kind: "variable", key, fallback }, end: end + 1 };
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at += 1;
  return at;
}

/**
 * Puts the request's values in the place of variables. What a value holds is never a wildcard
 * itself; {@link PatternPart.fromRequest} marks it, since AWS does not say so.
 */
export function resolveTemplate(template: Template, context: RequestContext): Resolved {
  const parts: PatternPart[] = [];
  for (const piece of template.pieces) {
    switch (piece.kind) {
      case "text":
        parts.push({ text: piece.text, wildcards: true });
        break;
      case "literal":
        parts.push({ text: piece.text, wildcards: false });
        break;
      case "malformed":
        return {
          kind: "unknown",
          reason: {
            code: "malformed",
            detail: "a policy variable in it is not written as AWS documents it",
            place: undefined,
          },
        };
      case "variable": {
        const entry = context.get(piece.key);
        if (entry === undefined) {
          if (piece.fallback === undefined) return { kind: "unresolved", key: piece.key };
          parts.push({ text: piece.fallback, wildcards: false, fromRequest: true });
          break;
        }
        if (entry.kind === "unknown") return { kind: "unknown", reason: entry.reason };
        const [value, ...others] = entry.values;
        if (value === undefined || others.length > 0 || isMultivalued(piece.key, entry)) {
          return { kind: "unknown", reason: severalValues(piece.key) };
        }
        parts.push({ text: value, wildcards: false, fromRequest: true });
      }
    }
  }
  return { kind: "parts", parts };
}

function severalValues(key: string): Reason {
  return {
    code: "unspecified-by-aws",
    detail: `a key of several values (${key}) stands as a policy variable, which AWS does not support`,
    place: undefined,
  };
}
