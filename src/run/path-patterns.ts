import ignore from "ignore";

/** What patterns as in `.gitignore` say of a path; undefined where none of them matches it. */
export type PathRule = (path: string) => "ignored" | "kept" | undefined;

/**
 * Compiles patterns as in `.gitignore`.
 * https://git-scm.com/docs/gitignore
 *
 * @param patterns - lines of such a file, comments and blank lines among them
 * @returns what they say of paths relative to the folder of the patterns, with `/`, a directory
 *   with `/` at its end; they say nothing of paths that lead out of the folder
 */
export function compilePatterns(patterns: readonly string[]): PathRule {
  if (patterns.length === 0) return () => undefined;
  const matcher = ignore().add([...patterns]);
  return (path) => {
    if (!ignore.isPathValid(path)) return undefined;
    const { ignored, unignored } = matcher.test(path);
    if (ignored) return "ignored";
    return unignored ? "kept" : undefined;
  };
}

/** Whether a single pattern takes a path in; each pattern is compiled once. */
export function patternMatcher(): (pattern: string, path: string) => boolean {
  const compiled = new Map<string, PathRule>();
  return (pattern, path) => {
    let rule = compiled.get(pattern);
    if (rule === undefined) {
      rule = compilePatterns([pattern]);
      compiled.set(pattern, rule);
    }
    return rule(path) === "ignored";
  };
}
