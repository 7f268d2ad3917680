import type { Notification } from "../../model/notification.ts";
import type { Place, Source } from "../../model/place.ts";
import type { MapValue, Value } from "../../model/value.ts";

/** A text that is a template, parsed. */
export interface TemplateText {
  readonly source: Source;
  readonly value: Value;
}

/** The sections of a template that hold named things. */
export type Section = "Parameters" | "Mappings" | "Conditions" | "Resources" | "Outputs";

/** A template as written. */
export class Template {
  readonly source: Source;
  readonly root: MapValue;
  /** Macros rewrite it: names that it does not hold may come from them. */
  readonly hasTransform: boolean;

  constructor(source: Source, root: MapValue) {
    this.source = source;
    this.root = root;
    this.hasTransform = root.get("Transform").kind !== "absent";
  }

  /** A section; undefined where there is none, or something else stands in its place. */
  section(name: Section): MapValue | undefined {
    const section = this.root.get(name);
    return section.kind === "map" ? section : undefined;
  }

  /** An entry of a section that is an object. */
  entry(section: Section, name: string): MapValue | undefined {
    const entry = this.section(section)?.get(name);
    return entry?.kind === "map" ? entry : undefined;
  }
}

/**
 * A parsed text as a template.
 *
 * @returns undefined where it is none: without resources there is nothing to deploy
 */
export function templateIn({ source, value }: TemplateText): Template | undefined {
  if (value.kind !== "map") return undefined;
  const whole = value.get("Resources").kind !== "absent";
  return whole || value.get("AWSTemplateFormatVersion").kind !== "absent"
    ? new Template(source, value)
    : undefined;
}

/** An error in a template. */
export function mistake(code: string, message: string, place: Place): Notification {
  return { level: "error", code, message, path: place.source.path, place };
}
