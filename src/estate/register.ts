import type { Link, Links } from "../model/estate.ts";
import type { Place, Source } from "../model/place.ts";
import type { LoadedDocument } from "../model/resource.ts";
import type { Fact, Reason, Reference, UnknownValue, Value } from "../model/value.ts";
import type { Origin } from "./draft.ts";
import { listItems, stringFact } from "./read.ts";

/** What a register does beyond finding what was added to it. */
export interface RegisterOptions<T> {
  /** Makes a node of a known id that nothing describes; by default none is made. */
  readonly mention?: (id: string, place: Place) => T | undefined;
  /** Follows a reference to a node of another kind to nodes of this kind. */
  readonly through?: (document: LoadedDocument, reference: Reference) => readonly Link<T>[];
}

/**
 * The nodes of one kind, found by their ids, which hold everywhere, and by their addresses, which
 * hold in one document.
 */
export class Register<T> {
  readonly #noun: string;
  readonly #options: RegisterOptions<T>;
  readonly #byId = new Map<string, T>();
  readonly #byAddress = new Map<LoadedDocument, Map<string, T[]>>();
  readonly #documents = new Map<Source, LoadedDocument>();

  /**
   * @param noun - what a node is, for reasons: `VPC`
   * @param options - what to do with ids and references that lead to no node
   */
  constructor(noun: string, options: RegisterOptions<T> = {}) {
    this.#noun = noun;
    this.#options = options;
  }

  /**
   * @param node - the node
   * @param id - its id, if it is known
   * @param origins - the resources that it was made from
   */
  add(node: T, id: Fact<string>, origins: readonly Origin[]): void {
    if (id.state === "known") this.#byId.set(id.value, node);
    for (const { document, resource } of origins) {
      let addresses = this.#byAddress.get(document);
      if (addresses === undefined)
        this.#byAddress.set(document, (addresses = new Map<string, T[]>()));
      this.#documents.set(document.source, document);
      const { address } = resource;
      const collection = withoutIndex(address);
      append(addresses, address, node);
      if (collection !== address) append(addresses, collection, node);
    }
  }

  /** @returns the node of a known id */
  byId(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** @returns the nodes that a reference names: one, or the members of a collection */
  referred(document: LoadedDocument, reference: Reference): readonly T[] {
    const { source, address } = reference;
    const other = source === undefined ? document : this.#documents.get(source);
    return (other === undefined ? undefined : this.#byAddress.get(other)?.get(address)) ?? [];
  }

  /** Links a single id, or what an unknown one refers to. */
  link(value: Value, document: LoadedDocument): Link<T> {
    const { place } = value;
    if (value.kind === "absent") return { state: "absent", place };
    if (value.kind === "unknown") return this.#follow(value, document);
    const id = stringFact(value);
    if (id.state !== "known") {
      const detail = `what stands for the ${this.#noun} cannot be read`;
      return { state: "unknown", reason: { code: "malformed", detail, place }, place };
    }
    return this.linkId(id.value, place);
  }

  /** Links a known id. */
  linkId(id: string, place: Place): Link<T> {
    const node = this.#byId.get(id) ?? this.#mentioned(id, place);
    return node === undefined
      ? { state: "elsewhere", id, place }
      : { state: "linked", to: node, place };
  }

  /** Links a list of ids; an unknown list links to everything that it refers to. */
  links(value: Value, document: LoadedDocument): Links<T> {
    const { items, rest } = listItems(value);
    const links = items.map((item) => this.link(item, document));
    const open = rest === undefined ? undefined : this.#collection(rest, document);
    return {
      items: [...links, ...(open?.items ?? [])],
      rest: open?.rest,
      place: value.place,
    };
  }

  #mentioned(id: string, place: Place): T | undefined {
    const node = this.#options.mention?.(id, place);
    if (node !== undefined) this.#byId.set(id, node);
    return node;
  }

  /** One node, if everything that the value can refer to is that node. */
  #follow(value: UnknownValue, document: LoadedDocument): Link<T> {
    const { place, references } = value;
    const [first, more] = references;
    if (first !== undefined && more === undefined) {
      const [node, another] = this.referred(document, first);
      if (node !== undefined && another === undefined) return { state: "linked", to: node, place };
    }
    const targets = references.map((reference) => this.#targets(reference, document, place));
    const links = targets.flat();
    // What leads to no node could be what the expression picks.
    if (targets.some((found) => found.length === 0)) {
      return { state: "unknown", reason: value.reason, place };
    }
    const nodes = new Set(links.flatMap((link) => (link.state === "linked" ? [link.to] : [])));
    const [only, second] = nodes;
    if (only !== undefined && second === undefined) return { state: "linked", to: only, place };
    if (second !== undefined) {
      const names = references.map((reference) => `\`${reference.address}\``).join(", ");
      const detail = `${names} names ${String(nodes.size)} different ${this.#noun}s, and the expression that picks one is not known`;
      return { state: "unknown", reason: { code: "ambiguous-reference", detail, place }, place };
    }
    const unknown = links.find((link) => link.state === "unknown" || link.state === "elsewhere");
    return unknown ?? { state: "unknown", reason: value.reason, place };
  }

  #collection(
    rest: UnknownValue,
    document: LoadedDocument,
  ): { items: readonly Link<T>[]; rest: Reason | undefined } {
    const items: Link<T>[] = [];
    let open: Reason | undefined = rest.references.length === 0 ? rest.reason : undefined;
    for (const reference of rest.references) {
      const targets = this.#targets(reference, document, rest.place);
      if (targets.length === 0) open = rest.reason;
      items.push(...targets);
    }
    return { items, rest: open };
  }

  #targets(reference: Reference, document: LoadedDocument, place: Place): readonly Link<T>[] {
    const nodes = this.referred(document, reference);
    if (nodes.length > 0) return nodes.map((to) => ({ state: "linked", to, place }));
    // What another document holds is not looked for in this one, where its address may be taken.
    const isOwn = reference.source === undefined || reference.source === document.source;
    const links = (isOwn ? this.#options.through?.(document, reference) : undefined) ?? [];
    return links.filter((link) => link.state !== "absent");
  }
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
}

/** `aws_subnet.private["a"]` is a member of `aws_subnet.private`; keys may hold brackets. */
export function withoutIndex(address: string): string {
  if (!address.endsWith("]")) return address;
  // A number holds neither brackets nor quotes, so that its own bracket is the last one.
  if (!address.endsWith('"]')) {
    const bracket = address.lastIndexOf("[");
    return bracket > 0 ? address.slice(0, bracket) : address;
  }
  let start = -1;
  let inKey = false;
  for (let at = 0; at < address.length; at += 1) {
    const character = address.charAt(at);
    if (inKey && character === "\\") at += 1;
    else if (character === '"') inKey = !inKey;
    else if (character === "[" && !inKey) start = at;
  }
  return start > 0 ? address.slice(0, start) : address;
}
