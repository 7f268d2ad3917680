/** Lines longer than this nobody writes: a bundle has them. */
const longestWrittenLine = 20_000;

/**
 * Whether a file's name says that it holds TypeScript or JavaScript source; declarations alone are
 * passed over.
 */
export function isScript(path: string): boolean {
  return /\.[cm]?tsx?$/i.test(path) && !/\.d\.[cm]?ts$/i.test(path);
}

/**
 * Whether a text mentions a library that this loader knows: all other texts cost no more than this.
 *
 * @param text - the decoded text
 */
export function mentionsLibrary(text: string): boolean {
  return /aws-cdk-lib|@aws-cdk\/|@pulumi\/(?:aws|awsx|eks|aws-native)\b/.test(text);
}

/** Whether a text is the output of a bundler, in which no place is a line that a person edits. */
export function isBundle(text: string): boolean {
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    if (end - start > longestWrittenLine) return true;
    start = end + 1;
  }
  return text.length - start > longestWrittenLine;
}
