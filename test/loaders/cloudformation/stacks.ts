import { loadTemplates, type LoadedTemplate } from "../../../src/loaders/cloudformation/load.ts";
import { longForm } from "../../../src/loaders/cloudformation/recognise.ts";
import type { Resource } from "../../../src/model/resource.ts";
import type { Source } from "../../../src/model/place.ts";
import type { Value } from "../../../src/model/value.ts";
import { jsonDocument } from "../../../src/source/json/value.ts";
import { yamlDocuments } from "../../../src/source/yaml/documents.ts";
import { memoryHost } from "../../memory-host.ts";

/** What templates are deployed with in a test. */
export interface Deployed {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly account?: string;
}

/**
 * Loads the templates among files in memory.
 *
 * @param files - content by path; those named `*.yaml` and `*.template.json` are templates
 */
export function templates(
  files: Readonly<Record<string, string>>,
  deployed: Deployed = {},
): readonly LoadedTemplate[] {
  const texts = Object.entries(files)
    .filter(([path]) => /\.(?:yaml|template\.json)$/.test(path))
    .map(([path, text]) => {
      const syntax = path.endsWith(".json") ? "json" : "yaml";
      const source: Source = { path, text, syntax, confidential: false };
      const json = syntax === "json" ? jsonDocument(source) : undefined;
      const value = json?.ok === true ? json.value : yamlDocuments(source, longForm)[0]?.value;
      if (value === undefined) throw new Error(`${path} cannot be parsed`);
      return { source, value };
    });
  const given = Object.entries(deployed.parameters ?? {}).map(
    ([key, text]) => [key, scalar(text)] as const,
  );
  return loadTemplates(memoryHost(files), {
    texts,
    boundaries: [""],
    yaml: yamlDocuments,
    parameters: new Map(given),
    tags: Object.entries(deployed.tags ?? {}).map(([key, value]) => ({ key, value })),
    accountOfFile: () => deployed.account,
  });
}

/** The resource of an address in any of the templates. */
export function resource(loaded: readonly LoadedTemplate[], address: string): Resource {
  const found = loaded
    .flatMap(({ document }) => document.resources)
    .find((one) => one.address === address);
  if (found === undefined) throw new Error(`there is no ${address}`);
  return found;
}

/** A property of a resource, by the keys that lead to it. */
export function property(loaded: readonly LoadedTemplate[], address: string, key: string): Value {
  const { body } = resource(loaded, address);
  return body.kind === "map" ? body.get(key) : body;
}

/**
 * A value as plain data: what is unknown as `?` with what it refers to, what is not set as
 * `undefined`.
 */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.text;
    case "absent":
      return undefined;
    case "unknown":
      return `?${value.references
        .map(({ address, attribute }) =>
          attribute === undefined ? address : `${address}.${attribute}`,
        )
        .join(",")}`;
    case "list":
      return [...value.items.map(plain), ...(value.rest === undefined ? [] : ["…"])];
    case "map": {
      const entries = value.keys().map((key) => [key, plain(value.get(key))] as const);
      return Object.fromEntries([...entries, ...(value.rest === undefined ? [] : [["…", "…"]])]);
    }
  }
}

function scalar(text: string): Value {
  const source: Source = { path: "parameters.json", text, syntax: "json", confidential: false };
  const place = { source, route: { kind: "whole" }, address: undefined, via: [] } as const;
  return { kind: "scalar", value: text, text, place, sensitive: false };
}
