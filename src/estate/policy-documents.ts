import type { Value } from "../model/value.ts";
import type { Adapter, Adapters, Subject } from "./adapter.ts";
import type { Draft } from "./draft.ts";
import { stringFact } from "./read.ts";

/** Bare policy documents, by the kind that the loader told. */
export const policyAdapters: Adapters = new Map<string, Adapter>([["policy:document", policy]]);

function policy(subject: Subject): readonly Draft[] {
  const kind = stringFact(subject.get("kind"));
  const document = subject.get("document");
  const { absent } = subject;
  switch (kind.state === "known" ? kind.value : "") {
    case "scp":
    case "rcp":
      return [
        {
          kind: "guard",
          ...subject.origin,
          type: kind.state === "known" && kind.value === "rcp" ? "rcp" : "scp",
          id: absent,
          name: absent,
          policy: document,
          attachment: "assumed",
          targets: absent,
        },
      ];
    case "identity":
      return [
        {
          kind: "principal",
          ...subject.origin,
          type: "holder",
          name: absent,
          path: absent,
          arn: absent,
          policies: [document],
          managed: absent,
          groups: absent,
          boundary: absent,
          trust: absent,
        },
      ];
    case "vpc-endpoint":
      return [
        {
          kind: "endpoint",
          ...subject.origin,
          id: absent,
          service: serviceOf(subject),
          type: absent,
          defaultType: "Interface",
          vpc: absent,
          policy: document,
          groups: absent,
          subnets: absent,
          privateDns: absent,
          tags: [],
        },
      ];
    default:
      return [];
  }
}

/** A document does not say for which service it is, unless it or its file's name speaks of one. */
function serviceOf(subject: Subject): Value {
  const { source } = subject.origin.document;
  const { place } = subject.absent;
  const telemetry = /guard[-_ ]?duty/i.test(source.path) || /guardduty:/i.test(source.text);
  if (!telemetry) return subject.absent;
  const service = "guardduty-data";
  return { kind: "scalar", value: service, text: service, place, sensitive: false };
}
