/** Colour codes and white space, which may stand before a command. */
const start = /^(?:\s|\u001b\[[0-9;]*m)*/;

/** These are commands wherever in a line they stand. */
const anywhere = /##(?=\[|vso\[)/gi;

/**
 * Keeps a line of a build log from being obeyed: a runner takes lines such as `::error::…`,
 * `##[group]…` and `##vso[…]…` as commands, whoever wrote them.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 *
 * @param line - one line of output, without its end
 * @returns the line with one character of each command escaped; lines without commands unchanged
 */
export function withoutCommand(line: string): string {
  const quiet = line.includes("##") ? line.replace(anywhere, "#\\u0023") : line;
  const before = start.exec(quiet)?.[0] ?? "";
  const rest = quiet.slice(before.length);
  return rest.startsWith("::") && rest.includes("::", 2)
    ? `${before}\\u003a${rest.slice(1)}`
    : quiet;
}
