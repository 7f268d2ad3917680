import type { Hop, Path, Place, Source } from "../../model/place.ts";
import type { Reference, Value } from "../../model/value.ts";
import type { Configured } from "./configured.ts";
import { entry } from "./parsed-json.ts";
import { holdsTrue, type Trace } from "./trace.ts";

/** What can be said of an attribute whose value is not known. */
export type Told =
  /** Nothing set it, so that the default holds. */
  | { readonly kind: "unset" }
  /** What it is made of is known. */
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "unknown"; readonly trace: Pick<Trace, "references" | "obscured"> };

/** What the attributes of one resource have in common. */
export interface Setting {
  readonly source: Source;
  readonly address: string;
  readonly via: readonly Hop[];
  /** Leads to the resource as a whole. */
  readonly path: Path;
  /** Leads to the attributes, and to the marks of what is unknown among them, if there are any. */
  readonly valuesPath: Path;
  readonly unknownPath: Path | undefined;
  /** Whether what is missing may be unknown all the same. */
  readonly missingMayBeUnknown: boolean;
  /** Says what it can of a part that is not known. */
  told(part: Part, sensitive: boolean): Told;
  /** References for the unknown items of a list, if each has its own. */
  positions(configured: Configured, unknownItems: number): readonly Reference[] | undefined;
}

/** One part of a resource: the trees that mirror each other, read side by side. */
export interface Part {
  readonly raw: unknown;
  readonly unknown: unknown;
  /** Several trees may mark a part as sensitive; empty where none does. */
  readonly sensitive: readonly unknown[];
  readonly configured: Configured;
  readonly path: Path;
  readonly depth: number;
  /** The nearest attribute name. */
  readonly attribute: string;
  /** What this part refers to, where that is known more exactly than from `configured`. */
  readonly references: readonly Reference[] | undefined;
  /** An expression covers this part and nothing around it. */
  readonly whole: boolean;
}

/** The place of a part of a plan or state. */
export function placeOf(
  path: Path,
  { source, address, via }: Pick<Setting, "source" | "address" | "via">,
  masked = false,
  part: "value" | "key" = "value",
): Place {
  const route = { kind: "path", inside: undefined, path, part } as const;
  return masked ? { source, route, address, via, masked } : { source, route, address, via };
}

/** Leads to what something would be added to: the block around it, or the resource. */
export function containerPath(
  container: Path | undefined,
  depth: number,
  setting: Pick<Setting, "path">,
): Path {
  return depth <= 0 || container === undefined ? setting.path : container;
}

/** The marks of a whole, of which only `true` counts: most resources have none. */
export function marksOf(marks: unknown): readonly unknown[] {
  return holdsTrue(marks) ? [marks] : unmarked;
}

/** `true` for a whole marks what is below it. */
export function marksBelow(marks: readonly unknown[], step: string | number): readonly unknown[] {
  if (marks.length === 0) return unmarked;
  const below: unknown[] = [];
  for (const mark of marks) {
    const own = mark === true ? true : entry(mark, step);
    if (own !== undefined && own !== false) below.push(own);
  }
  return below;
}

const unmarked: readonly unknown[] = [];
