import { excerpt, open, text, type ClassDatum, type Datum, type Spot } from "../datum.ts";
import { constructClass, loosely } from "./base.ts";
import { constructOf, type Tree } from "./tree.ts";

/**
 * Something of the CDK that no table has: a class whose objects are constructs of which nothing is
 * judged, a function, or an enum.
 *
 * @param module - `aws_s3`
 * @param name - the name in it
 */
export function libraryName(tree: Tree, module: string, name: string, at: Spot): Datum {
  const label = `${module}.${name}`;
  const plain = constructClass(tree, label, at, { make: () => undefined });
  const unknown = (here: Spot): Datum =>
    open(here, `${excerpt(here)} is not worked out`, { there: true });
  const made: ClassDatum = {
    kind: "class",
    name: label,
    parent: undefined,
    at,
    construct: (object, call) => {
      loosely(call, `what ${excerpt(call.at)} grants is not known`);
      if (constructOf(call.args[0]) !== undefined) plain.construct(object, call);
      else
        object.rest = open(object.at, `${excerpt(object.at)} is not worked out`, { there: true });
    },
    member: plain.member,
    call: (call) => {
      loosely(call, `what ${excerpt(call.at)} grants is not known`);
      return unknown(call.at);
    },
    own: (member, here) =>
      /^[A-Z][A-Z0-9_]*$/.test(member)
        ? text(member, here)
        : libraryName(tree, module, `${name}.${member}`, here),
  };
  return made;
}
