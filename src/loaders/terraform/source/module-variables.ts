import { attributeDatum, inFile } from "./blocks.ts";
import {
  failure,
  map,
  open,
  settled,
  text,
  type Datum,
  type Entry,
  type MapDatum,
  type Spot,
} from "./datum.ts";
import { spotIn } from "./env.ts";
import { notTold } from "./family.ts";
import type { Module } from "./module.ts";
import type { Declaration, ModuleSource } from "./module-source.ts";
import type { Root } from "./root.ts";
import { wayFrom } from "./tree.ts";
import { converted } from "./type-constraint.ts";

/**
 * What a variable of a module is: what its caller or the run gives it, else its default.
 * https://developer.hashicorp.com/terraform/language/values/variables
 */
export function variableValue(module: Module, declaration: Declaration): Datum {
  const { name, source, header } = declaration;
  const spot = spotIn(inFile(module.env, source), header);
  const given = givenTo(module, name);
  const fallback = declaration.attributes.get("default");
  const useDefault =
    given === undefined || (given.kind === "null" && isLiteral(declaration, "nullable", false));
  if (useDefault && fallback === undefined) {
    const because =
      module.call === undefined ? "is given no value" : "is given no value by its caller";
    return open(spot, {
      code: "not-in-input",
      detail: `the variable \`${name}\` ${because}`,
      because: spot,
    });
  }
  const value = useDefault && fallback !== undefined ? attributeDatum(fallback, module.env) : given;
  const type = declaration.attributes.get("type")?.attribute.value;
  const env = { ...module.env, source };
  return marked(converted(value ?? failure(spot, "it has no value"), type, env), declaration);
}

function givenTo({ call, root }: Module, name: string): Datum | undefined {
  if (call === undefined) return root.given.get(name);
  const written = call.declaration.attributes.get(name);
  if (written === undefined) return undefined;
  const datum = attributeDatum(written, call.instance.env);
  return datum.kind === "lazy" ? datum : settled(datum);
}

/** A value of a block that may say that it is sensitive. */
export function marked(datum: Datum, declaration: Declaration): Datum {
  return isLiteral(declaration, "sensitive", true) ? { ...datum, sensitive: true } : datum;
}

function isLiteral(declaration: Declaration, name: string, expected: boolean): boolean {
  const value = declaration.attributes.get(name)?.attribute.value;
  return value?.kind === "literal" && value.value === expected;
}

/** `path`. https://developer.hashicorp.com/terraform/language/expressions/references#filesystem-and-workspace-info */
export function paths({ directory }: Root, source: ModuleSource, at: Spot): MapDatum {
  const entries: (readonly [string, Entry])[] = [
    ["module", { key: at, value: text(wayFrom(directory, source.directory), at) }],
    ["root", { key: at, value: text(".", at) }],
    ["cwd", { key: at, value: notTold(at, "it is the folder that Terraform runs in") }],
  ];
  return map(entries, at);
}
