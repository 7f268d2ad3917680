import type { Piece } from "../pattern-pieces.ts";
import type { CharSet } from "./char-set.ts";
import type { Sequence } from "./language.ts";

const colon = 0x3a;

/**
 * A sequence as texts with gaps between, as most patterns are.
 *
 * @returns undefined where some step leaves a choice between characters that no gap of a
 *   {@link Piece} does
 */
export function sequencePieces(steps: Sequence): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let gap: Piece["gap"] = "none";
  let text = "";
  for (const { chars, many } of steps) {
    if (!many) {
      const char = onlyChar(chars);
      if (char === undefined) return undefined;
      text += char;
      continue;
    }
    const next = gapOf(chars);
    if (next === undefined || (next === "within" && gap === "wide")) return undefined;
    pieces.push({ text, gap });
    [gap, text] = [next, ""];
  }
  return [...pieces, { text, gap }];
}

/** Half a surrogate pair is a character of a sequence, and in a text search it is found in pairs. */
function onlyChar({ except, codes }: CharSet): string | undefined {
  const [code] = codes;
  if (except || codes.size !== 1 || code === undefined) return undefined;
  return code >= 0xd800 && code < 0xe000 ? undefined : String.fromCodePoint(code);
}

function gapOf({ except, codes }: CharSet): Piece["gap"] | undefined {
  if (!except) return undefined;
  if (codes.size === 0) return "wide";
  return codes.size === 1 && codes.has(colon) ? "within" : undefined;
}
