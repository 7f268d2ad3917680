import { entry, isObject, itemsIn, member, type JsonObject } from "./parsed-json.ts";

/** What the configuration says about one attribute, or one part of it. */
export type Configured =
  /** Nothing can be told: there is no configuration, or a `dynamic` block made this part. */
  | { readonly kind: "untold" }
  /** The block around it is there, and does not set it. */
  | { readonly kind: "omitted" }
  /** One block, or several of which one is meant. */
  | { readonly kind: "block"; readonly candidates: readonly JsonObject[] }
  /** Blocks of one name, in the order of the text. */
  | { readonly kind: "blocks"; readonly blocks: readonly JsonObject[] }
  /** One expression, or several of which one is meant; it covers everything below as well. */
  | { readonly kind: "expression"; readonly expressions: readonly JsonObject[] };

const untold: Configured = { kind: "untold" };
const omitted: Configured = { kind: "omitted" };

/** Attributes by which blocks are told apart. */
const mostAttributes = 50;

/**
 * What the configuration of a resource says as a whole.
 *
 * @param resource - its element in `configuration`
 */
export function configuredResource(resource: unknown): Configured {
  if (!isObject(resource)) return untold;
  const expressions = member(resource, "expressions");
  return { kind: "block", candidates: [isObject(expressions) ? expressions : {}] };
}

/** Goes down to an attribute or to the blocks of one name. */
export function configuredKey(around: Configured, key: string): Configured {
  if (around.kind === "expression") return around;
  if (around.kind !== "block") return untold;
  const [only, second] = around.candidates;
  if (only !== undefined && second === undefined) return configuredIn(only, key);
  const found = around.candidates.map((candidate) => entry(candidate, key));
  const blocks = found.flatMap((one) => itemsIn(one)).filter(isObject);
  if (blocks.length > 0) return { kind: "block", candidates: blocks };
  const entries = found.filter(isObject);
  if (entries.length === 0) return found.some((one) => one !== undefined) ? untold : omitted;
  return entries.every(isExpression)
    ? { kind: "expression", expressions: entries }
    : { kind: "block", candidates: entries };
}

/** Goes down from a block that is surely the one. */
function configuredIn(block: JsonObject, key: string): Configured {
  const found = entry(block, key);
  if (found === undefined) return omitted;
  if (isObject(found)) {
    return isExpression(found)
      ? { kind: "expression", expressions: [found] }
      : { kind: "block", candidates: [found] };
  }
  const blocks = itemsIn(found).filter(isObject);
  return blocks.length > 0 ? { kind: "blocks", blocks } : untold;
}

/**
 * Goes down to one item of a list.
 *
 * @param item - what the plan knows of the item
 * @param index - its position in the plan
 * @param count - how many items the plan has; where that differs from the number of blocks, a
 *   `dynamic` block, which leaves no trace in the JSON, has made some of them
 */
export function configuredItem(
  around: Configured,
  item: unknown,
  index: number,
  count: number,
): Configured {
  if (around.kind === "expression" || around.kind === "block") return around;
  if (around.kind !== "blocks" || around.blocks.length !== count) return untold;
  const same = around.blocks[index];
  if (count === 1 && same !== undefined) return { kind: "block", candidates: [same] };
  // Sets do not keep the order of the text; constants tell which block an item comes from.
  const candidates =
    count > 100 ? around.blocks : around.blocks.filter((block) => fits(block, item));
  return { kind: "block", candidates: candidates.length === 0 ? around.blocks : candidates };
}

function isExpression(entry: JsonObject): boolean {
  const keys = Object.keys(entry);
  return keys.every((key) => key === "references" || key === "constant_value");
}

function fits(block: JsonObject, item: unknown): boolean {
  return Object.keys(block)
    .slice(0, mostAttributes)
    .every((key) => {
      const constant = member(block, key, "constant_value");
      const planned = member(item, key);
      if (constant === undefined || planned === undefined || planned === null) return true;
      return agree(constant, planned);
    });
}

/** Scalars, and lists of them in any order; whatever is more than that tells nothing apart. */
function agree(one: unknown, other: unknown): boolean {
  const first = scalars(one);
  const second = scalars(other);
  if (first === undefined || second === undefined) return true;
  const texts = new Set(second);
  return first.length === second.length && first.every((text) => texts.has(text));
}

function scalars(raw: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const texts: string[] = [];
  for (const item of list) {
    if (typeof item !== "string" && typeof item !== "number" && typeof item !== "boolean") {
      return undefined;
    }
    texts.push(String(item));
  }
  return texts;
}
