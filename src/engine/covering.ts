import type { LineRange } from "./comments.ts";

interface Node<T> {
  readonly range: LineRange;
  readonly item: T;
  /** The nearest one that holds it. */
  readonly around: Node<T> | undefined;
}

/** Finds which of many ranges hold a line; of two ranges one holds the other, or they are apart. */
export class Covering<T> {
  readonly #nodes: readonly Node<T>[];

  constructor(ranges: readonly { readonly range: LineRange; readonly item: T }[]) {
    const sorted = [...ranges].sort(
      (one, other) => one.range.from - other.range.from || other.range.to - one.range.to,
    );
    const nodes: Node<T>[] = [];
    let last: Node<T> | undefined;
    for (const { range, item } of sorted) {
      let around = last;
      while (around !== undefined && around.range.to < range.to) around = around.around;
      last = { range, item, around };
      nodes.push(last);
    }
    this.#nodes = nodes;
  }

  /** What covers a line, the smallest range first. */
  at(line: number): readonly T[] {
    let low = 0;
    let high = this.#nodes.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#nodes[middle]?.range.from ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const found: T[] = [];
    for (let node = this.#nodes[low]; node !== undefined; node = node.around) {
      if (node.range.from <= line && line <= node.range.to) found.push(node.item);
    }
    return found;
  }
}
