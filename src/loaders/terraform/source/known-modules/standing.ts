import { open, settled, type Datum, type Open, type Spot } from "../datum.ts";
import type { Env, Standing } from "../env.ts";
import type { Instance } from "../instances.ts";
import type { Call } from "../module-call.ts";
import type { ModuleSource } from "../module-source.ts";

/**
 * Where everything stands that a stand-in says by itself: at the call of the module, since that is
 * the nearest text that a person can edit. What the call's arguments say stands at the arguments.
 *
 * @returns undefined where the module itself is at hand
 */
export function standOf(
  { declaration, parent }: Call,
  { standIn }: ModuleSource,
): Standing | undefined {
  if (standIn === undefined || parent.env.stands !== undefined) return parent.env.stands;
  const call: Spot = { source: declaration.source, span: declaration.header, hops: [] };
  return { at: call, call };
}

/**
 * An instance that is made for one entry of an argument stands at that entry: an endpoint of
 * `modules/vpc-endpoints` at its key in `endpoints`.
 *
 * @param stands - where the stand-in stands; undefined where the module itself is at hand
 */
export function onItsEntry(instance: Instance, stands: Standing | undefined): Instance {
  if (stands === undefined || typeof instance.key !== "string") return instance;
  const at = entryOf(instance.env);
  if (at === undefined || isOwn(at, stands)) return instance;
  return { ...instance, env: { ...instance.env, stands: { ...stands, at: { ...at, hops: [] } } } };
}

function entryOf({ bound }: Env): Spot | undefined {
  if (bound?.name !== "each" || bound.value.kind !== "map") return undefined;
  const key = bound.value.entries.get("key");
  return key === undefined ? undefined : settled(key.value).at;
}

/** Whether the stand-in says something by itself. */
function isOwn({ span }: Spot, { at, call }: Standing): boolean {
  return span === at.span || span === call.span;
}

/**
 * Where a stand-in makes a value of others: at the first of them that somebody else said.
 *
 * @returns undefined where nobody did, or the module itself is at hand
 */
export function standingOf(values: readonly Datum[], { stands }: Env): Spot | undefined {
  return stands && values.find(({ at }) => !isOwn(at, stands))?.at;
}

/**
 * What a stand-in says by itself and hands out stands where its output is named.
 *
 * @param here - the expression that names the output
 * @returns undefined where somebody else said it, or the module itself is at hand
 */
export function handedOut(value: Datum, { stands }: Env, here: Spot): Datum | undefined {
  return stands !== undefined && isOwn(value.at, stands) ? { ...value, at: here } : undefined;
}

/** What a model leaves out is there and not known. */
export function notCovered({ standIn }: ModuleSource, what: string, at: Spot): Open {
  const detail = `guardlint's model of ${standIn?.title ?? "the module"} does not cover its ${what}`;
  return open(at, { code: "not-in-input", detail });
}
