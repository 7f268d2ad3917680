import type { Source, Span } from "../model/place.ts";
import type { Outline, OutlineItem } from "../source/outline.ts";

/** Texts longer than this are told apart by their beginnings. */
const longestText = 10_000;

/** The outline of a text; undefined where its syntax has none. */
export type OutlineOf = (source: Source) => Outline | undefined;

/**
 * Names a stretch of a text by what stands around it, without line numbers: the blocks and the
 * attribute that it lies in, and its own words where it is only a part of them.
 *
 * @param outline - of the text
 * @param text - the whole
 * @param span - the stretch
 */
export function landmarkOf(outline: Outline, text: string, span: Span): readonly string[] {
  const names: string[] = [];
  let around: OutlineItem | undefined;
  let items = outline.items;
  for (;;) {
    const next = itemAt(items, span);
    if (next === undefined) break;
    names.push(next.name);
    around = next;
    items = next.items;
  }
  // The header of a block stands for the block.
  if (around?.span.start === span.start) return names;
  const words = text.slice(span.start, Math.min(span.end, span.start + longestText));
  return [...names, words.replace(/\s+/g, " ").trim()];
}

/** The item that holds a stretch; the items lie one behind the other. */
function itemAt(items: readonly OutlineItem[], { start, end }: Span): OutlineItem | undefined {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((items[middle]?.span.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const found = items[low];
  return found !== undefined && found.span.start <= start && found.span.end >= end
    ? found
    : undefined;
}
