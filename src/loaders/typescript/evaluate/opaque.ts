import { because, type ClassDatum, type Open, type Spot } from "../datum.ts";

/**
 * A class that cannot be followed: what its objects are, and what it does to what it is given, is
 * not known.
 *
 * @param cause - why it cannot be followed
 */
export function opaqueClass(cause: Open, at: Spot): ClassDatum {
  return {
    kind: "class",
    name: "",
    parent: undefined,
    at,
    construct: (object, call) => {
      const here = because(object.at, cause);
      const [scope] = call.args;
      const own = scope?.kind === "object" && scope.nature !== undefined ? 1 : 0;
      for (const given of call.args.slice(own)) call.machine.escape(given, here);
      object.rest = here;
      call.machine.adopt(object, call, here);
    },
    member: (_object, _name, here) => because(here, cause),
    own: (_name, here) => because(here, cause),
  };
}
