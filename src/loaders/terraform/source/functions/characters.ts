/** A text as its characters by code point, which is how Terraform counts most of them. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}
