/** Names further away than this are no slip of the finger. */
const furthest = 2;

/**
 * The known name that a mistyped one most likely stands for.
 *
 * @param name - what was written
 * @param known - the names there are
 * @returns the nearest by edits of one character, case and separators put aside; undefined where
 *   none is near
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = simplified(name);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(plain, simplified(candidate));
    if (distance <= furthest && distance < (best?.distance ?? Infinity)) {
      best = { name: candidate, distance };
    }
  }
  return best?.name;
}

function simplified(name: string): string {
  return name.slice(0, 60).toLowerCase().replaceAll(/[-_ ]/g, "");
}

function editDistance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > furthest) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const kept = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? Infinity;
}
