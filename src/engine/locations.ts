import type { Place, Source } from "../model/place.ts";
import type { Location } from "../model/report.ts";
import { frameOf } from "../source/frame.ts";
import { LineIndex } from "../source/line-index.ts";
import { locate } from "../source/locate.ts";

/** Chains of module calls and variables longer than this are cut. */
const longestChain = 20;

/** Turns places into what readers see. */
export type Locator = (place: Place) => Location;

/**
 * Locates places, each text scanned once.
 *
 * @param places - every place that will be asked for, without those on the way to them
 */
export function locator(places: readonly Place[]): Locator {
  const all = new Set<Place>();
  for (const place of places) collect(place, all, 0);
  const spans = locate([...all]);
  const indexes = new Map<Source, LineIndex>();
  const made = new Map<Place, Location>();

  const locationOf = (place: Place, depth: number): Location => {
    const known = made.get(place);
    if (known !== undefined) return known;
    let lines = indexes.get(place.source);
    if (lines === undefined) {
      lines = new LineIndex(place.source.text);
      indexes.set(place.source, lines);
    }
    const located = spans.get(place) ?? {
      span: { start: 0, end: place.source.text.length },
      key: undefined,
      inner: undefined,
    };
    const region = lines.region(located.span);
    const location: Location = {
      path: place.source.path,
      region,
      address: place.address,
      via: place.via.slice(0, longestChain).map(({ kind, label, place: hop }) => ({
        kind,
        label,
        location:
          hop === undefined || depth >= longestChain ? undefined : locationOf(hop, depth + 1),
      })),
      frame: frameOf(place, located, region, lines),
    };
    made.set(place, location);
    return location;
  };
  return (place) => locationOf(place, 0);
}

function collect(place: Place, into: Set<Place>, depth: number): void {
  if (into.has(place) || depth > longestChain) return;
  into.add(place);
  for (const hop of place.via.slice(0, longestChain)) {
    if (hop.place !== undefined) collect(hop.place, into, depth + 1);
  }
}
