import {
  because,
  excerpt,
  MapDatum,
  native,
  nothing,
  open,
  text,
  type Call,
  type Datum,
  type NamespaceDatum,
  type Spot,
} from "../datum.ts";
import { joined } from "../evaluate/operators.ts";
import { parsedJson } from "../evaluate/json.ts";
import { libraryClass, space } from "../library.ts";
import type { Stack } from "./state.ts";

/** https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/ */
export function pulumiModule(stack: Stack, at: Spot): NamespaceDatum {
  return space("pulumi", at, (name, here) => member(stack, name, here));
}

function member(stack: Stack, name: string, at: Spot): Datum | undefined {
  switch (name) {
    case "interpolate":
      return native("interpolate", at, (call) => call.args[0] ?? nothing(at));
    case "output":
    case "secret":
    case "unsecret":
      return native(name, at, ({ args: [value] }) => value ?? nothing(at));
    case "all":
      return native(name, at, ({ args: [value] }) => value ?? nothing(at));
    case "concat":
      return native(name, at, ({ args, at: here, machine }) => joined(args, here, machine.work));
    case "jsonStringify":
      return native(name, at, ({ args: [document], at: here }) =>
        document === undefined ? nothing(here) : { kind: "json", document, at: here },
      );
    case "jsonParse":
      return native(name, at, ({ args: [written], at: here }) => parsedJson(written, here));
    case "getProject":
      return native(name, at, ({ at: here }) => {
        const project = stack.told.projectOfFile(here.source.path);
        const why = `${excerpt(here)} is the name in a \`Pulumi.yaml\` that is not in the input`;
        return project === undefined
          ? open(here, why, { code: "not-in-input", there: true })
          : text(project, here);
      });
    case "mergeOptions":
      return native(name, at, mergedOptions);
    case "Config":
      return libraryClass(name, at, {
        construct: () => undefined,
        member: (_object, method, here) =>
          native(method, here, (call) =>
            open(call.at, `${excerpt(call.at)} is set in the configuration of the stack`, {
              there: method.startsWith("require"),
            }),
          ),
      });
    case "StackReference":
      return libraryClass(name, at, {
        construct: () => undefined,
        member: (_object, method, here) =>
          native(method, here, (call) =>
            open(call.at, `${excerpt(call.at)} is an output of another stack`, {
              code: "not-in-input",
              there: true,
            }),
          ),
      });
    case "ComponentResource":
      return libraryClass(name, at, {
        construct: (object, call) => {
          const options = call.args[3] ?? call.rest;
          if (options !== undefined) object.fields.set("#options", options);
        },
        member: (_object, method, here) =>
          method === "registerOutputs" ? native(method, here, () => nothing(here)) : undefined,
      });
    case "getStack":
    case "getOrganization":
      return native(name, at, (call) =>
        open(call.at, `${excerpt(call.at)} is known where the program runs`, { there: true }),
      );
    case "runtime":
      return space(name, at, (method, here) =>
        /^register.*Transform/.test(method)
          ? native(method, here, (call) => {
              const detail = "a transformation changes the arguments of all resources";
              stack.transformed ??= open(call.at, detail);
              return nothing(here);
            })
          : undefined,
      );
    case "log":
      return space(name, at, (method, here) => native(method, here, () => nothing(here)));
    default:
      return undefined;
  }
}

/** Options of a component with those that it adds. */
function mergedOptions({ args: [one, other], at }: Call): Datum {
  if (one === undefined || one.kind === "nothing") return other ?? nothing(at);
  if (other === undefined || other.kind === "nothing") return one;
  if (other.kind !== "map") return because(at, open(at, `${excerpt(at)} is not known`));
  if (one.kind === "map") {
    return new MapDatum([...one.entries, ...other.entries], at, one.rest ?? other.rest);
  }
  const rest = one.kind === "open" ? one : open(at, `${excerpt(at)} is not known`);
  return new MapDatum(other.entries, at, rest);
}
