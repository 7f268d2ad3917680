import { syntaxOf, topLevelKeys } from "../text-syntax.ts";
import { furthest } from "../top-level-keys.ts";

/**
 * Whether a text looks like a CloudFormation template, whose YAML has tags of its own.
 *
 * @param path - the file's path
 * @param text - the decoded text
 * @returns the syntax to read it with, or undefined where it is none
 */
export function templateSyntax(path: string, text: string): "json" | "yaml" | undefined {
  // Every plan comes by here, and looking for its keys takes longer than looking for the words.
  if (!/AWSTemplateFormatVersion|Resources/.test(text.slice(0, furthest))) return undefined;
  const syntax = syntaxOf(path, text);
  return syntax !== undefined && maybeTemplate(topLevelKeys(text), text) ? syntax : undefined;
}

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
