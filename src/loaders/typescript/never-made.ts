import { AST_NODE_TYPES as Kind } from "@typescript-eslint/types";
import {
  nothing,
  ObjectDatum,
  open,
  text,
  type ClassDatum,
  type Datum,
  type Open,
  type Spot,
} from "./datum.ts";
import { UserClass } from "./evaluate/classes.ts";
import type { Modules } from "./evaluate/module.ts";

/**
 * Makes one object of each class of constructs that no file makes one of, and calls each exported
 * function that no file calls, so that what they make is judged once: what they are given is not
 * known.
 */
export function makeTheRest(modules: Modules): void {
  const { machine } = modules;
  // Parents are made with their children, so that the classes that others extend come last.
  const extended = new Set(
    [...machine.classes.values()].flatMap(({ parent }) => (parent === undefined ? [] : [parent])),
  );
  const classes = [...machine.classes].filter(([, made]) => isOfLibrary(made));
  const ordered = [
    ...classes.filter(([, made]) => !extended.has(made)),
    ...classes.filter(([, made]) => extended.has(made)),
  ];
  for (const [node, made] of ordered) {
    if (machine.isConstructed(node) || made.isAbstract) continue;
    const detail = `what \`${made.name}\` is given stands where it is made, which is not in the input`;
    const unknown = open(made.at, detail, { code: "not-in-input" });
    const args = made.parameters.map((param): Datum => {
      const name = param.type === Kind.Identifier ? param.name : "";
      if (name === "id" || name === "name") return text(made.name, made.at);
      return name === "scope" || name === "parent" ? nothing(made.at) : unknown;
    });
    machine.make(made, { args, rest: unknown, at: made.at });
  }
  for (const [node, made] of machine.classes) {
    if (machine.isConstructed(node) || made.isAbstract) continue;
    machine.make(made, { args: [], rest: notGiven(made.at), at: made.at });
  }
  for (const called of modules.exportedFunctions) {
    if (machine.isCalled(called.at)) continue;
    machine.call(called, { args: [], rest: notGiven(called.at), at: called.at });
  }
  callTheRest(modules);
}

/**
 * Calls each method that nothing has called, on an object of which nothing is known: so what it makes
 * is judged, and what there is stays as it is.
 */
function callTheRest({ machine }: Modules): void {
  for (const made of machine.classes.values()) {
    for (const method of made.methods) {
      if (machine.isCalled(method.at)) continue;
      const cause = notGiven(method.at);
      const self = new ObjectDatum(made, method.at);
      self.rest = cause;
      method.call({ machine, args: [], rest: cause, at: method.at }, self);
    }
  }
}

/** Why the parameters of something that nothing calls are not known. */
function notGiven(at: Spot): Open {
  const detail = "what the function is given stands where it is called, which is not in the input";
  return open(at, detail, { code: "not-in-input" });
}

/** Whether a class comes from one of a library, so that its objects are constructs or components. */
function isOfLibrary(made: UserClass): boolean {
  let here: ClassDatum | undefined = made.parent;
  for (let depth = 0; here instanceof UserClass && depth < 50; depth += 1) here = here.parent;
  return here !== undefined && here.name !== "";
}
