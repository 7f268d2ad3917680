import type { Value } from "../../model/value.ts";
import type { Stack } from "./stack.ts";
import type { Frame } from "./values.ts";

/** A name that a loop gives a value. */
export interface Binding {
  readonly name: string;
  readonly value: Value;
  readonly outer: Binding | undefined;
}

/** What the names of an expression mean, and what it is read for. */
export interface Env {
  readonly stack: Stack;
  readonly frame: Frame;
  readonly bound: Binding | undefined;
}

/** The value that a loop gives a name. */
export function boundValue(env: Env, name: string): Value | undefined {
  for (let here = env.bound; here !== undefined; here = here.outer) {
    if (here.name === name) return here.value;
  }
  return undefined;
}
