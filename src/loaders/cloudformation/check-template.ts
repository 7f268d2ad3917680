import type { Notification } from "../../model/notification.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { didYouMean } from "../../source/did-you-mean.ts";
import { duplicateKeys } from "../duplicate-keys.ts";
import { circles } from "./circles.ts";
import { isFunction, knownFunctions } from "./functions/index.ts";
import { namesIn, type Named } from "./names.ts";
import { mistake, type Section, type Template } from "./template.ts";
import { onlyEntry, shown } from "./values.ts";

/** More mistakes of one template are not told. */
const mostTold = 20;

const sections: readonly Section[] = [
  "Parameters",
  "Mappings",
  "Conditions",
  "Resources",
  "Outputs",
];

/**
 * What CloudFormation would refuse in a template before it deploys anything: parts of the wrong
 * kind, functions and names that there are not, and references that go in a circle.
 *
 * @returns errors with their places, in no order
 */
export function checkTemplate(template: Template): readonly Notification[] {
  const found = [
    ...duplicateKeys(template.root),
    ...wrongKinds(template),
    ...unknownFunctions(template.root),
    ...wrongNames(template),
  ];
  return found.slice(0, mostTold);
}

function wrongKinds(template: Template): readonly Notification[] {
  const found: Notification[] = [];
  const wrong = (message: string, { place }: Value): void => {
    found.push(mistake("malformed-template", message, place));
  };
  for (const name of sections) {
    const section = template.root.get(name);
    if (section.kind === "absent") continue;
    if (section.kind !== "map") wrong(`\`${name}\` is not an object`, section);
  }
  const resources = template.section("Resources");
  if (template.root.get("Resources").kind === "absent") {
    wrong("the template has no `Resources`", template.root);
  }
  for (const key of resources?.keys() ?? []) {
    if (key.startsWith("Fn::") || resources === undefined) continue;
    const resource = resources.get(key);
    const name = `\`${shown(key)}\``;
    if (resource.kind === "unknown") continue;
    if (resource.kind !== "map") {
      wrong(`the resource ${name} is not an object`, resource);
      continue;
    }
    const [type, properties] = [resource.get("Type"), resource.get("Properties")];
    if (type.kind === "absent") wrong(`the resource ${name} has no \`Type\``, resource);
    else if (type.kind !== "scalar") wrong(`the \`Type\` of ${name} is not a text`, type);
    if (properties.kind === "scalar" || properties.kind === "list") {
      wrong(`the \`Properties\` of ${name} are not an object`, properties);
    }
  }
  return found;
}

/** Goes over everything once, whatever aliases make of it. */
function unknownFunctions(root: MapValue): readonly Notification[] {
  const found: Notification[] = [];
  const seen = new Set<Value>();
  const waiting: Value[] = [root];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "list") for (const item of value.items) waiting.push(item);
    if (value.kind !== "map") continue;
    const only = onlyEntry(value)?.[0];
    for (const key of value.keys()) {
      if (key === only && key.startsWith("Fn::") && !isFunction(key)) {
        const nearest = didYouMean(key, knownFunctions);
        const hint = nearest === undefined ? "" : `; did you mean \`${nearest}\`?`;
        const message = `there is no function \`${shown(key)}\`${hint}`;
        found.push(mistake("unknown-intrinsic", message, value.keyPlace(key)));
      }
      waiting.push(value.get(key));
    }
  }
  return found;
}

function wrongNames(template: Template): readonly Notification[] {
  const resources = template.section("Resources");
  const conditions = template.section("Conditions");
  const found: Notification[] = [];
  const uses = new Map<string, readonly Named[]>();
  for (const key of resources?.keys() ?? []) {
    const resource = resources?.get(key);
    if (resource !== undefined) uses.set(key, namesIn(resource));
  }
  if (!makesNames(template)) {
    const isKnown = (name: string): boolean =>
      name.startsWith("AWS::") ||
      uses.has(name) ||
      template.section("Parameters")?.get(name).kind === "map";
    for (const named of uses.values()) {
      for (const { name, place, kind } of named) {
        if (kind === "name" && !isKnown(name)) {
          const message = `there is neither a parameter nor a resource \`${shown(name)}\``;
          found.push(mistake("unresolved-reference", message, place));
        }
      }
    }
  }
  found.push(...circles("the resources", uses, "name", resources));
  const given = new Map<string, readonly Named[]>();
  for (const key of conditions?.keys() ?? []) {
    const condition = conditions?.get(key);
    if (condition !== undefined) given.set(key, namesIn(condition));
  }
  found.push(...circles("the conditions", given, "condition", conditions));
  return found;
}

/** Whether macros or loops make names that do not stand in the text. */
function makesNames(template: Template): boolean {
  return (
    template.hasTransform ||
    /Fn::ForEach|!ForEach|Fn::Transform|!Transform/.test(template.source.text)
  );
}
