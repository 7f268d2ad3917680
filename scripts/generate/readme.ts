import type { Rule } from "../../src/model/rule.ts";

const start = "<!-- rules:start -->";
const end = "<!-- rules:end -->";

/**
 * The README with its table of rules brought up to date.
 *
 * @param readme - the README as it is
 * @param rules - all rules in the order of their ids
 * @param levelOf - a rule's level in the shipped rule set
 * @throws where the table has no place between its two markers
 */
export function readmeWithRules(
  readme: string,
  rules: readonly Pick<Rule, "id" | "meta">[],
  levelOf: (id: string) => string,
): string {
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) {
    throw new Error(`README.md needs a line ${start} and below it a line ${end}`);
  }
  const rows = rules.map(
    ({ id, meta }) => `| [\`${id}\`](docs/rules/${id}.md) | ${meta.summary} | ${levelOf(id)} |`,
  );
  const table = ["| rule | finds | level |", "| --- | --- | --- |", ...rows].join("\n");
  return `${readme.slice(0, from)}${start}\n\n${table}\n\n${readme.slice(to)}`;
}
