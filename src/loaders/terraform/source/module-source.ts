import type { Notification } from "../../../model/notification.ts";
import type { Source, Span } from "../../../model/place.ts";
import { parseHclJson } from "../../../source/hcl/json-body.ts";
import { parseHcl } from "../../../source/hcl/parse.ts";
import type { Attribute, Block, Body } from "../../../source/hcl/syntax.ts";
import { configurationFile, isConfigurationFile } from "../configuration-file.ts";
import { moduleSchema } from "./json-schema.ts";
import type { Moved } from "./lifecycle.ts";
import { writtenPath } from "./written-path.ts";
import { joined, type Tree } from "./tree.ts";

/** An attribute and the file that it stands in. */
export interface WrittenAttribute {
  readonly attribute: Attribute;
  readonly source: Source;
}

/** A block and the file that it stands in. */
export interface WrittenBlock {
  readonly block: Block;
  readonly source: Source;
}

/** The content of a block; override files have been merged into it. */
export interface Content {
  readonly attributes: ReadonlyMap<string, WrittenAttribute>;
  readonly blocks: readonly WrittenBlock[];
}

/** Something that a module declares by a block with a name. */
export interface Declaration extends Content {
  readonly type: string;
  readonly name: string;
  readonly source: Source;
  readonly header: Span;
}

/** What a directory says as a module. */
export interface ModuleSource {
  readonly directory: string;
  /** The file that stands for the whole. */
  readonly first: Source;
  readonly sources: readonly Source[];
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, WrittenAttribute>;
  readonly outputs: ReadonlyMap<string, Declaration>;
  /** By `type.name`; data sources by `data.type.name`. */
  readonly resources: ReadonlyMap<string, Declaration>;
  /** The types that its resources have. */
  readonly types: ReadonlySet<string>;
  readonly calls: ReadonlyMap<string, Declaration>;
  readonly providers: readonly Declaration[];
  /** Where it keeps its state, as a root. */
  readonly backend: WrittenBlock | undefined;
  /** What it says was at another address before. */
  readonly moved: readonly Moved[];
  /** What could not be read: all of it is an error. */
  readonly notifications: readonly Notification[];
  /** What it stands in for, where the module itself is not at hand. */
  readonly standIn: StandIn | undefined;
}

/** A model of a module that many call, in words of guardlint's own. */
export interface StandIn {
  /** `terraform-aws-modules/eks/aws 20` */
  readonly title: string;
  /** Arguments of the module that change nothing of what is modelled. */
  readonly ignored: ReadonlySet<string>;
}

/** What one instance of a module counts for: itself, and one of each thing that it declares. */
export function sizeOf({ resources, calls }: ModuleSource): number {
  return 2 + resources.size + calls.size;
}

/**
 * Whether a file overrides what others say.
 * https://developer.hashicorp.com/terraform/language/files/override
 */
function isOverride(name: string): boolean {
  const stem = configurationFile(name)?.stem;
  return stem === "override" || stem?.endsWith("_override") === true;
}

/** Problems of one file beyond this many are counted, not listed. */
const mostProblems = 20;

/**
 * Reads a directory as a module.
 *
 * @returns undefined where it holds no configuration
 */
export function readModule(directory: string, tree: Tree): ModuleSource | undefined {
  const entries = tree.entries(directory);
  const names = [...(entries?.keys() ?? [])].filter(isConfigurationFile).filter((name) => {
    // OpenTofu reads `main.tofu` in place of `main.tf`.
    const file = configurationFile(name);
    if (file?.language !== ".tf") return true;
    return entries?.has(`${file.stem}.tofu${file.syntax}`) !== true;
  });
  const reader = new ModuleReader(directory, undefined);
  for (const name of names.filter((one) => !isOverride(one))) reader.file(name, tree, false);
  for (const name of names.filter(isOverride)) reader.file(name, tree, true);
  return reader.module();
}

/** Reads the text of a stand-in as a module. */
export function readStandIn(source: Source, standIn: StandIn): ModuleSource | undefined {
  const reader = new ModuleReader(source.path, standIn);
  reader.text(source, false);
  return reader.module(source);
}

interface Growing {
  readonly declaration: Declaration;
  readonly attributes: Map<string, WrittenAttribute>;
  blocks: WrittenBlock[];
}

class ModuleReader {
  readonly #directory: string;
  readonly #standIn: StandIn | undefined;
  readonly #sources: Source[] = [];
  readonly #notifications: Notification[] = [];
  readonly #declared = new Map<string, Growing>();
  readonly #locals = new Map<string, WrittenAttribute>();
  readonly #moved: Moved[] = [];
  #backend: WrittenBlock | undefined;

  constructor(directory: string, standIn: StandIn | undefined) {
    this.#directory = directory;
    this.#standIn = standIn;
  }

