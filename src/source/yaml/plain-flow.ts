import type { Place } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import type { PlainNodes } from "./plain-nodes.ts";
import { plainScalar } from "./plain-scalar.ts";

/** A value and where it ends. */
export interface FlowReading {
  readonly value: Value;
  readonly end: number;
}

/** Brackets inside brackets below this are not read here. */
const deepest = 40;

/**
 * Reads a list or a map in brackets that stands on one line.
 *
 * @param line - the text up to the end of the line
 * @param start - offset of the bracket
 * @param nodes - makes the values
 * @returns undefined where its reading takes more than this
 */
export function plainFlow(
  line: string,
  start: number,
  nodes: PlainNodes,
  depth = 0,
): FlowReading | undefined {
  if (depth > deepest) return undefined;
  const isMap = line.charAt(start) === "{";
  const closing = isMap ? "}" : "]";
  const items: Value[] = [];
  const entries: { readonly key: string; readonly place: Place; readonly value: Value }[] = [];
  let at = afterSpaces(line, start + 1);
  while (line.charAt(at) !== closing || items.length + entries.length > 0) {
    let key: { readonly text: string; readonly place: Place } | undefined;
    if (isMap) {
      const scalar = plainScalar(line, at, "flow");
      if (scalar === undefined || line.charAt(scalar.end) !== ":") return undefined;
      if (!scalar.quoted && line.charAt(scalar.end + 1) !== " ") return undefined;
      key = nodes.key(scalar, at);
      if (key === undefined) return undefined;
      at = afterSpaces(line, scalar.end + 1);
    }
    const read = flowNode(line, at, nodes, depth);
    if (read === undefined) return undefined;
    if (key === undefined) items.push(read.value);
    else entries.push({ key: key.text, place: key.place, value: read.value });
    at = afterSpaces(line, read.end);
    if (line.charAt(at) === closing) break;
    if (line.charAt(at) !== ",") return undefined;
    at = afterSpaces(line, at + 1);
    if (line.charAt(at) === closing) return undefined;
  }
  const end = at + 1;
  const span = { start, end };
  return { value: isMap ? nodes.map(entries, span) : nodes.list(items, span), end };
}

function flowNode(
  line: string,
  start: number,
  nodes: PlainNodes,
  depth: number,
): FlowReading | undefined {
  const tag = nodes.tagAt(line, start);
  const at = tag === undefined ? start : tag.end;
  if (/[[{]/.test(line.charAt(at))) {
    const read = plainFlow(line, at, nodes, depth + 1);
    return read === undefined ? undefined : { ...read, value: nodes.tagged(tag, read.value) };
  }
  const scalar = plainScalar(line, at, "flow");
  // What follows a scalar that is no entry of its own makes a pair of it.
  if (scalar === undefined) return undefined;
  const value = nodes.scalar(scalar, at, tag);
  return value === undefined ? undefined : { value: nodes.tagged(tag, value), end: scalar.end };
}

function afterSpaces(line: string, start: number): number {
  let at = start;
  while (line.charAt(at) === " ") at += 1;
  return at;
}
