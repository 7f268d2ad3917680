import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from "yaml";
import type { Place, Source, Span } from "../../model/place.ts";
import type { Reason, Value } from "../../model/value.ts";
import type { YamlProblem } from "./documents.ts";
import { YamlMap } from "./yaml-map.ts";

/** All nodes that aliases may stand for together, a node counted each time it is stood for. */
const mostAliased = 100_000;

/** The key of a map that a local tag stands for: `!Ref` for `Ref`. */
type Tags = (tag: string) => string | undefined;

/** What is kept of an anchored node: the value, and what standing for it costs. */
interface Anchored {
  readonly value: Value;
  readonly nodes: number;
  readonly height: number;
}

interface Reading {
  readonly value: Value;
  /** Nodes of the value with everything that aliases stand for. */
  readonly nodes: number;
  /** Levels of containers. */
  readonly height: number;
}

/**
 * Turns the nodes of one YAML document into values.
 *
 * @param node - the document's content, as the `yaml` package composed it
 * @param span - where it stands, for a document without content
 * @param source - the text
 * @param deepest - levels of containers, aliases followed, below which nothing is read
 * @param problems - takes what is wrong with aliases, keys and tags
 * @param tags - the key that a local tag stands for
 */
export function valueOf(
  node: Node | null,
  span: Span,
  source: Source,
  deepest: number,
  problems: YamlProblem[],
  tags: Tags = () => undefined,
): Value {
  return new NodeReader(source, deepest, problems, tags).read(node, span, 0).value;
}

class NodeReader {
  readonly #source: Source;
  readonly #deepest: number;
  readonly #problems: YamlProblem[];
  readonly #tags: Tags;
  /** The latest node of each anchor's name; `undefined` while that node is still being read. */
  readonly #anchors = new Map<string, Anchored | undefined>();
  #aliased = 0;
  #bomb = false;

  constructor(source: Source, deepest: number, problems: YamlProblem[], tags: Tags) {
    this.#source = source;
    this.#deepest = deepest;
    this.#problems = problems;
    this.#tags = tags;
  }

  read(node: unknown, fallback: Span, depth: number): Reading {
    if (isAlias(node)) return this.#alias(node.source, spanOf(node.range, fallback), depth);
    if (isScalar(node)) {
      const value = this.#scalar(node, fallback);
      return this.#keep(node.anchor, this.#tagged(node, { value, nodes: 1, height: 0 }));
    }
    if (isMap(node) || isSeq(node)) {
      const span = spanOf(node.range, fallback);
      if (depth >= this.#deepest) return leaf(this.#tooDeep(span));
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, undefined);
      const reading = isMap(node)
        ? this.#map(node.items, span, depth)
        : this.#list(node.items, span, depth);
      return this.#keep(node.anchor, this.#tagged(node, reading));
    }
    return leaf({ kind: "absent", place: this.#place(fallback), sensitive: false });
  }

  #list(items: readonly unknown[], span: Span, depth: number): Reading {
    const readings = items.map((item) => this.read(item, span, depth + 1));
    return {
      value: {
        kind: "list",
        items: readings.map(({ value }) => value),
        rest: undefined,
        place: this.#place(span),
        sensitive: false,
      },
      ...measure(readings),
    };
  }

  #map(items: readonly { key: unknown; value: unknown }[], span: Span, depth: number): Reading {
    const entries = new Map<string, { key: Place; value: Value }>();
    const duplicates: { key: string; place: Place }[] = [];
    const readings: Reading[] = [];
    for (const item of items) {
      const key = this.#key(item.key, span, depth);
      const reading = this.read(item.value, key?.span ?? span, depth + 1);
      readings.push(reading);
      if (key === undefined) continue;
      const place = this.#place(key.span);
      if (entries.has(key.text)) duplicates.push({ key: key.text, place });
      entries.set(key.text, { key: place, value: reading.value });
    }
    return {
      value: new YamlMap(entries, duplicates, this.#place(span)),
      ...measure(readings),
    };
  }

  #key(node: unknown, container: Span, depth: number): { text: string; span: Span } | undefined {
    const { value } = this.read(node, container, depth + 1);
    const range = isScalar(node) || isAlias(node) ? node.range : undefined;
    if (value.kind === "scalar") return { text: value.text, span: spanOf(range, container) };
    if (value.kind === "absent") return { text: "", span: spanOf(range, container) };
    if (value.kind !== "unknown") {
      this.#problem("unsupported-key", "a list or a map cannot be a key here", value.place);
    }
    return undefined;
  }

