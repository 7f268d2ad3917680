import type { Notification } from "../../model/notification.ts";
import type { Source } from "../../model/place.ts";
import type { LoadedDocument, Resource } from "../../model/resource.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { arnParts } from "../arn.ts";
import { absentAt, entryOf, plainString, textOf } from "../plain-value.ts";
import { mistake, readRecord } from "./read.ts";
import { inventory, sections } from "./shape.ts";

/**
 * Whether a value is a document of an inventory: an object with the marker
 * `guardlint: inventory/v1`, or of another version.
 */
export function isInventory(value: Value): boolean {
  return (textOf(entryOf(value, "guardlint")) ?? "").startsWith("inventory");
}

/**
 * Reads the documents of an inventory.
 *
 * Resource types: `inventory:cluster`, `inventory:vpc`, `inventory:subnet`, `inventory:endpoint`,
 * `inventory:security-group`, `inventory:organization`, and `inventory:endpoint-list` where the
 * document lists endpoints, be it none; bodies have the keys of
 * `schema/inventory.schema.json`, an endpoint's `policy` parsed. Account and Region are the entry's
 * own, those of its ARN, or those of its document. What is wrong in an entry is told and unknown
 * in its body; the rest of it counts.
 *
 * @param source - the text
 * @param values - the documents of it that are inventories
 */
export function loadInventory(source: Source, values: readonly Value[]): LoadedDocument {
  const notifications: Notification[] = [];
  const resources: Resource[] = [];
  const used = new Map<string, number>();
  const unique = (name: string): string => {
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return count === 1 ? name : `${name}#${String(count)}`;
  };
  for (const value of values) {
    if (value.kind !== "map") continue;
    const version = value.get("guardlint");
    if (textOf(version) !== "inventory/v1") {
      const message =
        "this guardlint reads `inventory/v1`, and the inventory is of another version";
      mistake(message, version.place, notifications);
      continue;
    }
    for (const resource of readDocument(value, unique, notifications)) resources.push(resource);
  }
  return { source, format: "inventory", standing: "observed", resources, notifications };
}

function readDocument(
  map: MapValue,
  unique: (name: string) => string,
  notifications: Notification[],
): readonly Resource[] {
  const document = readRecord(map, inventory, "", notifications);
  const resources: Resource[] = [];
  const add = (type: string, name: string, body: MapValue): void => {
    const address = unique(name);
    resources.push({
      ecosystem: "inventory",
      type,
      address,
      body,
      ...whereabouts(body, document),
      place: { ...body.place, address },
    });
  };
  const organization = document.get("organization");
  if (organization.kind === "map") {
    add("inventory:organization", textOf(organization.get("id")) ?? "organization", organization);
  }
  for (const [section, { type, identity }] of Object.entries(sections)) {
    const list = document.get(section);
    if (list.kind !== "list") continue;
    if (section === "endpoints") add("inventory:endpoint-list", "endpoints", map);
    for (const [index, entry] of list.items.entries()) {
      if (entry.kind !== "map") continue;
      add(type, textOf(entry.get(identity)) ?? `${section}[${String(index)}]`, entry);
    }
  }
  return resources;
}

function whereabouts(entry: MapValue, document: MapValue): { account: Value; region: Value } {
  const arn = entry.get("arn");
  const parts = arnParts(textOf(arn) ?? "");
  const told = (own: Value, inArn: string | undefined, inherited: Value): Value => {
    if (own.kind !== "absent") return own;
    if (inArn !== undefined && inArn !== "") return plainString(inArn, arn.place);
    return inherited.kind === "absent" ? absentAt(entry.place) : inherited;
  };
  return {
    account: told(entry.get("account"), parts?.account, document.get("account")),
    region: told(entry.get("region"), parts?.region, document.get("region")),
  };
}
