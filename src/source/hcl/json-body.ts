import type { Span } from "../../model/place.ts";
import { jsonTree, type JsonMember, type JsonNode } from "../json/tree.ts";
import { jsonExpression, type Strings } from "./json-expression.ts";
import type { Attribute, Block, Body, HclFile, Label, SyntaxProblem } from "./syntax.ts";

/**
 * Which members of a body are blocks: JSON writes blocks and attributes alike, so that who reads it
 * has to know.
 */
export interface BodySchema {
  /** The blocks by their types; a member of any other name is an attribute. */
  readonly blocks: ReadonlyMap<string, BlockSchema>;
  /** How the strings of some attributes are read, which are templates otherwise. */
  readonly strings: ReadonlyMap<string, Strings>;
}

/** The blocks of one type. */
export interface BlockSchema {
  readonly labels: number;
  readonly body: BodySchema;
}

/**
 * Parses a file of HCL's JSON syntax, as `.tf.json` files are, into what its native syntax is parsed
 * into. https://github.com/hashicorp/hcl/blob/main/json/spec.md
 *
 * @param text - any text
 * @param schema - which members are blocks
 * @returns what could be read and what is wrong; it never throws
 */
export function parseHclJson(text: string, schema: BodySchema): HclFile {
  const root = jsonTree(text);
  const problems: SyntaxProblem[] = [];
  const span = { start: 0, end: text.length };
  if ("message" in root) {
    const message = `not valid JSON: ${root.message}`;
    const body = { attributes: [], blocks: [], span };
    return { body, comments: [], problems: [{ message, span: root.span }] };
  }
  const body = new BodyReader(problems).body([root], schema, span);
  return { body, comments: [], problems };
}

class BodyReader {
  readonly #problems: SyntaxProblem[];

  constructor(problems: SyntaxProblem[]) {
    this.#problems = problems;
  }

  /** The body that objects say together. */
  body(nodes: readonly JsonNode[], schema: BodySchema, span: Span): Body {
    const attributes = new Map<string, Attribute>();
    const blocks: Block[] = [];
    for (const node of nodes) {
      for (const member of this.#members(node)) {
        // What is left for whoever reads the file.
        if (member.key === "//") continue;
        const block = schema.blocks.get(member.key);
        if (block !== undefined) this.#blocks(member, block, [], member.value, blocks);
        else if (attributes.has(member.key)) {
          this.#tell("this argument is already set in this body", member.keySpan);
        } else attributes.set(member.key, this.#attribute(member, schema));
      }
    }
    return { attributes: [...attributes.values()], blocks, span };
  }

  #attribute({ key, keySpan, value }: JsonMember, schema: BodySchema): Attribute {
    const strings = schema.strings.get(key) ?? "template";
    return {
      name: key,
      nameSpan: keySpan,
      value: jsonExpression(value, strings, this.#problems),
      span: { start: keySpan.start, end: value.span.end },
    };
  }

  /** Goes down through the labels to the bodies, of which an array holds several. */
  #blocks(
    type: JsonMember,
    schema: BlockSchema,
    labels: readonly Label[],
    node: JsonNode,
    into: Block[],
  ): void {
    if (labels.length < schema.labels) {
      for (const { key, keySpan, value } of this.#members(node)) {
        if (key === "//") continue;
        const label = { text: key, span: keySpan };
        this.#blocks(type, schema, [...labels, label], value, into);
      }
      return;
    }
    const items = node.kind === "array" ? node.items : [node];
    for (const [index, item] of items.entries()) {
      // A block that is set to null is not there.
      if (item.kind === "scalar" && item.value === null) continue;
      const { start } = item.span;
      const named = labels.at(-1)?.span ?? type.keySpan;
      into.push({
        type: type.key,
        typeSpan: type.keySpan,
        labels,
        body: this.body([item], schema.body, item.span),
        span: item.span,
        header: index === 0 ? named : { start, end: start + 1 },
      });
    }
  }

  /** The members of an object, or of the objects of an array. */
  #members(node: JsonNode): readonly JsonMember[] {
    if (node.kind === "object") return node.members;
    if (node.kind === "array") return node.items.flatMap((item) => this.#membersOfItem(item));
    this.#tell("an object was expected here", node.span);
    return [];
  }

  #membersOfItem(item: JsonNode): readonly JsonMember[] {
    if (item.kind === "object") return item.members;
    this.#tell("an object was expected here", item.span);
    return [];
  }

  #tell(message: string, span: Span): void {
    this.#problems.push({ message, span });
  }
}
