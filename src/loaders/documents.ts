import type { Notification } from "../model/notification.ts";
import type { Source } from "../model/place.ts";
import type { LoadedDocument, Resource } from "../model/resource.ts";
import type { Value } from "../model/value.ts";
import { loadAwsResponse } from "./aws-response/load.ts";
import { duplicateKeys, duplicateKeysInText } from "./duplicate-keys.ts";
import { isInventory, loadInventory } from "./inventory/load.ts";
import { loadManifest } from "./manifest/load.ts";
import { loadPolicyDocument } from "./policy-document.ts";
import { loadProgram } from "./pulumi-yaml/load.ts";
import { isSnapshot, loadSnapshot } from "./snapshot/load.ts";

/**
 * Reads the documents of one text as whichever of policy document, definition of a cluster, response
 * of the AWS CLI, inventory and snapshot they are.
 *
 * @param source - the text
 * @param values - the value of a JSON text, or those of the documents of a YAML text
 * @returns a document for each policy, each definition and each response, and one for all inventories together;
 *   nothing for what is none of them. Addresses are unique over all of them, and a key that one of
 *   them states twice is an error
 */
export function loadDocuments(source: Source, values: readonly Value[]): readonly LoadedDocument[] {
  const loaded: LoadedDocument[] = [];
  const inventories = values.filter(isInventory);
  if (inventories.length > 0) {
    const duplicates = inventories.flatMap((value) => duplicatesOf(source, value));
    loaded.push(withNotifications(loadInventory(source, inventories), duplicates));
  }
  for (const value of values) {
    if (isInventory(value)) continue;
    if (isSnapshot(value)) {
      loaded.push(withNotifications(loadSnapshot(source, value), duplicatesOf(source, value)));
      continue;
    }
    const document =
      loadPolicyDocument(source, value) ??
      loadManifest(source, value) ??
      loadProgram(source, value) ??
      loadAwsResponse(source, value);
    if (document !== undefined) {
      loaded.push(withNotifications(document, duplicatesOf(source, value)));
    }
  }
  return withUniqueAddresses(loaded);
}

function duplicatesOf(source: Source, value: Value): readonly Notification[] {
  return source.syntax === "json" ? duplicateKeysInText(source) : duplicateKeys(value);
}

function withNotifications(
  document: LoadedDocument,
  notifications: readonly Notification[],
): LoadedDocument {
  return { ...document, notifications: [...notifications, ...document.notifications] };
}

/** Documents of one file may speak of the same thing, or have nothing but the file's name. */
function withUniqueAddresses(documents: readonly LoadedDocument[]): readonly LoadedDocument[] {
  const used = new Map<string, number>();
  const unique = (resource: Resource): Resource => {
    const count = (used.get(resource.address) ?? 0) + 1;
    used.set(resource.address, count);
    if (count === 1) return resource;
    const address = `${resource.address}#${String(count)}`;
    return { ...resource, address, place: { ...resource.place, address } };
  };
  return documents.map((document) => ({
    ...document,
    resources: document.resources.map(unique),
  }));
}
