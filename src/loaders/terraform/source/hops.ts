import type { Hop, Place } from "../../../model/place.ts";
import type { Spot } from "./datum.ts";
import type { Call } from "./module.ts";
import type { ModuleSource } from "./module-source.ts";

/** The step that a module call is, which says where a model stands in for the module. */
export function moduleHop({ declaration, address, parent }: Call, { standIn }: ModuleSource): Hop {
  const called = address.slice(parent.address === "" ? 0 : parent.address.length + 1);
  const label = standIn === undefined ? called : `${called}, as guardlint models ${standIn.title}`;
  const place: Place = {
    source: declaration.source,
    route: { kind: "span", span: declaration.header },
    address,
    via: [],
  };
  return { kind: "module", label, place };
}

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
