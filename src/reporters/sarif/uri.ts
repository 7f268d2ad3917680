/**
 * The URI of a file in the repository, as code scanning wants it: relative, percent-encoded,
 * without scheme and without steps out of the repository.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 *
 * @param path - relative to the working directory, with `/`
 * @returns the URI; undefined where the path leads out of the working directory, is absolute, is
 * an address rather than a path (`git::https://…`), or is no file at all (`<stdin>`)
 */
export function relativeUri(path: string): string | undefined {
  const rooted = path.startsWith("/") || path.startsWith("\\") || /^[A-Za-z]:[\\/]/.test(path);
  if (rooted || path === "<stdin>" || path.includes("://") || /\p{Cs}/u.test(path)) {
    return undefined;
  }
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.length === 0 ? undefined : segments.map(encodeURIComponent).join("/");
}
