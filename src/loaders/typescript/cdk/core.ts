import {
  because,
  excerpt,
  native,
  nothing,
  open,
  text,
  type Call,
  type ClassDatum,
  type Datum,
  type Spot,
} from "../datum.ts";
import { libraryClass, Props, space } from "../library.ts";
import { commonMember, constructClass } from "./base.ts";
import { cfnResourceClass } from "./l1.ts";
import { parameterClass } from "./parameters.ts";
import { constructOf, type Construct, type TagAction, type Tree } from "./tree.ts";

/** https://docs.aws.amazon.com/cdk/v2/guide/apps.html */
export function coreMember(tree: Tree, name: string, at: Spot): Datum | undefined {
  switch (name) {
    case "App":
      return libraryClass("App", at, {
        construct: (object, call) => {
          const app = constructClass(tree, "App", at, { make: () => undefined });
          app.construct(object, { ...call, args: [nothing(at), text("", at)] });
        },
        member: (object, member, here) =>
          member === "synth"
            ? native(member, here, () => nothing(here))
            : commonMember(object, member, here),
      });
    case "Construct":
      return constructClass(tree, "Construct", at, { make: () => undefined });
    case "Stack":
    case "NestedStack":
    case "Stage":
      return stackClass(tree, name, at);
    case "Tags":
      return space("Tags", at, (member, here) =>
        member === "of"
          ? native("of", here, ({ args: [scope] }) => tagsOf(scope, here))
          : undefined,
      );
    case "Tag":
    case "RemoveTag":
      return tagClass(name, at);
    case "Aspects":
      return space("Aspects", at, (member, here) =>
        member === "of"
          ? native("of", here, ({ args: [scope] }) => aspectsOf(scope, here))
          : undefined,
      );
    case "CfnResource":
      return cfnResourceClass(tree, undefined, at);
    case "CfnParameter":
      return parameterClass(tree, at);
    case "Aws":
      return space(
        "Aws",
        at,
        (pseudo, here) =>
          (pseudo === "ACCOUNT_ID" ? tree.accountAt(here) : undefined) ??
          open(here, `${excerpt(here)} is known only after deployment`, {
            code: "known-after-apply",
            there: true,
          }),
      );
    default:
      return undefined;
  }
}

function stackClass(tree: Tree, name: string, at: Spot): ClassDatum {
  return constructClass(tree, name, at, {
    make: (object, construct, props) => {
      const env = props.get("env");
      const above = construct.scope?.ownStack?.stack;
      const place = new Props(env, object.at);
      construct.stack = {
        account: place.get("account") ?? above?.account,
        region: place.get("region") ?? above?.region,
        tags: props.get("tags"),
      };
    },
    own: (member, here) =>
      member === "of"
        ? native("of", here, ({ args: [of] }) => of ?? nothing(here))
        : open(here, `${excerpt(here)} is not known`, { there: true }),
  });
}

function action(kind: TagAction["kind"], call: Call, options: Props): TagAction {
  const [key, value] = call.args;
  const missing = call.rest ?? nothing(call.at);
  return {
    kind,
    key: key ?? missing,
    value: value ?? missing,
    priority: options.get("priority"),
    include: options.get("includeResourceTypes"),
    exclude: options.get("excludeResourceTypes"),
    at: call.at,
    maybe: undefined,
  };
}

function record(construct: Construct | undefined, made: TagAction, call: Call): void {
  construct?.tagActions.push({ ...made, maybe: certain(construct, call) });
}

/** A tag that is added in a branch holds for certain only for what is made in the same branch. */
function certain(construct: Construct, { machine }: Call): TagAction["maybe"] {
  for (let branch = construct.maybe; branch !== undefined; branch = branch.around) {
    if (branch === machine.maybe) return undefined;
  }
  return machine.maybe?.because;
}

/** https://docs.aws.amazon.com/cdk/v2/guide/tagging.html */
function tagsOf(scope: Datum | undefined, at: Spot): Datum {
  const construct = constructOf(scope);
  return space("Tags.of(…)", at, (name, here) => {
    if (name !== "add" && name !== "remove") return undefined;
    return native(name, here, (call) => {
      const options = new Props(call.args[name === "add" ? 2 : 1], call.at);
      record(construct, action(name, call, options), call);
      return nothing(here);
    });
  });
}

/** In version 1 tags are aspects that anybody may make: `Aspects.of(x).add(new Tag("a", "b"))`. */
function tagClass(name: "Tag" | "RemoveTag", at: Spot): ClassDatum {
  return libraryClass(name, at, {
    construct: (object, call) => {
      for (const [index, argument] of call.args.entries())
        object.fields.set(String(index), argument);
    },
    own: (member, here) =>
      member === "add" || member === "remove"
        ? native(member, here, (call) => {
            const [scope, ...args] = call.args;
            const own = { ...call, args };
            const options = new Props(args[member === "add" ? 2 : 1], call.at);
            record(constructOf(scope), action(member, own, options), own);
            return nothing(here);
          })
        : undefined,
  });
}

/** Aspects that only look. https://github.com/cdklabs/cdk-nag */
const looksOnly = /(?:Checks|SolutionsChecks|Validator|Nag)$/;

function aspectsOf(scope: Datum | undefined, at: Spot): Datum {
  const construct = constructOf(scope);
  return space("Aspects.of(…)", at, (name, here) => {
    if (name !== "add") return undefined;
    return native(name, here, (call) => {
      const [aspect] = call.args;
      const made = aspect?.kind === "object" ? aspect.class.name : "";
      if (aspect?.kind === "object" && (made === "Tag" || made === "RemoveTag")) {
        const args = [...aspect.fields.values()];
        const own = { ...call, args, at: aspect.at };
        const kind = made === "Tag" ? "add" : "remove";
        record(construct, action(kind, own, new Props(args[kind === "add" ? 2 : 1], at)), own);
      } else if (aspect === undefined || !looksOnly.test(shownName(aspect))) {
        const cause = open(
          call.at,
          `what the aspect changes in \`${construct?.path ?? ""}\` is not known`,
        );
        if (construct !== undefined) construct.touched ??= because(call.at, cause);
      }
      return nothing(here);
    });
  });
}

function shownName(aspect: Datum): string {
  if (aspect.kind === "object") return aspect.class.name;
  const { source, span } = aspect.at;
  return source.text
    .slice(span.start, span.end)
    .replace(/^new\s+/, "")
    .replace(/\(.*$/s, "");
}
