import type { Rule } from "../../src/model/rule.ts";

/** What stands above this line is generated, what stands below it is written by hand. */
const marker = "<!-- Everything above this line is generated from the rule; write below it. -->";

/**
 * The text of a rule's page.
 *
 * @param rule - the rule
 * @param level - its level in the shipped rule set
 * @param current - the page as it is, whose handwritten part is kept
 */
export function ruleDoc(
  { id, meta }: Pick<Rule, "id" | "meta">,
  level: string,
  current: string | undefined,
): string {
  const body = current?.split(marker)[1]?.trim() ?? "";
  const options = Object.entries(meta.options.properties);
  return [
    `# ${id}`,
    `${meta.summary}.`,
    `| level | confidence | status | security severity |\n| --- | --- | --- | --- |\n| ${level} | ${meta.confidence} | ${meta.status} | ${meta.severity.toFixed(1)} |`,
    "## Why it matters",
    meta.why,
    "## What to do",
    meta.fix,
    ...(options.length === 0
      ? []
      : [
          "## Options",
          options.map(([name, option]) => `- \`${name}\`: ${option.description}`).join("\n"),
        ]),
    "## References",
    meta.references.map((url) => `- <${url}>`).join("\n"),
    marker,
    body,
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}
