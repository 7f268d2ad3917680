import type { Hop, Place } from "../../../model/place.ts";
import type { Spot } from "./datum.ts";

/** The step that a variable, a local value or an output is. */
export function variableHop(label: string, at: Spot): Hop {
  const place: Place = {
    source: at.source,
    route: { kind: "span", span: at.span },
    address: undefined,
    via: [],
  };
  return { kind: "variable", label, place };
}
