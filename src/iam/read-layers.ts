import type { Place } from "../model/place.ts";
import type { PolicyDocument, PolicyProblem } from "../model/policy.ts";
import type { MapValue, Value } from "../model/value.ts";
import { embeddedJson } from "../source/json/value.ts";
import { compile, type CompiledPolicy } from "./compile.ts";
import { parsePolicy } from "./document.ts";
import { policySet, type Layers, type PolicyLevels, type PolicySet } from "./layers.ts";

/** The names of layers in a request file. */
const layerNames = [
  "scp",
  "rcp",
  "identity",
  "boundary",
  "session",
  "endpoint",
  "resource",
] as const;

/** Layers as a request file states them, or everything that is wrong with them. */
export type LayersOutcome =
  | {
      readonly ok: true;
      readonly layers: Layers;
      /** What AWS would refuse although its meaning is plain. */
      readonly problems: readonly PolicyProblem[];
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads `policies` of a request file: lists of documents, and for `scp` and `rcp` a list for each
 * level from the root down. A document is an object or a string that holds its JSON.
 */
export function readLayers(value: Value): LayersOutcome {
  const reader = new LayerReader();
  const layers = reader.layers(value);
  return reader.failed || layers === undefined
    ? { ok: false, problems: reader.problems }
    : { ok: true, layers, problems: reader.problems };
}

class LayerReader {
  readonly problems: PolicyProblem[] = [];
  failed = false;

  layers(value: Value): Layers | undefined {
    if (value.kind !== "map") {
      this.#fail("`policies` is an object of lists of policies", value.place);
      return undefined;
    }
    for (const { key, place } of value.duplicates) this.#fail(`\`${key}\` is stated twice`, place);
    for (const key of value.keys()) {
      if (!layerNames.some((name) => name === key)) {
        const names = layerNames.join("`, `");
        this.#fail(`\`${key}\` is no kind of policy; there are \`${names}\``, value.keyPlace(key));
      }
    }
    return {
      scp: this.#levels(value, "scp"),
      rcp: this.#levels(value, "rcp"),
      identity: this.#set(value, "identity"),
      "permissions-boundary": this.#set(value, "boundary"),
      session: this.#set(value, "session"),
      "vpc-endpoint": this.#set(value, "endpoint"),
      resource: this.#set(value, "resource"),
    };
  }

  #levels(map: MapValue, name: "scp" | "rcp"): PolicyLevels | undefined {
    if (!map.keys().includes(name)) return undefined;
    const value = map.get(name);
    if (value.kind !== "list") {
      this.#fail(`\`${name}\` is a list with a list of policies for each level`, value.place);
      return undefined;
    }
    const levels = value.items.map((level) => {
      if (level.kind === "list") return policySet(this.#documents(level.items));
      this.#fail(`a level of \`${name}\` is a list of policies`, level.place);
      return policySet([]);
    });
    return { levels, rest: undefined };
  }

  #set(map: MapValue, name: string): PolicySet | undefined {
    if (!map.keys().includes(name)) return undefined;
    const value = map.get(name);
    if (value.kind === "list") return policySet(this.#documents(value.items));
    this.#fail(`\`${name}\` is a list of policies`, value.place);
    return undefined;
  }

  #documents(values: readonly Value[]): readonly CompiledPolicy[] {
    return values.flatMap((value) => {
      const document = this.#document(value);
      return document === undefined ? [] : [compile(document)];
    });
  }

  #document(value: Value): PolicyDocument | undefined {
    if (value.kind === "scalar" && typeof value.value === "string") {
      const parsed = embeddedJson(value);
      if (parsed.ok) return this.#policy(parsed.value);
      this.#fail(`a policy in a string is no JSON: ${parsed.message}`, parsed.place);
      return undefined;
    }
    return this.#policy(value);
  }

  #policy(value: Value): PolicyDocument | undefined {
    const outcome = parsePolicy(value);
    this.problems.push(...outcome.problems);
    if (outcome.ok) return outcome.document;
    this.failed = true;
    return undefined;
  }

  #fail(message: string, place: Place): void {
    this.failed = true;
    this.problems.push({ message, place });
  }
}
