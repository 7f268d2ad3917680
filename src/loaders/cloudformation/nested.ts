import type { Notification } from "../../model/notification.ts";
import type { Hop } from "../../model/place.ts";
import type { Value } from "../../model/value.ts";
import { entryOf, itemsOf, textOf } from "../plain-value.ts";
import type { TemplateResource } from "./resource.ts";
import { Stack, type StackTag } from "./stack.ts";
import { mistake, templateIn, type Template } from "./template.ts";
import { shown } from "./values.ts";

/** What became of a nested stack. */
export interface Child {
  readonly stack: Stack | undefined;
  readonly notification?: Notification;
}

/** Stacks inside stacks inside stacks: deeper than this nobody nests them. */
const deepest = 10;
/** What a nested stack costs of a root's steps, so that a few that nest one another twice end. */
const stackCost = 1_000;
/** What each of its resources costs. */
const resourceCost = 100;

/**
 * Types that deploy another template, and the property that names it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-application.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
 */
const properties: ReadonlyMap<string, readonly string[]> = new Map([
  ["AWS::CloudFormation::Stack", ["TemplateURL"]],
  ["AWS::Serverless::Application", ["Location"]],
  ["AWS::CloudFormation::StackSet", ["TemplateBody", "TemplateURL"]],
]);

/**
 * The stack that a resource makes, where its template lies in the linted folders.
 *
 * @param around - the stack that the resource belongs to
 */
export function childOf(resource: TemplateResource, around: Stack): Child {
  const names = properties.get(resource.type);
  const { body } = resource;
  if (names === undefined || body.kind !== "map") return { stack: undefined };
  const location = names.map((name) => body.get(name)).find((value) => value.kind !== "absent");
  if (location === undefined) return { stack: undefined };
  const template = templateOf(location, around);
  if ("detail" in template) {
    return { stack: undefined, notification: notRead(resource, template.detail) };
  }
  const { outer } = around.deployment;
  const path = [...outer, around.template];
  if (path.some(({ root }) => root === template.root)) {
    const message = `the stack \`${shown(resource.address)}\` is nested in itself`;
    const notification = mistake("circular-reference", message, resource.place);
    return { stack: undefined, notification };
  }
  if (path.length > deepest) {
    return { stack: undefined, notification: notRead(resource, "stacks are nested too deep") };
  }
  const size = template.section("Resources")?.keys().length ?? 0;
  if (!around.work.steps(stackCost + size * resourceCost)) {
    const message = "the stacks nest one another so often that not all of them are judged";
    return { stack: undefined, notification: mistake("too-large", message, resource.place) };
  }
  return {
    stack: new Stack(template, deploymentOf(resource, body.get("Parameters"), around, path)),
  };
}

function deploymentOf(
  resource: TemplateResource,
  given: Value,
  around: Stack,
  outer: readonly Template[],
): Stack["deployment"] {
  const { deployment } = around;
  const hop: Hop = { kind: "module", label: resource.address, place: resource.place };
  const set = resource.type === "AWS::CloudFormation::StackSet";
  const { whereabouts } = deployment;
  return {
    ...deployment,
    // Other accounts and Regions than the stack's own.
    whereabouts: set
      ? { account: undefined, region: undefined, stackName: undefined }
      : { ...whereabouts, stackName: undefined },
    tags: [...tagsIn(resource.body), ...deployment.tags],
    parameters: parametersIn(given, set),
    prefix: `${resource.address}/`,
    via: [...around.via, hop],
    construct: () => undefined,
    outer,
  };
}

/**
 * Tags of a nested stack come to what it makes.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stack.html
 */
function tagsIn(body: Value): readonly StackTag[] {
  return itemsOf(entryOf(body, "Tags")).flatMap((item): readonly StackTag[] => {
    const key = entryOf(item, "Key");
    return key.kind === "absent" ? [] : [{ key, value: entryOf(item, "Value") }];
  });
}

/** A stack gives an object, a stack set a list of keys and values. */
function parametersIn(given: Value, set: boolean): ReadonlyMap<string, Value> {
  if (given.kind === "map") return new Map(given.keys().map((key) => [key, given.get(key)]));
  if (!set || given.kind !== "list") return new Map();
  return new Map(
    given.items.flatMap((item): readonly (readonly [string, Value])[] => {
      if (item.kind !== "map") return [];
      const key = textOf(item.get("ParameterKey"));
      return key === undefined ? [] : [[key, item.get("ParameterValue")]];
    }),
  );
}

function templateOf(location: Value, around: Stack): Template | { readonly detail: string } {
  const nothing = { detail: "its template is not known here" };
  // A body that is put together from names is read as an object already.
  if (location.kind === "map") {
    const { source } = location.place;
    return templateIn({ source, value: location }) ?? nothing;
  }
  if (location.kind !== "scalar") return nothing;
  if (/[\n{]/.test(location.text)) {
    const body = around.deployment.files.inline(location);
    return (body === undefined ? undefined : templateIn(body)) ?? nothing;
  }
  const file = around.file(location.text);
  if (!file.ok) return { detail: file.detail };
  return templateIn(file) ?? { detail: `\`${shown(location.text)}\` is no template` };
}

/** What a stack makes whose template is not at hand is not judged, which must not go unsaid. */
function notRead(resource: TemplateResource, detail: string): Notification {
  return {
    level: "warning",
    code: "template-not-read",
    message: `${detail}, so what the stack \`${shown(resource.address)}\` makes is not judged`,
    path: resource.place.source.path,
    place: resource.place,
  };
}
