import type { Notification } from "../model/notification.ts";
import type { Value } from "../model/value.ts";
import type { Schema } from "./described.ts";
import { didYouMean } from "../source/did-you-mean.ts";
import type { SchemaError } from "./generated/validate.js";
import { mistake, quoted } from "./notification.ts";
import { placeAt, type Steps } from "./tree.ts";

/**
 * Says what a schema's errors mean to the person who wrote the file.
 *
 * @param errors - as the validator lists them
 * @param root - the whole configuration
 * @returns a mistake for each error; none for those that only repeat another
 */
export function explainErrors(errors: readonly SchemaError[], root: Value): Notification[] {
  return errors.flatMap((error) => {
    // A failed branch reports its own errors beside this one.
    if (error.keyword === "if") {
      return [];
    }
    const steps = stepsOf(error.instancePath, root);
    const extra = error.params["additionalProperty"];
    if (typeof extra === "string") {
      return [unknownKey(extra, steps, error.parentSchema, root)];
    }
    return [mistake(complaint(error, steps), placeAt(root, steps))];
  });
}

function unknownKey(key: string, steps: Steps, schema: Schema, root: Value): Notification {
  const known = Object.keys(schema.properties ?? {});
  const where = steps.length === 0 ? "" : ` in ${quoted(written(steps))}`;
  const kind = steps.length === 1 && steps[0] === "rules" ? "rule" : "key";
  const message =
    kind === "rule"
      ? `there is no rule ${quoted(key)}${guess(key, known)}`
      : `there is no key ${quoted(key)}${where}${guess(key, known)}`;
  return mistake(message, placeAt(root, [...steps, key], "key"));
}

function complaint(error: SchemaError, steps: Steps): string {
  const { data, keyword, params, parentSchema } = error;
  const name = steps.length === 0 ? "the configuration" : quoted(written(steps));
  const missing = params["missingProperty"];
  if (keyword === "required" && typeof missing === "string") {
    return `${name} needs the key ${quoted(missing)}`;
  }
  if (keyword === "enum") {
    const allowed = parentSchema.enum ?? [];
    return `${name} is ${shown(data)}, and can be ${choice(allowed)}${
      typeof data === "string" ? guess(data, allowed) : ""
    }`;
  }
  if (keyword === "minItems" || keyword === "additionalItems") {
    return `${name} is a list of ${lengthOf(data)}, and can be a level, [level] or [level, options]`;
  }
  return `${name} is ${shown(data)}, and must be ${parentSchema.title ?? typeName(params["type"])}`;
}

/** The pointer's keys and indexes; a key of digits is told from an index by what it leads into. */
function stepsOf(pointer: string, root: Value): Steps {
  const steps: (string | number)[] = [];
  let value: Value | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (value?.kind === "list") {
      steps.push(Number(key));
      value = value.items[Number(key)];
    } else {
      steps.push(key);
      value = value?.kind === "map" ? value.get(key) : undefined;
    }
  }
  return steps;
}

function written(steps: Steps): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === "number") {
      return `${path}[${String(step)}]`;
    }
    return path === "" ? step : `${path}.${step}`;
  }, "");
}

function guess(word: string, candidates: readonly string[]): string {
  const meant = didYouMean(word, candidates);
  return meant === undefined ? "" : `; did you mean ${quoted(meant)}?`;
}

function choice(words: readonly string[]): string {
  const all = words.map(quoted);
  const last = all.at(-1) ?? "nothing";
  return all.length < 2 ? last : `${all.slice(0, -1).join(", ")} or ${last}`;
}

function shown(data: unknown): string {
  if (typeof data === "string") {
    return data === "" ? "empty" : quoted(data);
  }
  if (typeof data === "number" || typeof data === "boolean") {
    return quoted(String(data));
  }
  if (Array.isArray(data)) {
    return "a list";
  }
  return data === null ? "empty" : "a map";
}

function lengthOf(data: unknown): string {
  return Array.isArray(data) ? String(data.length) : "no items";
}

function typeName(type: unknown): string {
  switch (type) {
    case "object":
      return "a map";
    case "array":
      return "a list";
    case "integer":
      return "a whole number";
    case "boolean":
      return "`true` or `false`";
    default:
      return "text";
  }
}
