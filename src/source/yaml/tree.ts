import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from "yaml";
import type { Span } from "../../model/place.ts";
import { nestsDeeperThan } from "./nesting.ts";

/** What every node may have. */
interface Common {
  readonly anchor: string | undefined;
  /** As it is written out, resolved; undefined where none is. */
  readonly tag: string | undefined;
  /** Undefined for an empty one. */
  readonly span: Span | undefined;
}

/** A node of a YAML text as it is written: nobody has said yet what a scalar is. */
export type YamlNode =
  | (Common & { readonly kind: "scalar"; readonly text: string; readonly plain: boolean })
  | (Common & { readonly kind: "list"; readonly items: readonly YamlNode[] })
  | (Common & { readonly kind: "map"; readonly pairs: readonly YamlPair[] })
  | { readonly kind: "alias"; readonly name: string; readonly span: Span | undefined }
  | { readonly kind: "nothing" };

/** An entry of a map. */
export interface YamlPair {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

/**
 * Reads a YAML text whose scalars mean something else than they do in YAML 1.2.
 *
 * @param text - any text
 * @param deepest - levels of containers, beyond which nothing is read
 * @returns the content of each document; undefined where the text is broken or goes too deep
 */
export function yamlTrees(text: string, deepest: number): readonly YamlNode[] | undefined {
  if (nestsDeeperThan(text, deepest) !== undefined) return undefined;
  const composer = new Composer({
    schema: "failsafe",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    keepSourceTokens: false,
  });
  const documents = [...composer.compose(new Parser().parse(text), false, text.length)];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.map(({ contents }) => nodeOf(contents));
}

/** Goes no deeper than the text nests. */
function nodeOf(node: unknown): YamlNode {
  if (isAlias(node)) return { kind: "alias", name: node.source, span: spanOf(node.range) };
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return { kind: "nothing" };
  const { anchor, tag } = node;
  const span = spanOf(node.range);
  if (isScalar(node)) {
    const content = typeof node.value === "string" ? node.value : "";
    return { kind: "scalar", text: content, plain: node.type === "PLAIN", anchor, tag, span };
  }
  return isMap(node)
    ? {
        kind: "map",
        pairs: node.items.map(({ key, value }) => ({ key: nodeOf(key), value: nodeOf(value) })),
        anchor,
        tag,
        span,
      }
    : { kind: "list", items: node.items.map(nodeOf), anchor, tag, span };
}

function spanOf(range: readonly number[] | null | undefined): Span | undefined {
  const [start, end] = range ?? [];
  return start === undefined || end === undefined || start === end ? undefined : { start, end };
}
