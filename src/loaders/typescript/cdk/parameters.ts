import {
  list,
  open,
  text,
  type ClassDatum,
  type Datum,
  type NumberDatum,
  type Spot,
  type TextDatum,
} from "../datum.ts";
import { textOf } from "../evaluate/operators.ts";
import { itemsIn, type Props } from "../library.ts";
import { constructClass } from "./base.ts";
import type { Construct, Tree } from "./tree.ts";

/** How a parameter is read, and what that makes of its value. */
const readings: ReadonlySet<string> = new Set([
  "value",
  "valueAsString",
  "valueAsNumber",
  "valueAsList",
]);

/**
 * A parameter of the template: what it is deployed with, else its default, as for templates.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.CfnParameter.html
 */
export function parameterClass(tree: Tree, at: Spot): ClassDatum {
  const declared = new Map<Construct, Props>();
  return constructClass(tree, "CfnParameter", at, {
    make: (_object, construct, props) => {
      declared.set(construct, props);
    },
    member: (construct, name, here) => {
      const props = declared.get(construct);
      if (props === undefined || !readings.has(name)) return undefined;
      const value = valueOf(tree, construct, props, here);
      if (name !== "valueAsList" || value.kind === "open") return value;
      const items = textOf(value)?.split(",") ?? [];
      return list(
        items.map((item) => text(item.trim(), value.at)),
        value.at,
      );
    },
  });
}

function valueOf(tree: Tree, construct: Construct, props: Props, here: Spot): Datum {
  const name = construct.path.split("/").at(-1) ?? "";
  const title = `the parameter \`${name}\``;
  const secret = props.get("noEcho");
  if (secret !== undefined && !(secret.kind === "bool" && !secret.value)) {
    return open(here, `${title} is a secret`, { code: "sensitive", there: true });
  }
  const type = props.get("type");
  if (type !== undefined && !/^(?!AWS::SSM)/.test(textOf(type) ?? "AWS::SSM")) {
    const detail = `${title} is looked up when the stack is deployed`;
    return open(here, detail, { code: "known-after-apply", there: true });
  }
  const given = tree.deployed.parameters.get(name);
  if (given !== undefined) return text(given, here);
  const standard = props.get("default");
  if (isPlain(standard)) return standard;
  const { items, rest } = itemsIn(props.get("allowedValues"));
  const [only, second] = items;
  const isOnly = standard === undefined && second === undefined && rest === undefined;
  if (isOnly && isPlain(only)) return only;
  return open(here, `${title} has no value here`, { code: "not-in-input", there: true });
}

function isPlain(value: Datum | undefined): value is TextDatum | NumberDatum {
  return value?.kind === "text" || value?.kind === "number";
}
