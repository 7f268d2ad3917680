import { asText } from "./convert.ts";
import { open, settled, type Datum, type MapDatum, type Open, type Spot } from "./datum.ts";
import { literalText, type ModuleSource } from "./module-source.ts";
import type { Root } from "./root.ts";
import { joined } from "./tree.ts";
import { unknownLike } from "./unknown.ts";

/**
 * What tells one state from another in a kind of backend.
 * https://developer.hashicorp.com/terraform/language/backend
 */
const keys: ReadonlyMap<string, readonly string[]> = new Map([
  ["local", ["path"]],
  ["s3", ["bucket", "key"]],
]);

/** Where a local state lies unless it is said. */
const usualPath = "terraform.tfstate";

/**
 * Where a root keeps its state: a text that is the same for the same state.
 *
 * @returns undefined where the configuration does not tell all of it
 */
function stateOf({ backend, directory }: ModuleSource): string | undefined {
  const kind = backend?.block.labels[0]?.text ?? "local";
  const stated = (name: string): string | undefined =>
    literalText(backend?.block.body.attributes.find((one) => one.name === name)?.value);
  return stateText(kind, directory, (name) =>
    name === "path" ? (stated(name) ?? usualPath) : stated(name),
  );
}

function stateText(
  kind: string,
  directory: string,
  stated: (name: string) => string | undefined,
): string | undefined {
  const values = keys.get(kind)?.map(stated);
  if (values === undefined || values.includes(undefined)) return undefined;
  const [first = "", ...others] = values;
  return JSON.stringify([kind, kind === "local" ? joined(directory, first) : first, ...others]);
}

/** The roots of one run, which may read each other's outputs. */
export class Neighbours {
  readonly #roots: readonly Root[];
  #byState: ReadonlyMap<string, readonly Root[]> | undefined;

  constructor(roots: readonly Root[]) {
    this.#roots = roots;
  }

  /**
   * The root whose state a data source reads.
   * https://developer.hashicorp.com/terraform/language/state/remote-state-data
   *
   * @param asking - the root that the data source is in
   * @param configured - the arguments of the data source
   */
  readBy(asking: Root, configured: (name: string) => Datum | undefined, at: Spot): Root | Open {
    const workspace = configured("workspace");
    if (workspace !== undefined && workspace.kind !== "null") {
      return apart(at, "it reads the state of a workspace, and which one that is is not told");
    }
    const backend = configured("backend");
    const kind = backend === undefined ? undefined : asText(settled(backend));
    const config = configured("config");
    if (kind === undefined || kind.kind === "open") {
      return kind === undefined ? apart(at, "it names no backend") : unknownLike(at, kind);
    }
    if (config?.kind === "open") return unknownLike(at, config);
    let cause: Open | undefined;
    const state = stateText(kind.text, asking.directory, (name) => {
      const value = config?.kind === "map" ? valueIn(config, name) : undefined;
      const read = value === undefined ? undefined : asText(value);
      if (read?.kind === "open") cause ??= read;
      return read?.kind === "text" ? read.text : undefined;
    });
    if (state === undefined) {
      if (cause !== undefined) return unknownLike(at, cause);
      return apart(at, "which state it reads is not told");
    }
    this.#byState ??= grouped(this.#roots);
    const [found, second] = this.#byState.get(state) ?? [];
    if (found === undefined) {
      return apart(at, "no configuration that is linted keeps the state that it reads");
    }
    return second === undefined
      ? found
      : apart(at, "several configurations that are linted keep the state that it reads");
  }
}

function valueIn(config: MapDatum, name: string): Exclude<Datum, { kind: "lazy" }> | undefined {
  const entry = config.entries.get(name);
  return entry === undefined ? config.rest : settled(entry.value);
}

function grouped(roots: readonly Root[]): ReadonlyMap<string, readonly Root[]> {
  const byState = new Map<string, Root[]>();
  for (const root of roots) {
    const state = stateOf(root.module.source);
    if (state === undefined) continue;
    const known = byState.get(state);
    if (known === undefined) byState.set(state, [root]);
    else known.push(root);
  }
  return byState;
}

function apart(at: Spot, detail: string): Open {
  return open(at, { code: "not-in-input", detail });
}
