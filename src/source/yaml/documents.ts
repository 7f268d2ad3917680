import { Composer, Parser, type Document } from "yaml";
import type { Place, Source, Span } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { nestsDeeperThan } from "./nesting.ts";
import { valueOf } from "./node-value.ts";

/** Something wrong with a YAML text, or something in it that is passed over. */
export interface YamlProblem {
  readonly code:
    | "malformed-yaml"
    | "unresolved-alias"
    | "alias-cycle"
    | "yaml-bomb"
    | "too-deep"
    | "unsupported-key"
    | "unknown-yaml-tag";
  /** `note` for what leaves the values as they are. */
  readonly level: "error" | "note";
  /** A sentence without its final period. */
  readonly message: string;
  readonly place: Place;
}

/** One document of a YAML text. */
export interface YamlDocument {
  /** What stands at a problem's place is unknown, never guessed; {@link Value} absent when empty. */
  readonly value: Value;
  readonly problems: readonly YamlProblem[];
}

/** Containers below this are not read: no document of ours comes near it. */
const deepestYaml = 200;

/**
 * Reads a source as YAML 1.2 (core schema), any number of documents.
 *
 * Scalars keep their spelling in `text`, so that an account id of an unquoted `012345678901` keeps
 * its zero. `<<` is a key like any other, a `%YAML 1.1` directive does not bring back its booleans
 * and octal numbers, and tags change nothing. An alias stands for the anchored node, with the
 * places of that node. Places are spans; those of double-quoted and block scalars cover the whole
 * scalar with its quotation marks or header.
 *
 * @param source - a source of syntax `yaml`
 * @param tags - what a local tag (`!Ref`) means: the key of a map that holds the tagged value alone;
 *   without it tags change nothing
 * @returns the documents in order; a text without any gives none. It does not throw: whatever is
 *   wrong is a problem of the document that it stands in
 */
export function yamlDocuments(
  source: Source,
  tags?: (tag: string) => string | undefined,
): readonly YamlDocument[] {
  const { text } = source;
  const deep = nestsDeeperThan(text, deepestYaml);
  if (deep !== undefined) {
    const place = placeOf(source, { start: deep, end: Math.min(deep + 1, text.length) });
    return [tooDeep(place)];
  }
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
    keepSourceTokens: false,
  });
  const documents: YamlDocument[] = [];
  for (const document of composer.compose(new Parser().parse(text), false, text.length)) {
    documents.push(read(document, source, tags));
  }
  return documents;
}

function read(
  document: Document.Parsed,
  source: Source,
  tags?: (tag: string) => string | undefined,
): YamlDocument {
  const problems: YamlProblem[] = [];
  // What follows the first error is mostly its echo.
  for (const { pos, message } of document.errors.slice(0, 1)) {
    const span = { start: pos[0], end: Math.max(pos[0], Math.min(pos[1], source.text.length)) };
    problems.push({
      code: "malformed-yaml",
      level: "error",
      message: `not valid YAML: ${sentence(message)}`,
      place: placeOf(source, span),
    });
  }
  const range = document.contents?.range ?? document.range;
  const whole: Span = { start: range[0], end: range[1] };
  const value = valueOf(document.contents, whole, source, deepestYaml, problems, tags);
  return { value, problems };
}

function tooDeep(place: Place): YamlDocument {
  const detail = `it is nested more than ${String(deepestYaml)} levels deep`;
  return {
    value: {
      kind: "unknown",
      reason: { code: "too-large", detail, place },
      references: [],
      place,
      sensitive: false,
    },
    problems: [
      {
        code: "too-deep",
        level: "error",
        message: `the YAML is nested more than ${String(deepestYaml)} levels deep and is not read`,
        place,
      },
    ],
  };
}

function placeOf(source: Source, span: Span): Place {
  return { source, route: { kind: "span", span }, address: undefined, via: [] };
}

/** The parser's message on one line, in the form of a clause. */
function sentence(message: string): string {
  const line = message.split("\n", 1)[0] ?? message;
  const clause = line.charAt(0).toLowerCase() + line.slice(1);
  return clause.length > 200 ? `${clause.slice(0, 200)}…` : clause;
}
