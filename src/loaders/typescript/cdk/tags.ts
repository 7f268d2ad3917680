import { because, MapDatum, open, type Datum, type Entry, type Open, type Spot } from "../datum.ts";
import { itemsIn } from "../library.ts";
import type { Construct, Made, TagAction } from "./tree.ts";

/** Priorities of the CDK. https://docs.aws.amazon.com/cdk/v2/guide/tagging.html#tagging-priorities */
const priorities = { stated: 50, add: 100, remove: 200 } as const;

interface Tag {
  value: Entry | undefined;
  priority: number;
  /** Whether it comes from a scope around the resource. */
  inherited: boolean;
}

/** The tags of a resource. */
export interface ResourceTags {
  /** Those that it states, or that are added to it alone; undefined where there are none. */
  readonly own: Datum | undefined;
  /** All of them, where some come from the scopes around it. */
  readonly all: Datum | undefined;
}

/**
 * The tags of a resource with those of the scopes around it.
 *
 * @param made - a resource that can be tagged
 */
export function tagsOf(made: Made): ResourceTags {
  const stated = made.properties.value("Tags");
  const tags = new Map<string, Tag>();
  let rest = takeStated(stated, tags);
  for (const scope of scopesOf(made.construct)) {
    for (const action of scope.tagActions) {
      const unknown = apply(action, made.type, tags, scope !== made.construct);
      rest ??= unknown;
    }
    if (scope.touched !== undefined) rest ??= scope.touched;
  }
  const stack = fromStack(made, tags);
  rest ??= stack.rest;
  const own: (readonly [string, Entry])[] = [];
  const inherited: (readonly [string, Entry])[] = [];
  for (const [key, tag] of tags) {
    if (tag.value !== undefined) (tag.inherited ? inherited : own).push([key, tag.value]);
  }
  for (const [key, entry] of stack.entries) {
    if (tags.get(key)?.value === undefined) inherited.push([key, entry]);
  }
  const at = stated?.at ?? made.at;
  if (inherited.length === 0) {
    const none = own.length === 0 && rest === undefined && stated === undefined;
    return { own: none ? undefined : new MapDatum(own, at, rest), all: undefined };
  }
  return {
    own: own.length === 0 && stated === undefined ? undefined : new MapDatum(own, at, undefined),
    all: new MapDatum([...own, ...inherited], at, rest),
  };
}

/** The scopes around a construct, the outermost first: what an inner one says holds. */
function scopesOf(construct: Construct): readonly Construct[] {
  const scopes: Construct[] = [];
  for (let here: Construct | undefined = construct; here !== undefined; here = here.scope)
    scopes.unshift(here);
  return scopes;
}

/** Takes the tags that the properties state, as a map or as a list of keys and values. */
function takeStated(stated: Datum | undefined, tags: Map<string, Tag>): Open | undefined {
  if (stated === undefined || stated.kind === "nothing") return undefined;
  const priority = priorities.stated;
  if (stated.kind === "map") {
    for (const [key, value] of stated.entries) tags.set(key, { value, priority, inherited: false });
    return stated.rest;
  }
  if (stated.kind !== "list")
    return stated.kind === "open" ? stated : open(stated.at, "the tags cannot be read");
  let { rest } = stated;
  for (const item of stated.items) {
    const key = item.kind === "map" ? item.value("Key") : undefined;
    const value = item.kind === "map" ? item.value("Value") : undefined;
    if (key?.kind === "text" && value !== undefined)
      tags.set(key.text, { value: { key: key.at, value }, priority, inherited: false });
    else rest ??= open(item.at, "the tag cannot be read");
  }
  return rest;
}

/** @returns why further tags may be set, where that is so */
function apply(
  action: TagAction,
  type: string,
  tags: Map<string, Tag>,
  inherited: boolean,
): Open | undefined {
  const applies = reaches(action, type);
  if (applies === false) return undefined;
  if (action.key.kind !== "text") {
    return action.key.kind === "open"
      ? action.key
      : open(action.at, "the key of the tag is not known");
  }
  const key = action.key.text;
  const stated = action.priority;
  const default1 = action.kind === "add" ? priorities.add : priorities.remove;
  const before = tags.get(key);
  if (stated !== undefined && stated.kind !== "number") {
    const cause = because(stated.at, causeOf(stated, action.at));
    tags.set(key, uncertain(action, before, cause, inherited));
    return undefined;
  }
  const priority = stated?.value ?? default1;
  if (priority < (before?.priority ?? 0)) return undefined;
  const why = action.maybe ?? (applies === true ? undefined : applies);
  if (why !== undefined) {
    tags.set(key, uncertain(action, before, because(action.at, why), inherited));
    return undefined;
  }
  const value = action.kind === "add" ? { key: action.key.at, value: action.value } : undefined;
  tags.set(key, { value, priority, inherited });
  return undefined;
}

function uncertain(action: TagAction, before: Tag | undefined, why: Open, inherited: boolean): Tag {
  const key = before?.value?.key ?? action.key.at;
  const priority = before?.priority ?? priorities.add;
  return { value: { key, value: why }, priority, inherited: before?.inherited ?? inherited };
}

function causeOf(value: Datum, at: Spot): Open {
  return value.kind === "open" ? value : open(at, "the priority of the tag is not known");
}

/** Whether an action reaches resources of a type; unknown where its lists are. */
function reaches({ include, exclude, at }: TagAction, type: string): boolean | Open {
  const included = include === undefined ? true : holds(include, type, at);
  const excluded = exclude === undefined ? false : holds(exclude, type, at);
  // An empty list leaves nothing out.
  const only =
    include !== undefined && itemsIn(include).items.length === 0 && included === false
      ? true
      : included;
  if (only === false || excluded === true) return false;
  if (only !== true) return only;
  return excluded === false ? true : excluded;
}

function holds(list: Datum, type: string, at: Spot): boolean | Open {
  const { items, rest } = itemsIn(list);
  if (items.some((item) => item.kind === "text" && item.text === type)) return true;
  const unknown = rest ?? items.find((item): item is Open => item.kind === "open");
  return unknown === undefined ? false : because(at, unknown);
}

/**
 * Tags of the stack, which CloudFormation puts on every resource that can have tags.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
 */
function fromStack(
  made: Made,
  own: ReadonlyMap<string, Tag>,
): { readonly entries: ReadonlyMap<string, Entry>; readonly rest: Open | undefined } {
  const stack = made.construct.ownStack;
  const tags = new Map<string, Tag>();
  let rest = takeStated(stack?.stack?.tags, tags);
  if (stack !== undefined) {
    for (const scope of scopesOf(stack)) {
      for (const action of scope.tagActions) {
        // Whether what leaves the resource out still tags the stack depends on a feature flag.
        const left =
          reaches(action, made.type) === false && reaches(action, "aws:cdk:stack") !== false;
        const why = open(
          action.at,
          "whether the stack gets the tag depends on the feature flag `@aws-cdk/core:explicitStackTags`",
        );
        const unknown = apply(
          left ? { ...action, maybe: why } : action,
          "aws:cdk:stack",
          tags,
          true,
        );
        rest ??= unknown;
      }
    }
  }
  const entries = new Map<string, Entry>();
  for (const [key, { value }] of tags) {
    // What is removed from the resource may still come from the stack.
    if (value !== undefined && own.get(key)?.value === undefined) entries.set(key, value);
  }
  return { entries, rest };
}
