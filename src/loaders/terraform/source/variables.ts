import type { Notification } from "../../../model/notification.ts";
import type { Source } from "../../../model/place.ts";
import { parseHcl } from "../../../source/hcl/parse.ts";
import { attributeDatum } from "./blocks.ts";
import { entriesOf, text, type Datum } from "./datum.ts";
import type { Env } from "./env.ts";
import { jsonIn } from "./json-text.ts";
import type { ModuleSource } from "./module-source.ts";
import { literalText } from "./module-source.ts";
import { joined, type Tree } from "./tree.ts";
import { Work } from "./work.ts";

/** Values for variables that a person gives. */
export interface GivenVariables {
  /** `name=value`, as for `terraform plan -var`. */
  readonly values: readonly string[];
  /** Paths of files, relative to the working directory. */
  readonly files: readonly string[];
  /** What `TF_VAR_name` says, by the name. */
  readonly environment: ReadonlyMap<string, string>;
}

/** The values that a root's variables are given from outside of its blocks. */
export interface ReadVariables {
  readonly given: ReadonlyMap<string, Datum>;
  readonly sources: readonly Source[];
  readonly notifications: readonly Notification[];
}

/**
 * Reads the values of a root's variables in Terraform's order, in which later ones win.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence
 */
export function readVariables(
  module: ModuleSource,
  tree: Tree,
  person: GivenVariables,
): ReadVariables {
  const names = [...(tree.entries(module.directory)?.keys() ?? [])];
  const automatic = names
    .filter((name) => name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json"))
    .sort();
  const usual = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) =>
    names.includes(name),
  );
  const reader = new VariableReader(module, tree);
  for (const [name, value] of person.environment) {
    if (module.variables.has(name)) reader.value(`${name}=${value}`, "environment");
  }
  for (const name of [...usual, ...automatic]) reader.file(joined(module.directory, name), false);
  for (const path of person.files) reader.file(joined("", path), true);
  for (const value of person.values) reader.value(value);
  return reader;
}

/** Values of variables name nothing. */
export function constantEnv(source: Source, work: Work): Env {
  return {
    source,
    hops: [],
    names: () => undefined,
    bound: undefined,
    element: undefined,
    stands: undefined,
    doubts: undefined,
    files: {
      read: () => ({ ok: false, missing: false, detail: "values of variables read no files" }),
      below: () => undefined,
    },
    work,
    yaml: undefined,
  };
}

class VariableReader implements ReadVariables {
  readonly given = new Map<string, Datum>();
  readonly sources: Source[] = [];
  readonly notifications: Notification[] = [];
  readonly #module: ModuleSource;
  readonly #tree: Tree;
  readonly #work = new Work();

  constructor(module: ModuleSource, tree: Tree) {
    this.#module = module;
    this.#tree = tree;
  }

  file(path: string, asked: boolean): void {
    const read = this.#tree.read(path);
    if (!read.ok) {
      const level = asked ? "error" : "warning";
      this.#tell(level, `cannot read ${path}: ${read.detail}`, "unreadable", path);
      return;
    }
    this.sources.push(read.source);
    if (path.endsWith(".json")) this.#json(read.source);
    else this.#native(read.source);
  }

  /** What stands on the command line for a text is the text itself. */
  value(given: string, from = "command line"): void {
    const [name = "", ...rest] = given.split("=");
    const written = rest.join("=");
    const type = this.#module.variables.get(name)?.attributes.get("type")?.attribute.value;
    const kind = type?.kind === "variable" ? type.name : literalText(type);
    const plain = type === undefined || kind === "string" || kind === "number" || kind === "bool";
    const content = plain ? given : `${name} = ${written}`;
    const source: Source = {
      path: `<${from}>`,
      text: content,
      syntax: "hcl",
      confidential: true,
    };
    if (!plain) {
      this.#native(source);
      return;
    }
    const span = { start: name.length + 1, end: given.length };
    this.given.set(name, text(written, { source, span, hops: [] }));
  }

  #native(source: Source): void {
    const { body, problems } = parseHcl(source.text);
    for (const { message, span } of problems.slice(0, 20)) {
      const place = { source, route: { kind: "span", span }, address: undefined, via: [] } as const;
      this.notifications.push({
        level: "error",
        code: "malformed-hcl",
        message: `not valid HCL: ${message}`,
        path: source.path,
        place,
      });
    }
    const env = constantEnv(source, this.#work);
    for (const attribute of body.attributes) {
      this.given.set(attribute.name, attributeDatum({ attribute, source }, env));
    }
  }

  #json(source: Source): void {
    const at = { source, span: { start: 0, end: source.text.length }, hops: [] };
    const piece = { kind: "text", text: source.text, at, offsets: undefined, made: false } as const;
    const value = jsonIn({ ...text(source.text, at), pieces: [piece] });
    if (value?.kind !== "map") {
      const message = `${source.path} is no JSON object`;
      this.#tell("error", message, "malformed-json", source.path);
      return;
    }
    for (const [name, entry] of entriesOf(value)) this.given.set(name, entry.value);
  }

  #tell(level: "error" | "warning", message: string, code: string, path: string): void {
    this.notifications.push({ level, code, message, path, place: undefined });
  }
}