  file(name: string, tree: Tree, overrides: boolean): void {
    const path = joined(this.#directory, name);
    const read = tree.read(path);
    if (!read.ok) {
      this.#tell("unreadable", `cannot read ${path}: ${read.detail}`, path, undefined);
      return;
    }
    const { source, damaged } = read;
    this.#sources.push(source);
    if (damaged) {
      const message = `${path} is not valid UTF-8: bytes that are no text were replaced`;
      this.#tell("invalid-encoding", message, path, undefined);
    }
    this.text(source, overrides);
  }

  text(source: Source, overrides: boolean): void {
    const { path } = source;
    const isJson = source.syntax === "json";
    const { body, problems } = isJson
      ? parseHclJson(source.text, moduleSchema)
      : parseHcl(source.text);
    const code = isJson ? "malformed-json" : "malformed-hcl";
    for (const { message, span } of problems.slice(0, mostProblems)) {
      this.#tell(code, isJson ? message : `not valid HCL: ${message}`, path, { source, span });
    }
    if (problems.length > mostProblems) {
      const more = String(problems.length - mostProblems);
      this.#tell(code, `${more} further problems in the syntax of ${path}`, path, undefined);
    }
    this.#body(body, source, overrides);
  }

  module(first = this.#sources[0]): ModuleSource | undefined {
    if (first === undefined && this.#notifications.length === 0) return undefined;
    const declared = [...this.#declared.values()].map(
      ({ declaration, attributes, blocks }): Declaration => ({
        ...declaration,
        attributes,
        blocks,
      }),
    );
    const named = (type: string): ReadonlyMap<string, Declaration> =>
      new Map(declared.filter((one) => one.type === type).map((one) => [one.name, one]));
    const resources = named("resource");
    return {
      directory: this.#directory,
      first: first ?? { path: this.#directory, text: "", syntax: "hcl", confidential: false },
      sources: this.#sources,
      variables: named("variable"),
      locals: this.#locals,
      outputs: named("output"),
      resources: new Map([
        ...resources,
        ...[...named("data")].map(([name, one]) => [`data.${name}`, one] as const),
      ]),
      types: new Set([...resources.keys()].map((name) => name.split(".")[0] ?? "")),
      calls: named("module"),
      providers: declared.filter(({ type }) => type === "provider"),
      backend: this.#backend,
      moved: this.#moved,
      notifications: this.#notifications,
      standIn: this.#standIn,
    };
  }

  #body(body: Body, source: Source, overrides: boolean): void {
    for (const block of body.blocks) {
      if (block.type === "locals") {
        for (const attribute of block.body.attributes) {
          this.#locals.set(attribute.name, { attribute, source });
        }
        continue;
      }
      if (block.type === "terraform") {
        const backend = block.body.blocks.find(({ type }) => type === "backend");
        if (backend !== undefined) this.#backend = { block: backend, source };
        continue;
      }
      if (block.type === "moved") {
        const [from, to] = ["from", "to"].map((end) =>
          writtenPath(block.body.attributes.find(({ name }) => name === end)?.value),
        );
        if (from !== undefined && to !== undefined) this.#moved.push({ from, to });
        continue;
      }
      const name = block.labels.map((label) => label.text).join(".");
      const labels = labelCounts.get(block.type);
      if (labels === undefined || block.labels.length !== labels) continue;
      this.#add(block, name, source, overrides);
    }
  }

  #add(block: Block, name: string, source: Source, overrides: boolean): void {
    const alias = block.type === "provider" ? aliasOf(block) : undefined;
    const own = alias === undefined ? name : `${name}.${alias}`;
    const key = `${block.type} ${own}`;
    const known = this.#declared.get(key);
    if (known !== undefined && overrides) {
      for (const attribute of block.body.attributes) {
        known.attributes.set(attribute.name, { attribute, source });
      }
      const types = new Set(block.body.blocks.map(({ type }) => type));
      known.blocks = [
        ...known.blocks.filter(({ block: one }) => !types.has(one.type)),
        ...block.body.blocks.map((one) => ({ block: one, source })),
      ];
      return;
    }
    if (known !== undefined) {
      const message = `the ${block.type} \`${own}\` is declared twice; the first declaration is read`;
      this.#tell("duplicate-declaration", message, source.path, { source, span: block.header });
      return;
    }
    const attributes = new Map(
      block.body.attributes.map((attribute) => [attribute.name, { attribute, source }]),
    );
    const blocks = block.body.blocks.map((one) => ({ block: one, source }));
    const declaration = {
      type: block.type,
      name: own,
      source,
      header: block.header,
      attributes,
      blocks,
    };
    this.#declared.set(key, { declaration, attributes, blocks });
  }

  #tell(
    code: string,
    message: string,
    path: string,
    at: { readonly source: Source; readonly span: Span } | undefined,
  ): void {
    const place =
      at === undefined
        ? undefined
        : {
            source: at.source,
            route: { kind: "span" as const, span: at.span },
            address: undefined,
            via: [],
          };
    this.#notifications.push({ level: "error", code, message, path, place });
  }
}

/** How many labels the blocks have that a module is made of. */
const labelCounts: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["provider", 1],
]);

function aliasOf(block: Block): string | undefined {
  const value = block.body.attributes.find(({ name }) => name === "alias")?.value;
  return value === undefined ? undefined : literalText(value);
}

/** A text that is written out. */
export function literalText(value: Attribute["value"]): string | undefined {
  if (value?.kind === "literal" && typeof value.value === "string") return value.value;
  if (value?.kind !== "template") return undefined;
  const [only, second] = value.parts;
  if (only === undefined) return "";
  return only.kind === "text" && second === undefined ? only.text : undefined;
}
