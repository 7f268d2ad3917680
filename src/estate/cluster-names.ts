import type { Link } from "../model/estate.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Fact, Reference, Value } from "../model/value.ts";
import type { Origin } from "./draft.ts";
import { stringFact } from "./read.ts";
import { Register } from "./register.ts";

/** An account and a Region, as far as they are known. */
interface Where {
  readonly account: Fact<string>;
  readonly region: Fact<string>;
}

/** The clusters of one name. */
interface Namesakes<T> {
  readonly all: T[];
  /** Those that each document speaks of. */
  readonly near: Map<LoadedDocument, T[]>;
}

/**
 * Clusters by their names, which what belongs to them is given. A name holds in one account and
 * Region only: the cluster there is meant before all others, and one of the same document before one
 * of another.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
 */
export class ClusterNames<T> {
  readonly #register = new Register<T>("cluster");
  readonly #byName = new Map<string, Namesakes<T>>();
  readonly #byPlace = new Map<string, T[]>();

  /**
   * @param node - the cluster
   * @param name - its name, if it is known
   * @param origins - the resources that it was made from
   * @param where - its account and Region
   */
  add(node: T, name: Fact<string>, origins: readonly Origin[], where?: Where): void {
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
    const key = placed(name.value, where);
    if (key !== undefined) this.#byPlace.set(key, [...(this.#byPlace.get(key) ?? []), node]);
  }

  /** @returns the clusters that a reference names */
  referred(document: LoadedDocument, reference: Reference): readonly T[] {
    return this.#register.referred(document, reference);
  }

  /**
   * Links a name, or what an unknown one refers to.
   *
   * @param where - the account and Region of what is given the name
   */
  link(value: Value, document: LoadedDocument, where?: Where): Link<T> {
    const name = stringFact(value);
    if (name.state !== "known") return this.#register.link(value, document);
    const { place } = value;
    const key = placed(name.value, where);
    const [there, another] = (key === undefined ? undefined : this.#byPlace.get(key)) ?? [];
    if (there !== undefined && another === undefined) return { state: "linked", to: there, place };
    const namesakes = this.#byName.get(name.value);
    const [only, second] = namesakes?.near.get(document) ?? namesakes?.all ?? [];
    if (only === undefined) return { state: "elsewhere", id: name.value, place };
    if (second === undefined) return { state: "linked", to: only, place };
    const detail = `several clusters are named ${name.value}`;
    return { state: "unknown", reason: { code: "ambiguous-reference", detail, place }, place };
  }
}

function placed(name: string, where: Where | undefined): string | undefined {
  if (where?.account.state !== "known" || where.region.state !== "known") return undefined;
  return JSON.stringify([name, where.account.value, where.region.value]);
}
