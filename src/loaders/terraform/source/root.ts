import type { Source } from "../../../model/place.ts";
import { isObject, itemsIn, member, textAt } from "../parsed-json.ts";
import { failure, open, type Datum, type Open, type Spot } from "./datum.ts";
import type { Neighbours } from "./backend.ts";
import type { NamedFiles, YamlReader } from "./env.ts";
import type { ConfigurationRequest } from "./load.ts";
import { Module } from "./module.ts";
import { StandIns } from "./known-modules/stand-ins.ts";
import {
  literalText,
  readModule,
  sizeOf,
  type Declaration,
  type ModuleSource,
  type StandIn,
} from "./module-source.ts";
import type { Planned } from "./planned.ts";
import { joined, type Tree } from "./tree.ts";
import { RunWork, Work } from "./work.ts";

/** Module calls nested deeper than this are not followed. */
const deepestModule = 32;
/** Module calls, and instances of modules and resources, of one root. */
const mostModules = 5_000;
const mostInstances = 50_000;

type GivenToModules = Pick<ConfigurationRequest, "yaml" | "accountOfFile">;

/** Modules that were read, shared by all roots of a run. */
export class ModuleSources {
  readonly tree: Tree;
  readonly standIns = new StandIns();
  /** What working all roots out may cost. */
  readonly work = new RunWork();
  readonly yaml: YamlReader | undefined;
  /** The account that a file deploys to, where its provider does not tell. */
  readonly accountOfFile: (path: string) => string | undefined;
  readonly #known: Map<string, ModuleSource | undefined>;

  /**
   * @param tree - what may be read
   * @param given - what a person says beside it, and what reads YAML, if anything does
   * @param before - modules that were read without a reader of YAML
   */
  constructor(tree: Tree, given: GivenToModules, before?: ModuleSources) {
    this.tree = tree;
    this.yaml = given.yaml;
    this.accountOfFile = given.accountOfFile ?? (() => undefined);
    this.#known =
      before === undefined ? new Map<string, ModuleSource | undefined>() : before.#known;
  }

