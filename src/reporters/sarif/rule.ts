import type { ReportingDescriptor } from "sarif";
import type { ReportedRule } from "../../model/report.ts";
import { printable } from "../printable.ts";
import { cut, sentence } from "./message.ts";

/** GitHub shows no more of a full description, and no more tags. */
const longestDescription = 1024;
const mostTags = 10;

/**
 * A rule with everything that code scanning shows about it.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object
 *
 * @param rule - the rule
 */
export function ruleDescriptor({ id, level, meta }: ReportedRule): ReportingDescriptor {
  const helpUri = meta.references.find((reference) => /^https?:\/\/\S+$/.test(reference));
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: cut(sentence(meta.summary), longestDescription) },
    fullDescription: {
      text: cut(`${sentence(meta.summary)} ${sentence(meta.why)}`, longestDescription),
    },
    help: { text: helpText(meta), markdown: helpMarkdown(meta) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level },
    properties: {
      precision: meta.confidence,
      "security-severity": meta.severity.toFixed(1),
      tags: [...new Set(["security", ...meta.tags])].slice(0, mostTags),
    },
  };
}

function helpText({ summary, why, fix, references }: ReportedRule["meta"]): string {
  return [sentence(summary), `Why: ${sentence(why)}`, `Fix: ${sentence(fix)}`, ...references].join(
    "\n\n",
  );
}

function helpMarkdown({ summary, why, fix, references }: ReportedRule["meta"]): string {
  const links = references.map((reference) => `- <${printable(reference).replace(/[<>\s]/g, "")}>`);
  return [
    markdown(sentence(summary)),
    `**Why it matters.** ${markdown(sentence(why))}`,
    `**What to do.** ${markdown(sentence(fix))}`,
    ...(links.length === 0 ? [] : [`**Read more**\n\n${links.join("\n")}`]),
  ].join("\n\n");
}

/** Escapes what Markdown would read as markup, outside of code spans. */
function markdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\`*_[\]<>#|~]/g, "\\$&")))
    .join("");
}

function pascalCase(id: string): string {
  return id
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
