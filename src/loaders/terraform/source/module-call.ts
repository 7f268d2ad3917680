import type { Hop, Place } from "../../../model/place.ts";
import type { Instance } from "./instances.ts";
import type { Module } from "./module.ts";
import type { Declaration, ModuleSource } from "./module-source.ts";

/** How a module is called. */
export interface Call {
  readonly parent: Module;
  readonly declaration: Declaration;
  readonly instance: Instance;
  readonly address: string;
  /** The calls' names without instances, as the manifest of installed modules has them. */
  readonly key: string;
}

/** The call as a step on the way to what the module makes; it says where a model stands in for it. */
export function hopOf({ declaration, address, parent }: Call, { standIn }: ModuleSource): Hop {
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
