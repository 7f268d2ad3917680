import { asNumber } from "./convert.ts";
import { failure, open, settled, text, type Datum, type Open } from "./datum.ts";
import { attributeDatum, counted, inFile, iterated } from "./blocks.ts";
import { binding, spotIn, type Env } from "./env.ts";
import { passesOver } from "./for.ts";
import type { Declaration } from "./module-source.ts";
import { unknownLike } from "./unknown.ts";

/** One instance of a resource or module call, or the one that stands for those not known. */
export interface Instance {
  readonly key: string | number | undefined;
  /** Knows `each` or `count`. */
  readonly env: Env;
  /** Why it is not known whether there is such an instance. */
  readonly maybe: Open | undefined;
}

/** The instances of a resource or module call. */
export interface Instances {
  readonly by: "once" | "count" | "for_each";
  readonly known: readonly Instance[];
  /** Stands for all further instances. */
  readonly further: Instance | undefined;
}

/** Instances of one block beyond this are not told apart. */
const mostInstances = 2_000;

/**
 * What `count` and `for_each` of a block make of it.
 *
 * @param most - instances that may be told apart
 * @param planned - the keys that a plan has, where those of the configuration are not all known
 */
export function instancesOf(
  declaration: Declaration,
  env: Env,
  most: number,
  planned: readonly (string | number)[] = [],
): Instances {
  const count = declaration.attributes.get("count");
  if (count !== undefined) {
    return withPlanned(byCount(settled(attributeDatum(count, env)), env, most), planned, env);
  }
  const forEach = declaration.attributes.get("for_each");
  if (forEach !== undefined) {
    return withPlanned(byKeys(attributeDatum(forEach, env), env, most), planned, env);
  }
  const here = inFile(env, declaration.source);
  return {
    by: "once",
    known: [{ key: undefined, env: here, maybe: undefined }],
    further: undefined,
  };
}

function byCount(value: Datum, env: Env, most: number): Instances {
  const count = asNumber(value);
  if (count.kind === "open" || count.value > Math.min(most, mostInstances)) {
    const cause = count.kind === "open" ? count : many(count);
    const index = { ...cause, references: [] };
    const bound = binding(env, [["count", counting(index)]]);
    return { by: "count", known: [], further: { key: undefined, env: bound, maybe: cause } };
  }
  const known = Array.from({ length: Math.max(0, Math.floor(count.value)) }, (_, index) => ({
    key: index,
    env: binding(env, [["count", counted(index, count.at)]]),
    maybe: undefined,
  }));
  return { by: "count", known, further: undefined };
}

/** A plan tells which instances there are; what their `each.value` is stays as open as it was. */
function withPlanned(
  instances: Instances,
  keys: readonly (string | number)[],
  env: Env,
): Instances {
  const cause = instances.further?.maybe;
  if (cause === undefined || keys.length === 0) return instances;
  const known = new Set(instances.known.map(({ key }) => key));
  const planned = keys
    .filter((key) => !known.has(key))
    .sort((one, other) => (typeof one === "number" && typeof other === "number" ? one - other : 0))
    .map((key): Instance => {
      const bound: readonly [string, Datum] =
        typeof key === "number"
          ? ["count", counted(key, cause.at)]
          : ["each", iterated({ key: text(key, cause.at), value: cause })];
      return { key, env: binding(env, [bound]), maybe: undefined };
    });
  return { ...instances, known: [...instances.known, ...planned], further: undefined };
}

function counting(index: Open): Datum {
  const entries = new Map([["index", { key: index.at, value: index }]]);
  return { kind: "map", entries, rest: undefined, at: index.at, sensitive: false };
}

function byKeys(collection: Datum, env: Env, most: number): Instances {
  const whole = settled(collection);
  const usable = whole.kind === "map" || whole.kind === "open" || whole.kind === "list";
  const refused = failure(whole.at, "`for_each` goes over a map or a set");
  const over = usable ? passesOver(whole) : refused;
  const known: Instance[] = [];
  if ("kind" in over || over.passes.length > Math.min(most, mostInstances)) {
    return { by: "for_each", known, further: furtherOf("kind" in over ? over : many(whole), env) };
  }
  let cause = over.rest;
  for (const pass of over.passes) {
    const key = settled(pass.key);
    if (key.kind !== "text") {
      cause ??= key.kind === "open" ? key : refused;
      continue;
    }
    const each = iterated({ key, value: pass.value });
    known.push({ key: key.text, env: binding(env, [["each", each]]), maybe: undefined });
  }
  return {
    by: "for_each",
    known,
    further: cause === undefined ? undefined : furtherOf(cause, env),
  };
}

function furtherOf(cause: Open, env: Env): Instance {
  const each = iterated({ key: { ...cause, references: [] }, value: cause });
  return { key: undefined, env: binding(env, [["each", each]]), maybe: cause };
}

function many(value: Datum): Open {
  const detail = "there are too many instances";
  return open(value.at, { code: "too-large", detail });
}

/** Why nothing is known of what may not be there at all. */
export function existence(cause: Open, declaration: Declaration, env: Env): Open {
  const { detail } = cause;
  const at = spotIn(inFile(env, declaration.source), declaration.header);
  return {
    ...unknownLike(at, cause),
    detail: `it is not known whether it exists, because ${detail}`,
    references: [],
  };
}
