import type { Notification } from "../../model/notification.ts";
import type { MapValue } from "../../model/value.ts";
import type { Named } from "./names.ts";
import { mistake } from "./template.ts";
import { shown } from "./values.ts";

/** Names of a circle that a message holds. */
const mostNamed = 6;

/**
 * Finds things that need each other in a circle, which CloudFormation refuses.
 *
 * @param what - what the things are, for the message: `the resources`
 * @param uses - what each of them names
 * @param kind - the kind of names that leads from one to another
 * @param section - where they stand
 * @returns an error for each circle, which no other one touches
 */
export function circles(
  what: string,
  uses: ReadonlyMap<string, readonly Named[]>,
  kind: Named["kind"],
  section: MapValue | undefined,
): readonly Notification[] {
  const found: Notification[] = [];
  const done = new Set<string>();
  const next = (name: string): readonly string[] => [
    ...new Set(
      (uses.get(name) ?? [])
        .filter((used) => used.kind === kind && uses.has(used.name))
        .map((used) => used.name),
    ),
  ];
  for (const start of uses.keys()) {
    if (done.has(start)) continue;
    const way: { readonly name: string; readonly left: string[] }[] = [];
    const onWay = new Set<string>();
    const enter = (name: string): void => {
      way.push({ name, left: [...next(name)] });
      onWay.add(name);
    };
    enter(start);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const name = here.left.pop();
      if (name === undefined) {
        done.add(here.name);
        onWay.delete(here.name);
        way.pop();
      } else if (onWay.has(name)) {
        const from = way.findIndex((step) => step.name === name);
        const circle = way.slice(from).map((step) => step.name);
        // One circle of those that share a thing is enough to be told.
        if (!circle.some((member) => done.has(member))) found.push(told(what, circle, section));
        for (const member of circle) done.add(member);
      } else if (!done.has(name)) enter(name);
    }
  }
  return found;
}

function told(
  what: string,
  circle: readonly string[],
  section: MapValue | undefined,
): Notification {
  const [first = ""] = circle;
  const names = [...circle.slice(0, mostNamed), ...(circle.length > mostNamed ? ["…"] : []), first];
  const message = `${what} ${names.map((name) => `\`${shown(name)}\``).join(" → ")} need each other`;
  const place = section?.keyPlace(first);
  return place === undefined
    ? {
        level: "error",
        code: "circular-reference",
        message,
        path: undefined,
        place: undefined,
      }
    : mistake("circular-reference", message, place);
}
