/**
 * Whether a text may be a CloudFormation template, told from its outermost keys and a few words.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 *
 * @param keys - the text's outermost keys, as far as it has them
 * @param text - the text
 */
export function maybeTemplate(keys: ReadonlySet<string>, text: string): boolean {
  if (keys.has("AWSTemplateFormatVersion")) return true;
  return keys.has("Resources") && /["']?Type["']?[ \t]*:\s*["']?(?:AWS|Custom)::/.test(text);
}

/** The long form of an intrinsic function that a YAML tag is the short form of. */
export function longForm(tag: string): string | undefined {
  if (!tag.startsWith("!") || tag.startsWith("!!")) return undefined;
  const name = tag.slice(1);
  return name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
}
