import { expect } from "vitest";
import { readSettings } from "../../src/config/read-settings.ts";
import type { Place, Source } from "../../src/model/place.ts";
import type { Settings } from "../../src/model/settings.ts";
import { LineIndex } from "../../src/source/line-index.ts";

/** A configuration of this text. */
export function configuration(text: string): Source {
  return { path: "guardlint.yaml", text, syntax: "yaml", confidential: false };
}

/** The settings of a configuration without mistakes. */
export async function settingsFrom(text: string): Promise<Settings> {
  const { settings, notifications } = await readSettings(configuration(text));
  expect(notifications.map(({ message }) => message)).toEqual([]);
  if (settings === undefined) {
    throw new Error("the configuration was not read");
  }
  return settings;
}

/** The mistakes of a configuration as `line:column message`. */
export async function mistakesIn(text: string): Promise<readonly string[]> {
  const { settings, notifications } = await readSettings(configuration(text));
  expect(settings).toBeUndefined();
  expect(new Set(notifications.map(({ level, code }) => `${level} ${code}`))).toEqual(
    new Set(["error invalid-configuration"]),
  );
  return notifications.map(
    ({ message, place }) => `${place === undefined ? "nowhere" : positionOf(place)} ${message}`,
  );
}

/** `line:column` of a place. */
export function positionOf({ source, route }: Place): string {
  if (route.kind !== "span") {
    return "whole";
  }
  const { startLine, startColumn } = new LineIndex(source.text).region(route.span);
  return `${String(startLine)}:${String(startColumn)}`;
}
