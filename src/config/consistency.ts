import type { Notification } from "../model/notification.ts";
import type { Value } from "../model/value.ts";
import { isCalendarDate } from "./calendar-date.ts";
import { mistake, quoted } from "./notification.ts";
import type { ConfigurationFile } from "./schema.ts";
import { placeAt } from "./tree.ts";

/**
 * What a schema cannot say: dates that the calendar does not have, and an organization that is not
 * a tree.
 *
 * @param file - a configuration that meets the schema
 * @param root - the same with its places
 */
export function inconsistencies(file: ConfigurationFile, root: Value): readonly Notification[] {
  return [...impossibleDates(file, root), ...repeatedNodes(file, root), ...cycles(file, root)];
}

function impossibleDates(file: ConfigurationFile, root: Value): readonly Notification[] {
  return (file.suppressions ?? []).flatMap(({ expires }, index) =>
    expires === undefined || isCalendarDate(expires)
      ? []
      : [
          mistake(
            `the calendar has no ${quoted(expires)}`,
            placeAt(root, ["suppressions", index, "expires"]),
          ),
        ],
  );
}

function repeatedNodes(file: ConfigurationFile, root: Value): readonly Notification[] {
  const organization = file.facts?.organization;
  const seen = new Set<string>();
  return (["units", "accounts"] as const).flatMap((list) =>
    (organization?.[list] ?? []).flatMap(({ id }, index) => {
      const repeated = seen.has(id);
      seen.add(id);
      const steps = ["facts", "organization", list, index, "id"];
      return repeated
        ? [mistake(`${quoted(id)} has its place in the organization already`, placeAt(root, steps))]
        : [];
    }),
  );
}

/** Every unit is followed upwards once; a walk that meets itself has found a cycle. */
function cycles(file: ConfigurationFile, root: Value): readonly Notification[] {
  const units = file.facts?.organization?.units ?? [];
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const walkOf = new Map<string, number>();
  return units.flatMap(({ id }, walk) => {
    let at: string | undefined = id;
    while (at !== undefined && !walkOf.has(at)) {
      walkOf.set(at, walk);
      at = parents.get(at);
    }
    const steps = ["facts", "organization", "units", walk, "parent"];
    return at !== undefined && walkOf.get(at) === walk && parents.has(at)
      ? [
          mistake(
            `${quoted(id)} stands below itself, or below a unit that does`,
            placeAt(root, steps),
          ),
        ]
      : [];
  });
}
