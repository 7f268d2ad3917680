import type { LoadedDocument, Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import type { Draft, Origin } from "./draft.ts";
import { absentAt, attribute, field } from "./read.ts";

/** What an adapter works on: one resource, and how to reach into it. */
export interface Subject {
  readonly origin: Origin;
  /** An attribute, a list as a list. */
  get(key: string): Value;
  /** An attribute reached through blocks. */
  field(...keys: readonly string[]): Value;
  /** Nothing, where the resource stands. */
  readonly absent: Value;
}

/** Turns resources of one type into drafts. */
export type Adapter = (subject: Subject) => readonly Draft[];

/** The adapters of one ecosystem, by resource type. */
export type Adapters = ReadonlyMap<string, Adapter>;

/**
 * @param resource - a resource of a loaded document
 * @param document - that document
 */
export function subjectOf(resource: Resource, document: LoadedDocument): Subject {
  return new ResourceSubject({ resource, document });
}

class ResourceSubject implements Subject {
  readonly origin: Origin;

  constructor(origin: Origin) {
    this.origin = origin;
  }

  get absent(): Value {
    return absentAt(this.origin.resource.place);
  }

  get(key: string): Value {
    return attribute(this.origin.resource.body, key);
  }

  field(...keys: readonly string[]): Value {
    return field(this.origin.resource.body, ...keys);
  }
}
