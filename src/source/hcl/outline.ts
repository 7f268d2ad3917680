import type { Outline, OutlineItem } from "../outline.ts";
import { parseHcl } from "./parse.ts";
import type { Block, Body } from "./syntax.ts";

/** The blocks, attributes and comments of a text of HCL. */
export function hclOutline(text: string): Outline {
  const { body, comments } = parseHcl(text);
  return { items: itemsOf(body), comments };
}

/** Blocks of one name are told apart by their numbers. */
function itemsOf(body: Body): readonly OutlineItem[] {
  const counts = new Map<string, number>();
  const blocks = body.blocks.map((block): OutlineItem => {
    const plain = nameOf(block);
    const before = counts.get(plain) ?? 0;
    counts.set(plain, before + 1);
    const name = before === 0 ? plain : `${plain}#${String(before + 1)}`;
    return { name, span: block.span, items: itemsOf(block.body) };
  });
  const attributes = body.attributes.map(({ name, span }): OutlineItem => ({
    name,
    span,
    items: [],
  }));
  return [...blocks, ...attributes].sort((one, other) => one.span.start - other.span.start);
}

function nameOf({ type, labels }: Block): string {
  return [type, ...labels.map(({ text }) => text)].join(".");
}
