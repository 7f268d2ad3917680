import { readdirSync, readFileSync } from "node:fs";
import { parseHcl } from "../../src/source/hcl/parse.ts";
import type { Attribute, Block, Body, Expression } from "../../src/source/hcl/syntax.ts";
import { projectRoot } from "../project.ts";

/**
 * Where the models of modules are written: `<namespace>/<name>/[<folder>/]v<major>.tf`, and beside
 * them what several versions have in common: `v<major>-v<major>.tf`.
 */
export const modelsFolder = "src/loaders/terraform/source/known-modules";

/** A model of a module as written. */
export interface WrittenModel {
  /** `terraform-aws-modules/eks/aws` */
  readonly module: string;
  /** `modules/vpc-endpoints`; empty for the module itself. */
  readonly folder: string;
  readonly major: number;
  /** Below {@link modelsFolder}. */
  readonly path: string;
  /** Its own text, without the `model` block, comments and empty lines. */
  readonly text: string;
  /** What it has in common with other versions, shortened likewise. */
  readonly parts: readonly WrittenPart[];
  /** Where the facts are from. */
  readonly sources: readonly string[];
  /** How the model was held against the module itself; undefined where nobody did. */
  readonly checked: string | undefined;
  /** Arguments that change nothing of what is modelled. */
  readonly ignored: readonly string[];
}

/** What several versions of a module have in common. */
export interface WrittenPart {
  /** Below {@link modelsFolder}. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the models of modules.
 *
 * @returns them in the order of their names and versions
 * @throws where one is not written as CONTRIBUTING.md asks
 */
export function writtenModels(): readonly WrittenModel[] {
  const paths = readdirSync(`${projectRoot}/${modelsFolder}`, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".tf"));
  const isPart = (path: string): boolean => /\/v\d+-v\d+\.tf$/.test(path);
  const read = (path: string): string =>
    readFileSync(`${projectRoot}/${modelsFolder}/${path}`, "utf8");
  const models = paths
    .filter((path) => !isPart(path))
    .map((path) => writtenModel(path, read(path), read))
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  for (const path of paths.filter(isPart)) {
    const users = models.filter(({ parts }) => parts.some((part) => part.path === path));
    if (users.length < 2) throw new Error(`${path} is not the part of several models`);
  }
  return models;
}

function nameOf({ module, folder, major }: WrittenModel): string {
  return `${module} ${folder} ${String(major).padStart(4, "0")}`;
}

/**
 * Reads one model.
 *
 * @param path - `terraform-aws-modules/eks/v20.tf`
 * @param text - its text
 * @param read - reads a further file of {@link modelsFolder}
 * @throws where it is not HCL, or says not where its facts are from
 */
export function writtenModel(
  path: string,
  text: string,
  read: (path: string) => string,
): WrittenModel {
  const [, namespace = "", name = "", folder = "", major = ""] =
    /^([\w-]+)\/([\w-]+)\/(?:([\w/-]+)\/)?v(\d+)\.tf$/.exec(path) ?? [];
  if (name === "") throw new Error(`${path} is not <namespace>/<name>/[<folder>/]v<major>.tf`);
  const body = parsed(path, text);
  const block = body.blocks.find(({ type }) => type === "model");
  if (block === undefined) throw new Error(`${path} has no \`model\` block`);
  const sources = texts(path, block, "sources");
  if (sources.length === 0) throw new Error(`${path} says not where its facts are from`);
  const checked = block.body.attributes.find((one) => one.name === "checked");
  const rest = text.slice(0, block.span.start) + text.slice(block.span.end);
  return {
    module: `${namespace}/${name}/aws`,
    folder,
    major: Number(major),
    path,
    text: shortened(rest),
    parts: texts(path, block, "parts").map((part) => writtenPart(path, part, read)),
    sources,
    checked: checked === undefined ? undefined : written(path, checked.value),
    ignored: texts(path, block, "ignored"),
  };
}

function writtenPart(model: string, name: string, read: (path: string) => string): WrittenPart {
  if (!/^v\d+-v\d+\.tf$/.test(name))
    throw new Error(`${model}: ${name} is not v<major>-v<major>.tf`);
  const path = model.replace(/[^/]+$/, name);
  const text = read(path);
  parsed(path, text);
  return { path, text: shortened(text) };
}

function parsed(path: string, text: string): Body {
  const { body, problems } = parseHcl(text);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(`${path}: ${problem.message}`);
  return body;
}

function texts(path: string, block: Block, name: string): readonly string[] {
  const attribute: Attribute | undefined = block.body.attributes.find((one) => one.name === name);
  if (attribute === undefined) return [];
  if (attribute.value?.kind !== "tuple") throw new Error(`${path}: \`${name}\` is a list`);
  return attribute.value.items.map((item) => written(path, item));
}

function written(path: string, value: Expression | undefined): string {
  if (value?.kind === "template") {
    const [only, second] = value.parts;
    if (only?.kind === "text" && second === undefined) return only.text;
  }
  throw new Error(`${path}: the \`model\` block holds texts that are written out`);
}

/** Nobody is shown the text: findings stand at the call of the module. */
function shortened(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/ {2,}/g, " "))
    .filter((line) => line !== "" && !line.startsWith("#"))
    .join("\n");
}
