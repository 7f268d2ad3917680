import { expect, it } from "vitest";
import type { Notification } from "../../../src/model/notification.ts";
import type { Location } from "../../../src/model/report.ts";
import { drawNotifications } from "../../../src/reporters/text/notification.ts";
import { styleFor } from "../../../src/reporters/text/style.ts";

const note = (path: string, message = "a model stands in"): Notification<Location> => ({
  level: "note",
  code: "module-modelled",
  message,
  path,
  place: undefined,
});

function drawn(...notifications: readonly Notification<Location>[]): readonly string[] {
  return drawNotifications(notifications, styleFor(false), 80);
}

it("tells what happens in several places once, with the first of them", () => {
  expect(
    drawn(note("a"), note("b", "another"), note("c"), note("d"), note("e"), note("f")),
  ).toEqual([
    "note: a model stands in (module-modelled)",
    "  --> a",
    "  --> c",
    "  --> d",
    "      and 2 more places",
    "note: another (module-modelled)",
    "  --> b",
  ]);
});

it("tells errors first, and levels apart", () => {
  expect(drawn(note("a"), { ...note("b"), level: "error" })).toEqual([
    "error: a model stands in (module-modelled)",
    "  --> b",
    "note: a model stands in (module-modelled)",
    "  --> a",
  ]);
});