  #scalar(node: Scalar, fallback: Span): Value {
    const span = spanOf(node.range, fallback);
    const text = node.source ?? "";
    const { value } = node;
    if (value === null) {
      const place = this.#place(span.start === span.end ? fallback : span);
      return { kind: "absent", place, sensitive: false };
    }
    const plain =
      typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))
        ? value
        : text;
    return { kind: "scalar", value: plain, text, place: this.#place(span), sensitive: false };
  }

  #alias(name: string, span: Span, depth: number): Reading {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      const cycle = this.#anchors.has(name);
      const detail = cycle
        ? `the alias \`*${name}\` stands inside what it stands for`
        : `no anchor \`&${name}\` comes before its alias`;
      this.#problem(cycle ? "alias-cycle" : "unresolved-alias", detail, this.#place(span));
      return leaf(this.#unknown("malformed", detail, span));
    }
    this.#aliased += target.nodes;
    if (this.#aliased > mostAliased) {
      const detail = `its aliases stand for more than ${String(mostAliased)} values`;
      if (!this.#bomb) {
        this.#bomb = true;
        this.#problem("yaml-bomb", `the YAML is not read whole: ${detail}`, this.#place(span));
      }
      return leaf(this.#unknown("too-large", detail, span));
    }
    return depth + target.height > this.#deepest ? leaf(this.#tooDeep(span)) : target;
  }

  #keep(anchor: string | undefined, reading: Reading): Reading {
    if (anchor !== undefined) this.#anchors.set(anchor, reading);
    return reading;
  }

  #tooDeep(span: Span): Value {
    const detail = `it is nested more than ${String(this.#deepest)} levels deep`;
    const known = this.#problems.some(({ code }) => code === "too-deep");
    if (!known)
      this.#problem("too-deep", `the YAML is not read whole: ${detail}`, this.#place(span));
    return this.#unknown("too-large", detail, span);
  }

  /** A value under what its tag stands for; a tag that stands for nothing is told. */
  #tagged(node: Node, reading: Reading): Reading {
    const { tag } = node;
    if (tag === undefined || tag.startsWith("tag:yaml.org,2002:")) return reading;
    const { value, nodes, height } = reading;
    const key = this.#tags(tag);
    if (key !== undefined) {
      const entries = new Map([[key, { key: value.place, value }]]);
      return { value: new YamlMap(entries, [], value.place), nodes, height: height + 1 };
    }
    this.#problems.push({
      code: "unknown-yaml-tag",
      level: "note",
      message: `the tag \`${tag.slice(0, 60)}\` has no meaning here`,
      place: value.place,
    });
    return reading;
  }

  #problem(code: YamlProblem["code"], message: string, place: Place): void {
    this.#problems.push({ code, level: "error", message, place });
  }

  #unknown(code: Reason["code"], detail: string, span: Span): Value {
    const place = this.#place(span);
    return {
      kind: "unknown",
      reason: { code, detail, place },
      references: [],
      place,
      sensitive: false,
    };
  }

  #place(span: Span): Place {
    return {
      source: this.#source,
      route: { kind: "span", span },
      address: undefined,
      via: [],
    };
  }
}

function leaf(value: Value): Reading {
  return { value, nodes: 1, height: 0 };
}

function measure(readings: readonly Reading[]): { nodes: number; height: number } {
  let nodes = 1;
  let height = 0;
  for (const reading of readings) {
    nodes += reading.nodes;
    height = Math.max(height, reading.height);
  }
  return { nodes, height: height + 1 };
}

function spanOf(range: readonly number[] | null | undefined, fallback: Span): Span {
  const [start, end] = range ?? [];
  return start === undefined || end === undefined ? fallback : { start, end };
}
