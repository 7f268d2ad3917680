/** A candidate further away than this is a different word, not a slip of the finger. */
const mostEdits = 3;

/**
 * The candidate that a word was probably meant to be.
 *
 * @param word - what was written, of any length
 * @param candidates - what could have been meant; the first of equally near ones is taken
 * @returns a candidate within one edit for every three characters of the word, three at most;
 *   letter case, `_` and `-` count for nothing
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  const written = folded(word);
  let best: string | undefined;
  let fewest = Math.min(mostEdits, Math.max(1, Math.floor(written.length / 3))) + 1;
  for (const candidate of candidates) {
    const edits = distance(written, folded(candidate), fewest);
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

function folded(word: string): string {
  return word.slice(0, 200).toLowerCase().replaceAll("_", "-");
}

/**
 * Insertions, deletions, replacements and swaps of neighbours between two words (the restricted
 * Damerau-Levenshtein distance).
 *
 * @param limit - the answer may be this number wherever the distance is this or more
 */
function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) >= limit) {
    return limit;
  }
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current: number[] = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let edits = Math.min(
        (last[column] ?? limit) + 1,
        (current[column - 1] ?? limit) + 1,
        (last[column - 1] ?? limit) + (same ? 0 : 1),
      );
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        edits = Math.min(edits, (beforeLast[column - 2] ?? limit) + 1);
      }
      current.push(edits);
    }
    if (Math.min(...current) >= limit) {
      return limit;
    }
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? limit;
}
