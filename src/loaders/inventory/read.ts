import { isAccountId } from "../../aws/account-id.ts";
import type { Notification } from "../../model/notification.ts";
import type { Place } from "../../model/place.ts";
import { unreachable } from "../../model/unreachable.ts";
import type { MapValue, ScalarValue, Value } from "../../model/value.ts";
import { embeddedPolicy } from "../embedded-policy.ts";
import { didYouMean } from "../../source/did-you-mean.ts";
import { unknownAt, withEntries } from "../plain-value.ts";
import type { RecordShape, Shape } from "./shape.ts";

/**
 * Holds a value against a shape.
 *
 * @param value - what the inventory says
 * @param shape - what may stand there
 * @param name - how messages call it: `clusters[0].account`
 * @param notifications - takes a `malformed-inventory` for each mistake, at its place
 * @returns the value, with what is wrong in it unknown, and a policy's text parsed; absent stays
 *   absent
 */
export function readShape(
  value: Value,
  shape: Shape,
  name: string,
  notifications: Notification[],
): Value {
  if (value.kind === "absent" || value.kind === "unknown") return value;
  const wrong = (what: string): Value => {
    const { place } = value;
    mistake(`\`${name}\` is not ${what}`, place, notifications);
    return unknownAt("malformed", `\`${name}\` is not ${what}`, place);
  };
  switch (shape.kind) {
    case "text":
      if (value.kind !== "scalar" || !isText(value)) return wrong(shape.what);
      return shape.pattern === undefined || shape.pattern.test(value.text)
        ? value
        : wrong(shape.what);
    case "account-id":
      return value.kind === "scalar" && isAccountId(value.text)
        ? value
        : wrong("an account id of twelve digits");
    case "port":
      return value.kind === "scalar" && isPort(value)
        ? value
        : wrong("a port number from -1 to 65535");
    case "choice":
      return value.kind === "scalar" && shape.values.includes(value.text)
        ? value
        : wrong(oneOf(shape.values));
    case "policy":
      return readPolicy(value, notifications) ?? wrong("a policy document or its JSON text");
    case "tags":
      return value.kind === "map"
        ? readTags(value, name, notifications)
        : wrong("a map of tag keys and values");
    case "list": {
      if (value.kind !== "list") return wrong("a list");
      const { place, rest, sensitive } = value;
      const items = value.items.map((item, index) => {
        const itemName = `${name}[${String(index)}]`;
        if (item.kind === "absent") mistake(`\`${itemName}\` is empty`, item.place, notifications);
        return readShape(item, shape.of, itemName, notifications);
      });
      return { kind: "list", items, place, rest, sensitive };
    }
    case "record":
      return value.kind === "map"
        ? readRecord(value, shape, name, notifications)
        : wrong("an object");
    default:
      return unreachable(shape);
  }
}

/**
 * The same for an object.
 *
 * @param map - the object
 * @param shape - its fields
 * @param name - how messages call it; empty for a whole document
 * @param notifications - takes the mistakes
 */
export function readRecord(
  map: MapValue,
  shape: RecordShape,
  name: string,
  notifications: Notification[],
): MapValue {
  const known = Object.keys(shape.fields);
  const entries = new Map<string, Value>();
  const where = name === "" ? "an inventory" : `\`${name}\``;
  for (const key of map.keys()) {
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (field === undefined) {
      const nearest = didYouMean(key, known);
      const hint = nearest === undefined ? "" : `; did you mean \`${nearest}\`?`;
      const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
      mistake(`${where} has no key \`${shown}\`${hint}`, map.keyPlace(key), notifications);
      continue;
    }
    const value = map.get(key);
    if (value.kind === "absent") {
      mistake(`\`${below(name, key)}\` is empty`, map.keyPlace(key), notifications);
      continue;
    }
    const read = readShape(value, field, below(name, key), notifications);
    if (read !== value) entries.set(key, read);
  }
  for (const key of shape.required) {
    if (!map.keys().includes(key)) mistake(`${where} lacks \`${key}\``, map.place, notifications);
  }
  return withEntries(map, entries);
}

function readTags(map: MapValue, name: string, notifications: Notification[]): MapValue {
  const entries = new Map<string, Value>();
  for (const key of map.keys()) {
    const value = map.get(key);
    if (value.kind === "scalar" || value.kind === "unknown") continue;
    // An empty value is a tag without a text: EKS has those.
    const place = value.kind === "absent" ? map.keyPlace(key) : value.place;
    const what = 'text; write `""` for an empty value';
    mistake(`the value of a tag in \`${name}\` is not ${what}`, place, notifications);
    entries.set(key, unknownAt("malformed", "the tag's value is not text", place));
  }
  return withEntries(map, entries);
}

function readPolicy(value: Value, notifications: Notification[]): Value | undefined {
  if (value.kind === "map") return value;
  if (value.kind !== "scalar" || typeof value.value !== "string") return undefined;
  const policy = embeddedPolicy(value);
  for (const notification of policy.notifications) notifications.push(notification);
  return policy.value;
}

/** Tells a mistake in an inventory. */
export function mistake(message: string, place: Place, notifications: Notification[]): void {
  const { path } = place.source;
  notifications.push({ level: "error", code: "malformed-inventory", message, path, place });
}

function isText(value: ScalarValue): boolean {
  return typeof value.value === "string";
}

function isPort(value: ScalarValue): boolean {
  const { value: port } = value;
  return typeof port === "number" && Number.isInteger(port) && port >= -1 && port <= 65_535;
}

function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length === 1 ? quoted.join("") : `one of ${quoted.join(", ")}`;
}

function below(name: string, key: string): string {
  return name === "" ? key : `${name}.${key}`;
}
