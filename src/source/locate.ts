import type { Path, Place, Route, Source, Span } from "../model/place.ts";
import { unreachable } from "../model/unreachable.ts";
import { decodeString, type DecodedString } from "./json/string.ts";
import { locatePaths, type MemberSpans } from "./json/scan.ts";

/** JSON inside JSON inside JSON: deeper than this nobody writes policies. */
const deepestText = 4;

/** A span in a source; for places inside a string also that string's decoded text. */
export interface LocatedSpan {
  /** Offsets into the source's text. */
  readonly span: Span;
  /** The key as written, with its quotation marks, where the place is a member of an object. */
  readonly key: string | undefined;
  /** What stands at the place once the string around it is decoded. */
  readonly inner: string | undefined;
}

/** A text in which paths are looked up: the source's own or one that a string in it holds. */
interface Scope {
  readonly text: string;
  /** Where the JSON value starts in `text`. */
  readonly from: number;
  /** From an offset into `text` to one into the source's text. */
  readonly outer: (offset: number) => number;
  readonly depth: number;
}

type PathRoute = Extract<Route, { kind: "path" }>;

/**
 * Finds the spans of places, with one pass over each text however many places it holds.
 *
 * @param places - places of any sources
 * @returns a span for each place; where a path does not exist in its text, because the text leaves
 *   out what is not known, the span of the nearest object, list or string around it that does
 */
export function locate(places: readonly Place[]): ReadonlyMap<Place, LocatedSpan> {
  const bySource = new Map<Source, Place[]>();
  for (const place of places) {
    const known = bySource.get(place.source);
    if (known === undefined) bySource.set(place.source, [place]);
    else known.push(place);
  }
  const located = new Map<Place, LocatedSpan>();
  for (const [source, own] of bySource) {
    const routes = locateRoutes(
      source,
      own.map((place) => place.route),
    );
    for (const place of own) {
      located.set(place, routes.get(place.route) ?? wholeText(source));
    }
  }
  return located;
}

function locateRoutes(source: Source, routes: readonly Route[]): Map<Route, LocatedSpan> {
  const located = new Map<Route, LocatedSpan>();
  const own: PathRoute[] = [];
  const nested = new Map<Route, PathRoute[]>();
  const wanted = [...routes];
  // Routes that lead to strings are wanted too, so that what is inside them can be found.
  for (let route = wanted.pop(); route !== undefined; route = wanted.pop()) {
    switch (route.kind) {
      case "whole":
        located.set(route, wholeText(source));
        break;
      case "span":
        located.set(route, { span: trimmed(source, route.span), key: undefined, inner: undefined });
        break;
      case "path":
        if (route.inside === undefined) own.push(route);
        else if (nested.has(route.inside)) nested.get(route.inside)?.push(route);
        else {
          nested.set(route.inside, [route]);
          wanted.push(route.inside);
        }
        break;
      default:
        unreachable(route);
    }
  }
  const scope: Scope = { text: source.text, from: 0, outer: (offset) => offset, depth: 0 };
  locateIn(scope, own, nested, located);
  for (const [inside, inner] of nested) {
    const around = located.get(inside);
    if (inside.kind === "span" && around !== undefined) {
      locateIn(scopeOfSpan(source.text, inside.span), inner, nested, located, around);
    }
  }
  return located;
}

function locateIn(
  scope: Scope,
  routes: readonly PathRoute[],
  nested: ReadonlyMap<Route, readonly PathRoute[]>,
  located: Map<Route, LocatedSpan>,
  around?: LocatedSpan,
): void {
  if (routes.length === 0) return;
  const paths = new Map<Path, PathRoute[]>();
  for (const route of routes) {
    if (route.path === undefined) continue;
    const known = paths.get(route.path);
    if (known === undefined) paths.set(route.path, [route]);
    else known.push(route);
  }
  const members = withAncestors(scope, paths.keys());
  for (const route of routes) {
    const found = nearest(members, route.path);
    if (found === undefined) {
      if (around !== undefined) located.set(route, around);
      continue;
    }
    const target = route.part === "key" ? (found.key ?? found.value) : found.value;
    const outer = (span: Span): Span => ({
      start: scope.outer(span.start),
      end: scope.outer(span.end),
    });
    const span = outer(target);
    const key =
      found.key === undefined ? undefined : scope.text.slice(found.key.start, found.key.end);
    const inner = scope.depth > 0 ? scope.text.slice(target.start, target.end) : undefined;
    const here: LocatedSpan = { span, key, inner };
    located.set(route, here);
    const below = nested.get(route);
    if (below === undefined || scope.depth >= deepestText) continue;
    const decoded = decodeString(scope.text, found.value);
    if (decoded === undefined) {
      for (const inside of below) located.set(inside, here);
    } else {
      locateIn(scopeOfString(scope, decoded), below, nested, located, here);
    }
  }
}

/** Finds paths; where the text leaves one out, the objects and lists around it too. */
function withAncestors(scope: Scope, paths: Iterable<Path>): ReadonlyMap<Path, MemberSpans> {
  const wanted = [...paths];
  const members = locatePaths(scope.text, wanted, scope.from);
  const ancestors = new Set<Path>();
  for (const path of wanted) {
    if (members.has(path)) continue;
    for (let above = path.parent; above !== undefined; above = above.parent) ancestors.add(above);
  }
  if (ancestors.size === 0) return members;
  return new Map([...locatePaths(scope.text, ancestors, scope.from), ...members]);
}

function nearest(
  members: ReadonlyMap<Path, MemberSpans>,
  path: Path | undefined,
): MemberSpans | undefined {
  for (let step = path; step !== undefined; step = step.parent) {
    const found = members.get(step);
    if (found !== undefined) return found;
  }
  return undefined;
}

function scopeOfString(around: Scope, decoded: DecodedString): Scope {
  return {
    text: decoded.text,
    from: 0,
    outer: (offset) => around.outer(decoded.offsets[offset] ?? decoded.end),
    depth: around.depth + 1,
  };
}

/**
 * A string whose span the loader gave: a quoted one is decoded; in a block scalar or heredoc the
 * JSON stands as it is, since indentation is blank space to JSON.
 */
function scopeOfSpan(text: string, span: Span): Scope {
  const decoded = decodeString(text, span);
  if (decoded !== undefined) {
    const source: Scope = { text, from: 0, outer: (offset) => offset, depth: 0 };
    return scopeOfString(source, decoded);
  }
  const slice = text.slice(span.start, span.end);
  const from = Math.max(slice.search(/[[{]/), 0);
  return { text: slice, from, outer: (offset) => span.start + offset, depth: 1 };
}

function wholeText(source: Source): LocatedSpan {
  const end = source.text.trimEnd().length;
  // Blank space to `trimStart` is a byte order mark too.
  const start = source.text.length - source.text.trimStart().length;
  return { span: { start, end: Math.max(start, end) }, key: undefined, inner: undefined };
}

/** A block of YAML reaches up to what follows it; the blank space between belongs to neither. */
function trimmed({ text }: Source, { start, end }: Span): Span {
  let last = Math.min(end, text.length);
  while (last > start + 1 && " \t\r\n".includes(text.charAt(last - 1))) last -= 1;
  return { start, end: last };
}
