import type { Host } from "../model/host.ts";
import type { Rule } from "../model/rule.ts";
import { wrap } from "../reporters/text/wrap.ts";
import type { Arguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { findRule } from "./find-rule.ts";
import { UsageError } from "./usage-error.ts";

/** `guardlint explain`. */
export const explain: Command = {
  name: "explain",
  operands: "RULE",
  summary: "Say what a rule finds, why it matters and what to do",
  description: ["RULE is an id as a report and 'guardlint rules' print it."],
  options: [],
  examples: [],
  run: (host, given) => Promise.resolve(explainRule(host, given)),
};

const WIDTH = 80;

function explainRule(host: Host, given: Arguments): number {
  const [id, ...others] = given.positionals;
  if (id === undefined || others.length > 0) {
    throw new UsageError(
      "explain needs the id of one rule",
      undefined,
      "'guardlint rules' lists them",
    );
  }
  host.stdout.write(renderRule(findRule(id)));
  return 0;
}

function renderRule({ id, meta }: Rule): string {
  const options = Object.entries(meta.options.properties);
  return [
    `${id} (${meta.status}, confidence ${meta.confidence})`,
    "",
    ...prose(meta.summary, ""),
    ...section("Why it matters", prose(meta.why, "  ")),
    ...section("What to do", prose(meta.fix, "  ")),
    ...section(
      "What it says",
      Object.values(meta.messages).flatMap((message) => item(message)),
    ),
    ...section(
      "Options",
      options.flatMap(([name, option]) => item(`${name} (${option.type}): ${option.description}`)),
    ),
    ...section("To accept one finding, in guardlint.yaml", [
      "  suppressions:",
      `    - rule: ${id}`,
      "      subject: the address that the report prints",
      "      reason: why this is accepted",
      "      expires: YYYY-MM-DD",
    ]),
    ...section(
      "References",
      meta.references.map((reference) => `  ${reference}`),
    ),
    "",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines];
}

function prose(text: string, indent: string): readonly string[] {
  return text.split("\n").flatMap((line) => wrap(line, WIDTH, indent, indent.length));
}

function item(text: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line, index) => wrap(line, WIDTH, index === 0 ? "  - " : "    ", 4));
}
