import type { Notification } from "../../model/notification.ts";
import type { Source } from "../../model/place.ts";
import type { LoadedDocument } from "../../model/resource.ts";
import type { MapValue, Value } from "../../model/value.ts";
import { absentAt, entryOf, textOf } from "../plain-value.ts";
import { manifestKind, type ManifestKind } from "./kinds.ts";

/**
 * Reads an object in the form of Kubernetes that stands for a cluster: eksctl's configuration, or
 * one of a controller that makes clusters.
 *
 * The one resource has the object's own keys; its account is not told.
 *
 * @param source - the text
 * @param value - one of its documents
 * @returns undefined where the object is of another kind
 */
export function loadManifest(source: Source, value: Value): LoadedDocument | undefined {
  if (value.kind !== "map") return undefined;
  const kind = manifestKind(textOf(value.get("apiVersion")) ?? "", textOf(value.get("kind")) ?? "");
  if (kind === undefined) return undefined;
  const name = entryOf(value.get("metadata"), "name");
  const address = textOf(name) ?? source.path;
  const place = { ...(name.kind === "scalar" ? name : value).place, address };
  const { ecosystem, type } = kind;
  return {
    source,
    format: ecosystem,
    standing: "declared",
    resources: [
      {
        ecosystem,
        type,
        address,
        body: value,
        account: absentAt(place),
        region: regionOf(value, kind),
        place,
      },
    ],
    notifications: mistakes(value, kind),
  };
}

function regionOf(value: MapValue, { region }: ManifestKind): Value {
  let here: Value = value;
  for (const key of region) here = entryOf(here, key);
  return here.kind === "scalar" || here.kind === "unknown" ? here : absentAt(value.place);
}

/** What the tool would refuse, and what leaves nothing to judge. */
function mistakes(value: MapValue, { ecosystem }: ManifestKind): readonly Notification[] {
  const wrong = (message: string, { place }: Value): readonly Notification[] => [
    { level: "error", code: "malformed-manifest", message, path: place.source.path, place },
  ];
  const metadata = value.get("metadata");
  if (metadata.kind !== "map") return wrong("the cluster has no `metadata`", value);
  if (metadata.get("name").kind !== "scalar") return wrong("the cluster has no name", metadata);
  const tags = entryOf(metadata, "tags");
  return ecosystem === "eksctl" && (tags.kind === "scalar" || tags.kind === "list")
    ? wrong("`metadata.tags` is not an object", tags)
    : [];
}
