/**
 * A number with its noun.
 *
 * @param count - how many
 * @param noun - the singular
 * @param plural - the plural, where it is not the singular with an s
 * @returns `1 file`, `2 files`
 */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
