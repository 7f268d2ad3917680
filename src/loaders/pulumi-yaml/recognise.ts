/**
 * Whether a text may be a Pulumi program in YAML, told from its outermost keys and a few words.
 *
 * @param keys - the text's outermost keys
 * @param text - the text
 */
export function maybeProgram(keys: ReadonlySet<string>, text: string): boolean {
  return (
    keys.has("runtime") &&
    keys.has("resources") &&
    /^runtime:\s*(?:["']?yaml|\n\s+name:\s*["']?yaml)/m.test(text)
  );
}