  /** Whether there is YAML to read, and nothing that reads it. */
  get lacksYaml(): boolean {
    if (this.yaml !== undefined) return false;
    const sources = [...this.#known.values()].flatMap((module) => module?.sources ?? []);
    return sources.some(({ text }) => text.includes("yamldecode"));
  }

  /** The module of a directory; undefined where there is none. */
  at(directory: string): ModuleSource | undefined {
    if (!this.#known.has(directory)) this.#known.set(directory, readModule(directory, this.tree));
    return this.#known.get(directory);
  }
}

/** A call of a module that was not read. */
export interface Missing {
  readonly declaration: Declaration;
  readonly reason: Open;
}

/** A call of a module that is not at hand, and the model that stands in for it. */
export interface Modelled {
  readonly declaration: Declaration;
  readonly standIn: StandIn;
}

/** A root module with all that it calls. */
export class Root {
  readonly directory: string;
  readonly module: Module;
  /** The values of its variables that are not their defaults. */
  readonly given: ReadonlyMap<string, Datum>;
  readonly work: Work;
  readonly yaml: YamlReader | undefined;
  /** The account that it deploys to, where its providers do not tell. */
  readonly account: string | undefined;
  /** All roots of the run. */
  readonly neighbours: Neighbours;
  /** What a plan of it knows; undefined where it is read alone. */
  readonly planned: Planned | undefined;
  readonly files: NamedFiles;
  readonly #sources: ModuleSources;
  readonly #used = new Set<ModuleSource>();
  readonly #missing = new Map<Declaration, Open>();
  readonly #modelled = new Map<Declaration, Modelled>();
  #modules = 0;
  #instances = 0;
  #manifest: ReadonlyMap<string, string> | undefined;

  constructor(
    source: ModuleSource,
    sources: ModuleSources,
    given: ReadonlyMap<string, Datum>,
    neighbours: Neighbours,
    planned?: Planned,
  ) {
    this.directory = source.directory;
    this.#sources = sources;
    this.given = given;
    this.neighbours = neighbours;
    this.work = new Work(sources.work);
    this.planned = planned;
    this.yaml = sources.yaml;
    this.account = sources.accountOfFile(source.first.path);
    const { tree } = sources;
    this.files = {
      read: (path) => tree.read(joined(this.directory, path)),
      below: (path) => tree.below(joined(this.directory, path)),
    };
    this.#used.add(source);
    this.module = new Module(this, source, undefined);
  }

  /** Every file that was read for the root, the modules that it calls included. */
  get sources(): readonly Source[] {
    return [...this.#used].flatMap(({ sources }) => sources);
  }

  /** The modules that were read, the root's own first. */
  get modules(): readonly ModuleSource[] {
    return [...this.#used];
  }

  /**
   * The module that a call calls, or why it is not at hand.
   *
   * @param caller - the module that the call stands in
   * @param key - the names of the calls that lead to it: `member.endpoint`
   */
  moduleOf(caller: Module, declaration: Declaration, key: string): ModuleSource | Open {
    const found = this.#moduleOf(caller, declaration, key);
    if ("kind" in found) this.#missing.set(declaration, found);
    return found;
  }

  #moduleOf(caller: Module, declaration: Declaration, key: string): ModuleSource | Open {
    const { source, header, name } = declaration;
    const at: Spot = { source, span: header, hops: [] };
    const written = declaration.attributes.get("source")?.attribute.value;
    const address = written === undefined ? undefined : literalText(written);
    this.#modules += 1;
    if (key.split(".").length > deepestModule || this.#modules > mostModules) {
      return open(at, { code: "too-large", detail: "the modules call each other too often" });
    }
    const isLocal = address !== undefined && /^\.\.?(?:\/|$)/.test(address);
    const directory = isLocal
      ? joined(caller.source.directory, address)
      : this.#installed().get(key);
    const detail = `the module \`${name}\`${address === undefined ? "" : ` (${shorten(address)})`} is not at hand`;
    if (directory === undefined || !this.#sources.tree.isDirectory(directory)) {
      return isLocal || address === undefined
        ? open(at, { code: "missing-file", detail })
        : this.#standIn(declaration, address, open(at, { code: "missing-file", detail }));
    }
    const found = this.#sources.at(directory);
    if (found === undefined) return failure(at, detail);
    if (sizeOf(found) > this.room) {
      return open(at, { code: "too-large", detail: "the modules make too many resources" });
    }
    this.#used.add(found);
    return found;
  }

  #standIn(declaration: Declaration, address: string, missing: Open): ModuleSource | Open {
    const { source, because } = this.#sources.standIns.of(declaration, address);
    const standIn = source?.standIn;
    if (source === undefined || standIn === undefined) {
      const detail = because === undefined ? missing.detail : `${missing.detail}, and ${because}`;
      return { ...missing, detail };
    }
    this.#modelled.set(declaration, { declaration, standIn });
    return source;
  }

  /** Module calls for which a model stands in. */
  get modelled(): readonly Modelled[] {
    return [...this.#modelled.values()];
  }

  /** Module calls whose module was not read, with the reason. */
  get missing(): readonly Missing[] {
    return [...this.#missing].map(([declaration, reason]) => ({ declaration, reason }));
  }

  /** How many further instances of resources and modules may be told apart. */
  get room(): number {
    return Math.max(0, mostInstances - this.#instances);
  }

  /** Counts instances that were made. */
  takes(count: number): void {
    this.#instances += count;
  }

  /** Where `terraform init` has put modules, by the calls that lead to them. */
  #installed(): ReadonlyMap<string, string> {
    if (this.#manifest !== undefined) return this.#manifest;
    const folders = new Map<string, string>();
    const read = this.#sources.tree.read(joined(this.directory, ".terraform/modules/modules.json"));
    if (read.ok) {
      for (const entry of itemsIn(member(parsed(read.source.text), "Modules"))) {
        const key = textAt(entry, "Key");
        const folder = textAt(entry, "Dir");
        if (key !== undefined && folder !== undefined)
          folders.set(key, joined(this.directory, folder));
      }
    }
    this.#manifest = folders;
    return folders;
  }
}

function parsed(text: string): unknown {
  try {
    const raw: unknown = JSON.parse(text);
    return isObject(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
