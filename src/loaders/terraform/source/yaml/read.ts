import { yamlTrees, type YamlNode, type YamlPair } from "../../../../source/yaml/tree.ts";
import {
  bool,
  failure,
  list,
  map,
  masked,
  nothing,
  number,
  open,
  text,
  type Datum,
  type Entry,
  type Open,
  type Spot,
} from "../datum.ts";
import type { YamlReader } from "../env.ts";
import { numberText } from "../number-text.ts";
import type { WrittenText } from "../written-text.ts";
import { plainScalar } from "./scalars.ts";

/** Containers below this are not read, aliases followed. */
const deepest = 50;

/** Reads a text as `yamldecode` does: one document, whose maps have texts as keys. */
export const readYaml: YamlReader = (written, at, sensitive) => {
  const source = written.text;
  // The function takes directives for YAML 1.1 alone.
  if (/^%/m.test(source)) return untold(at, "its YAML has a directive");
  const trees = yamlTrees(source, deepest);
  if (trees === undefined) return untold(at, "its YAML is broken or nested too deep");
  const [tree, second] = trees;
  if (tree === undefined) return failure(at, "the YAML has no document");
  if (second !== undefined) return failure(at, "the YAML has several documents");
  const made = new NodeReader(written, at).read(tree, at, 0).value;
  return sensitive ? masked(made) : made;
};

/** Terraform may take it or not. */
function untold(at: Spot, detail: string): Open {
  return open(at, { code: "unsupported-expression", detail: `${detail}, which is not worked out` });
}

interface Reading {
  readonly value: Datum;
  /** Levels of containers. */
  readonly height: number;
}

class NodeReader {
  readonly #written: WrittenText;
  readonly #whole: Spot;
  /** Undefined while the node is still being read. */
  readonly #anchors = new Map<string, Reading | undefined>();

  constructor(written: WrittenText, whole: Spot) {
    this.#written = written;
    this.#whole = whole;
  }

  /** @returns an error or something unknown for the whole text, where any part of it is one */
  read(node: YamlNode, around: Spot, depth: number): Reading {
    if (node.kind === "nothing") return leaf(nothing(around));
    if (node.kind === "alias") {
      const target = this.#anchors.get(node.name);
      if (target === undefined) return this.#refused("an alias stands for nothing");
      return depth + target.height > deepest ? this.#untold("it is nested too deep") : target;
    }
    const { anchor, tag, span } = node;
    if (tag !== undefined && !(node.kind === "scalar" && tag === "tag:yaml.org,2002:str")) {
      return this.#untold("its YAML has a tag");
    }
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const at = span === undefined ? around : this.#written.spot(span.start, span.end);
    const reading =
      node.kind === "scalar"
        ? this.#scalar(node, at)
        : node.kind === "map"
          ? this.#map(node.pairs, at, depth)
          : this.#list(node.items, at, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, reading);
    return reading;
  }

  #scalar(node: Extract<YamlNode, { kind: "scalar" }>, at: Spot): Reading {
    if (!node.plain || node.tag !== undefined) return leaf(text(node.text, at));
    const read = plainScalar(node.text);
    if (read === undefined) return this.#untold("its YAML has a number or a time");
    const { value } = read;
    if (value === null) return leaf(nothing(at));
    if (typeof value === "number") return leaf(number(value, at));
    return leaf(typeof value === "boolean" ? bool(value, at) : text(value, at));
  }

  #list(nodes: readonly YamlNode[], at: Spot, depth: number): Reading {
    const items: Datum[] = [];
    let height = 0;
    for (const node of nodes) {
      const item = this.read(node, at, depth + 1);
      if (item.value.kind === "open") return item;
      items.push(item.value);
      height = Math.max(height, item.height);
    }
    return { value: list(items, at), height: height + 1 };
  }

  #map(pairs: readonly YamlPair[], at: Spot, depth: number): Reading {
    const entries = new Map<string, Entry>();
    let height = 0;
    for (const { key: node, value } of pairs) {
      const key = this.read(node, at, depth + 1).value;
      if (key.kind === "open") return leaf(key);
      const name = nameOf(key);
      if (name === undefined) return this.#refused("a key of the YAML is no text");
      const item = this.read(value, key.at, depth + 1);
      if (item.value.kind === "open") return item;
      height = Math.max(height, item.height);
      if (!isMerge(node, name)) entries.set(name, { key: key.at, value: item.value });
      else if (item.value.kind !== "map") return this.#refused("what is merged is no map");
      else for (const [inner, entry] of item.value.entries) entries.set(inner, entry);
    }
    return { value: map(entries, at), height: height + 1 };
  }

  #refused(detail: string): Reading {
    return leaf(failure(this.#whole, detail));
  }

  #untold(detail: string): Reading {
    return leaf(untold(this.#whole, detail));
  }
}

function leaf(value: Datum): Reading {
  return { value, height: 0 };
}

function isMerge(node: YamlNode, name: string): boolean {
  return name === "<<" && node.kind === "scalar";
}

function nameOf(key: Datum): string | undefined {
  switch (key.kind) {
    case "text":
      return key.text;
    case "number":
      return numberText(key.value);
    case "bool":
      return String(key.value);
    default:
      return undefined;
  }
}
