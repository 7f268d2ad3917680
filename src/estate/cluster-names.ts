import type { Link } from "../model/estate.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Fact, Reference, Value } from "../model/value.ts";
import type { Origin } from "./draft.ts";
import { stringFact } from "./read.ts";
import { Register } from "./register.ts";

/** The clusters of one name. */
interface Namesakes<T> {
  readonly all: T[];
  /** Those that each document speaks of. */
  readonly near: Map<LoadedDocument, T[]>;
}

/**
 * Clusters by their names, which what belongs to them is given. A name holds in one account and
 * Region only, so that one of the same document is meant before one of another.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export class ClusterNames<T> {
  readonly #register = new Register<T>("cluster");
  readonly #byName = new Map<string, Namesakes<T>>();

  /**
   * @param node - the cluster
   * @param name - its name, if it is known
   * @param origins - the resources that it was made from
   */
  add(node: T, name: Fact<string>, origins: readonly Origin[]): void {
    this.#register.add(node, { state: "absent", place: name.place }, origins);
    if (name.state !== "known") return;
    const namesakes: Namesakes<T> = this.#byName.get(name.value) ?? { all: [], near: new Map() };
    this.#byName.set(name.value, namesakes);
    namesakes.all.push(node);
    for (const document of new Set(origins.map((origin) => origin.document))) {
      const near = namesakes.near.get(document);
      if (near === undefined) namesakes.near.set(document, [node]);
      else near.push(node);
    }
  }

  /** @returns the clusters that a reference names */
  referred(document: LoadedDocument, reference: Reference): readonly T[] {
    return this.#register.referred(document, reference);
  }

  /** Links a name, or what an unknown one refers to. */
  link(value: Value, document: LoadedDocument): Link<T> {
    const name = stringFact(value);
    if (name.state !== "known") return this.#register.link(value, document);
    const { place } = value;
    const namesakes = this.#byName.get(name.value);
    const [only, second] = namesakes?.near.get(document) ?? namesakes?.all ?? [];
    if (only === undefined) return { state: "elsewhere", id: name.value, place };
    if (second === undefined) return { state: "linked", to: only, place };
    const detail = `several clusters are named ${name.value}`;
    return { state: "unknown", reason: { code: "ambiguous-reference", detail, place }, place };
  }
}
