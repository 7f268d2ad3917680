/**
 * Counts the characters that string methods look at while something runs: a measure of work that no
 * clock and no busy machine changes.
 *
 * @param run - what to measure
 * @returns calls of `charCodeAt` and `charAt`, and the distances that `indexOf` went
 */
export function charactersRead(run: () => unknown): number {
  const { charAt, charCodeAt, indexOf } = Object.getOwnPropertyDescriptors(String.prototype);
  let count = 0;
  Object.defineProperties(String.prototype, {
    charAt: {
      ...charAt,
      value(this: string, index: number): unknown {
        count += 1;
        return Reflect.apply(charAt.value ?? String, this, [index]);
      },
    },
    charCodeAt: {
      ...charCodeAt,
      value(this: string, index: number): unknown {
        count += 1;
        return Reflect.apply(charCodeAt.value ?? String, this, [index]);
      },
    },
    indexOf: {
      ...indexOf,
      value(this: string, search: string, from = 0): unknown {
        const found: unknown = Reflect.apply(indexOf.value ?? String, this, [search, from]);
        count += (found === -1 ? this.length : Number(found)) - from + 1;
        return found;
      },
    },
  });
  try {
    run();
  } finally {
    Object.defineProperties(String.prototype, { charAt, charCodeAt, indexOf });
  }
  return count;
}

/** How much more is read when an input is twice as large: 2 where the work is linear. */
export function growth(run: (size: number) => () => unknown, size: number): number {
  return charactersRead(run(2 * size)) / charactersRead(run(size));
}
