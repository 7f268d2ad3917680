import type { Source } from "../../../model/place.ts";
import { failure, itemsOf, settled, through, type Datum, type Open, type Piece } from "./datum.ts";
import { tooLarge } from "./env.ts";
import type { ResourceInstance } from "./resource.ts";
import { attributeOf } from "./step.ts";
import { unknownLike } from "./unknown.ts";

/**
 * The outputs of another root that is linted too, each worked out when it is asked for.
 * https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export function remoteOutputs(resource: ResourceInstance): Datum {
  const { spot } = resource;
  const { root } = resource.module;
  const found = root.neighbours.readBy(root, (name) => resource.configured(name), spot);
  if ("kind" in found) return found;
  return {
    kind: "lazy",
    at: spot,
    sensitive: false,
    get: (name, at) => {
      const value = found.module.output(name);
      if (value === undefined) {
        const fallback = resource.configured("defaults");
        return fallback?.kind === "map"
          ? attributeOf(fallback, name, at)
          : failure(at, "the other configuration has no such output");
      }
      const whole = settled(value);
      if (!root.work.goesThrough([whole])) return tooLarge(at);
      return carried(whole, found.module.source.first);
    },
    whole: () => failure(spot, "all outputs of a configuration together are not worked out"),
  };
}

/** A value of another root: what it refers to is looked for in that root's document. */
function carried(value: Datum, source: Source, depth = 0): Datum {
  const here = settled(value);
  if (depth > 100) return tooLarge(here.at);
  switch (here.kind) {
    case "open":
      return carriedOpen(here, source);
    case "list": {
      const items = itemsOf(here).map((item) => carried(item, source, depth + 1));
      return { ...here, items, rest: here.rest && carriedOpen(here.rest, source) };
    }
    case "map": {
      const entries = [...here.entries].map(([key, entry]) => {
        const inner = carried(through(entry.value, here), source, depth + 1);
        return [key, { key: entry.key, value: inner }] as const;
      });
      return {
        ...here,
        entries: new Map(entries),
        rest: here.rest && carriedOpen(here.rest, source),
      };
    }
    // A document that is made there refers to what is there.
    case "text":
      return { ...here, document: undefined };
    default:
      return here;
  }
}

function carriedOpen(value: Open, source: Source): Open {
  const references = value.references.map((reference) => ({ source, ...reference }));
  const pieces = value.pieces?.map((piece): Piece =>
    piece.kind === "open" ? { kind: "open", open: carriedOpen(piece.open, source) } : piece,
  );
  return { ...unknownLike(value.at, value), references, pieces, error: value.error };
}
