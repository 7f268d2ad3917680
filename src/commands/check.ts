import type { Host } from "../model/host.ts";
import type { Arguments } from "./arguments.ts";
import { usesColor } from "./color.ts";
import type { Command } from "./command.ts";
import { run } from "../run.ts";
import type { InputOptions } from "../run/load-inputs.ts";
import { deliver } from "./deliver.ts";
import { choice, flag, list, optionalChoice, text } from "./option.ts";
import { formatOption, outputOption, readOutputs, type ReportOutput } from "./outputs.ts";
import { UsageError } from "./usage-error.ts";

/** What `guardlint check` was asked to do. */
export interface CheckOptions {
  /** Files and directories, relative to the working directory or absolute; `-` is standard input. */
  readonly paths: readonly string[];
  /** The configuration file; undefined lets the run look in the working directory. */
  readonly config: string | undefined;
  readonly outputs: readonly ReportOutput[];
  readonly sarif: "github" | "full";
  readonly failOn: "error" | "warning" | "note";
  readonly undetermined: "pass" | "fail";
  readonly noInputs: "fail" | "pass";
  /** The only rules to run; empty for all. */
  readonly rules: readonly string[];
  readonly quiet: boolean;
  readonly color: boolean;
  /** Whether `.gitignore` and the configuration's `ignore` hold. */
  readonly ignore: boolean;
  readonly timing: boolean;
  /** Values for the variables of Terraform configurations. */
  readonly variables: InputOptions["variables"];
  /** What CloudFormation templates are deployed with. */
  readonly templates: InputOptions["templates"];
  /** Folders that hold the configurations of the plans. */
  readonly sources: readonly string[];
  /** Files that the paths are judged against. */
  readonly context: readonly string[];
}

/** The options of `check`, which `live` shares. */
export const checkOptions = {
  config: text(
    "config",
    "FILE",
    "The configuration; otherwise guardlint.yaml of the working directory",
  ),
  format: formatOption,
  output: outputOption,
  sarif: choice(
    "sarif",
    ["github", "full"],
    "github",
    "Whether SARIF leaves out suppressed and undetermined results, which code scanning would show as open alerts",
  ),
  failOn: choice(
    "fail-on",
    ["error", "warning", "note"],
    "warning",
    "The lowest level of a finding that makes the exit code 1",
  ),
  undetermined: choice(
    "undetermined",
    ["pass", "fail"],
    "pass",
    "Whether answers that cannot be given make the exit code 1",
  ),
  noInputs: choice(
    "no-inputs",
    ["fail", "pass"],
    "fail",
    "Whether finding nothing to lint makes the exit code 3",
  ),
  variable: list("var", "NAME=VALUE", "Give a variable of the Terraform configurations a value"),
  with: list(
    "with",
    "FILE",
    "Judge the PATHs against what this file says is there already, such as a snapshot, of which nothing itself is reported",
  ),
  variableFile: list(
    "var-file",
    "FILE",
    "Give their variables the values of a .tfvars file; --var wins over it",
  ),
  parameterFile: list(
    "parameters",
    "FILE",
    "Give the parameters of CloudFormation templates the values of a JSON file, as the AWS CLI takes it",
  ),
  stackTag: list(
    "stack-tags",
    "KEY=VALUE",
    "A tag that CloudFormation stacks are deployed with, and that their clusters get",
  ),
  source: list(
    "source",
    "DIR",
    "Where the Terraform configuration of the plans is; otherwise beside a plan, or in the working directory",
  ),
  rule: list("rule", "ID", "Run this rule and no other that is not named so"),
  quiet: flag("quiet", "Print findings and failures only"),
  color: optionalChoice(
    "color",
    ["auto", "always", "never"],
    { fallback: "auto", bare: "always" },
    "Whether text is coloured",
  ),
  noColor: flag("no-color", "The same as --color=never"),
  noIgnore: flag("no-ignore", "Lint what .gitignore and the configuration leave out as well"),
  timing: flag("timing", "Print how long each phase took"),
};

/** `guardlint check`. */
export const check: Command = {
  name: "check",
  operands: "[PATH…]",
  summary: "Lint plans, policies and cluster tags",
  description: [
    "Reads every file under the PATHs (default: the current directory) that guardlint knows by its content, makes one picture of the AWS estate from all of them, and says where a cluster can lose its runtime monitoring. The PATH - reads one document from standard input.",
    "Exit code 0: no finding at or above --fail-on. 1: there are some, or undetermined answers under --undetermined fail. 2: the tool or an input failed. 3: nothing to lint.",
  ],
  options: Object.values(checkOptions),
  examples: [
    {
      line: "terraform show -json plan.tfplan | guardlint check -",
      does: "Lint a plan without keeping a copy of it, which may hold secrets.",
    },
    {
      line: "guardlint check --format text --format sarif --output guardlint.sarif .",
      does: "Print text and write SARIF in one run.",
    },
  ],
  run: async (host, given) => {
    const asked = readOptions(host, given);
    if (asked.rules.length > 0) {
      const { findRule } = await import("./find-rule.ts");
      asked.rules.forEach(findRule);
    }
    return runCheck(host, asked);
  },
};

/**
 * Runs a check and delivers its report.
 *
 * @param host - the world
 * @param asked - what to do
 * @returns the exit code; 2 also where a report could not be written
 */
export async function runCheck(host: Host, asked: CheckOptions): Promise<number> {
  const { report, exitCode } = await run(host, {
    paths: asked.paths,
    config: asked.config,
    failOn: asked.failOn,
    undetermined: asked.undetermined,
    noInputs: asked.noInputs,
    rules: asked.rules,
    ignore: asked.ignore,
    timing: asked.timing,
    describesRules: asked.outputs.some(({ format }) => format !== "text"),
    variables: asked.variables,
    templates: asked.templates,
    sources: asked.sources,
    context: asked.context,
  });
  const complete = await deliver(host, report, asked);
  return complete ? exitCode : 2;
}

/**
 * What the options ask for.
 *
 * @throws UsageError where they make no sense
 */
export function readOptions(host: Host, given: Arguments): CheckOptions {
  const options = checkOptions;
  const paths = given.positionals.length === 0 ? ["."] : given.positionals;
  if (paths.filter((path) => path === "-").length > 1) {
    throw new UsageError("standard input can be read once: - is given twice");
  }
  const empty = paths.find((path) => path === "");
  if (empty !== undefined) {
    throw new UsageError("a PATH is empty");
  }
  const variables = given.get(options.variable);
  const unnamed = variables.find((variable) => !/^[^=]+=/.test(variable));
  if (unnamed !== undefined) {
    throw new UsageError("--var takes NAME=VALUE");
  }
  const stackTags = given.get(options.stackTag);
  if (stackTags.some((tag) => !/^[^=]+=/.test(tag))) {
    throw new UsageError("--stack-tags takes KEY=VALUE");
  }
  const color = given.get(options.noColor) ? "never" : given.get(options.color);
  return {
    paths,
    config: given.get(options.config),
    outputs: readOutputs(given),
    sarif: given.get(options.sarif),
    failOn: given.get(options.failOn),
    undetermined: given.get(options.undetermined),
    noInputs: given.get(options.noInputs),
    rules: given.get(options.rule),
    quiet: given.get(options.quiet),
    color: usesColor(host, color),
    ignore: !given.get(options.noIgnore),
    timing: given.get(options.timing),
    context: given.get(options.with),
    variables: { values: variables, files: given.get(options.variableFile) },
    templates: { parameterFiles: given.get(options.parameterFile), stackTags },
    sources: given.get(options.source),
  };
}
