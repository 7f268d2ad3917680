import type { Source } from "../../../model/place.ts";
import type { Block } from "../../../source/hcl/syntax.ts";
import { list, map, settled, type Datum, type Entry, type ListDatum, type Open } from "./datum.ts";
import { binding, spotIn, tooLarge, type Env } from "./env.ts";
import { evaluate, unreadable } from "./evaluate.ts";
import { passesOver, type Pass } from "./for.ts";
import {
  literalText,
  type Content,
  type WrittenAttribute,
  type WrittenBlock,
} from "./module-source.ts";
import { unknownBecause, unknownLike } from "./unknown.ts";

/** Blocks inside blocks, deeper than this, are not read. */
const deepest = 20;

/** An environment for expressions of a file. */
export function inFile(env: Env, source: Source): Env {
  return env.source === source ? env : { ...env, source };
}

/** What an attribute is. */
export function attributeDatum({ attribute, source }: WrittenAttribute, env: Env): Datum {
  const here = inFile(env, source);
  return attribute.value === undefined
    ? unreadable(spotIn(here, attribute.span))
    : evaluate(attribute.value, here);
}

/** The types of the blocks that a block holds, those that a `dynamic` block makes among them. */
export function blockTypes(content: Pick<Content, "blocks">): readonly string[] {
  return [...new Set(content.blocks.map(({ block }) => typeOf(block)))];
}

function typeOf(block: Block): string {
  return block.type === "dynamic" ? (block.labels[0]?.text ?? "dynamic") : block.type;
}

/**
 * The blocks of one type as a list of maps, which is how a plan shows them.
 *
 * @param content - the block around them
 * @param type - `ingress`
 */
export function blocksDatum(
  content: Pick<Content, "blocks">,
  type: string,
  env: Env,
  depth = 0,
): ListDatum | undefined {
  const own = content.blocks.filter(({ block }) => typeOf(block) === type);
  const [first] = own;
  if (first === undefined) return undefined;
  const at = spotIn(inFile(env, first.source), first.block.header);
  const items: Datum[] = [];
  const rests: Open[] = [];
  for (const written of own) {
    if (depth > deepest || !env.work.steps(1)) rests.push(tooLarge(at));
    else if (written.block.type === "dynamic") addDynamic(written, env, items, rests, depth);
    else items.push(blockDatum(written, env, depth));
  }
  return list(items, at, unknownBecause(at, rests));
}

function blockDatum({ block, source }: WrittenBlock, env: Env, depth: number): Datum {
  const here = inFile(env, source);
  const entries: (readonly [string, Entry])[] = block.body.attributes.map((attribute) => [
    attribute.name,
    {
      key: spotIn(here, attribute.nameSpan),
      value: attributeDatum({ attribute, source }, here),
    },
  ]);
  const content = { blocks: block.body.blocks.map((one) => ({ block: one, source })) };
  const types = blockTypes(content);
  for (const type of types) {
    const value = blocksDatum(content, type, here, depth + 1);
    if (value !== undefined) entries.push([type, { key: value.at, value }]);
  }
  return { ...map(entries, spotIn(here, block.header)), blocks: new Set(types) };
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function addDynamic(
  { block, source }: WrittenBlock,
  env: Env,
  items: Datum[],
  rests: Open[],
  depth: number,
): void {
  const here = inFile(env, source);
  const at = spotIn(here, block.header);
  const attribute = (name: string): Datum | undefined => {
    const found = block.body.attributes.find((one) => one.name === name);
    return found === undefined ? undefined : attributeDatum({ attribute: found, source }, here);
  };
  const content = block.body.blocks.find(({ type }) => type === "content");
  const collection = attribute("for_each");
  if (content === undefined || collection === undefined) {
    rests.push(unreadable(at));
    return;
  }
  const over = passesOver(collection);
  if ("kind" in over) {
    rests.push(unknownLike(at, over));
    return;
  }
  const iterator = block.body.attributes.find(({ name }) => name === "iterator")?.value;
  const name = iterator?.kind === "variable" ? iterator.name : literalText(iterator);
  const each = (pass: Pass): Env => binding(here, [[name ?? typeOf(block), iterated(pass)]]);
  for (const pass of over.passes) {
    if (!env.work.steps(1)) {
      rests.push(tooLarge(at));
      return;
    }
    items.push(blockDatum({ block: content, source }, each(pass), depth + 1));
  }
  if (over.rest !== undefined) {
    // What the blocks refer to is known all the same.
    const made = blockDatum(
      { block: content, source },
      each({ key: { ...over.rest, references: [] }, value: over.rest }),
      depth + 1,
    );
    const values =
      made.kind === "map" ? [...made.entries.values()].map(({ value }) => settled(value)) : [];
    rests.push({ ...unknownLike(at, over.rest, values), references: [] });
  }
}

/** `each`, or what a `dynamic` block names its element. */
export function iterated({ key, value }: Pass): Datum {
  return map(
    [
      ["key", { key: key.at, value: key }],
      ["value", { key: value.at, value }],
    ],
    { ...value.at, hops: [] },
  );
}

/** `count`. */
export function counted(index: number, at: Datum["at"]): Datum {
  const value: Datum = { kind: "number", value: index, at, sensitive: false };
  return map([["index", { key: at, value }]], at);
}
