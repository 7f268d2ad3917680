import type { Deployed } from "../../../src/loaders/typescript/cdk/index.ts";
import { loadScripts } from "../../../src/loaders/typescript/load.ts";
import type { LoadedDocument, Resource } from "../../../src/model/resource.ts";
import type { Value } from "../../../src/model/value.ts";
import { memoryHost } from "../../memory-host.ts";

/** Loads programs from a record of files; all of them are entries unless said. */
export function documentsOf(
  files: Readonly<Record<string, string>>,
  entries: readonly string[] = Object.keys(files).filter((path) => /\.[cm]?tsx?$/.test(path)),
  deployed: Partial<Deployed> = {},
): readonly LoadedDocument[] {
  const sources = entries.map((path) => ({
    path,
    text: files[path] ?? "",
    syntax: "typescript" as const,
    confidential: false,
  }));
  return loadScripts(memoryHost(files), {
    sources,
    boundaries: [""],
    deployed: { accountOfFile: () => undefined, parameters: new Map(), ...deployed },
  }).map(({ document }) => document);
}

/** The resources of programs by their addresses. */
export function resourcesOf(
  files: Readonly<Record<string, string>>,
  entries?: readonly string[],
  deployed?: Partial<Deployed>,
): ReadonlyMap<string, Resource> {
  return new Map(
    documentsOf(files, entries, deployed).flatMap(({ resources }) =>
      resources.map((resource) => [resource.address, resource] as const),
    ),
  );
}

/** A value as plain data: `{ ref }` for what refers to a resource, `? …` for what is not known. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "scalar":
      return value.text;
    case "absent":
      return undefined;
    case "unknown": {
      const [first] = value.references;
      if (value.parts !== undefined) return value.parts.map((part) => part ?? "*").join("");
      if (first === undefined) return `? ${value.reason.detail}`;
      return {
        ref: [first.address, ...((first.attribute ?? "") ? [first.attribute] : [])].join("."),
      };
    }
    case "list": {
      const items = value.items.map(plain);
      return value.rest === undefined ? items : [...items, { rest: plain(value.rest) }];
    }
    case "map": {
      const keys = [...value.keys()].sort();
      const entries = keys.map((key) => [key, plain(value.get(key))] as const);
      if (value.rest !== undefined) entries.push(["…", plain(value.rest)]);
      return Object.fromEntries(entries);
    }
  }
}

/** The text that a value stands at. */
export function underlined({ place }: Pick<Value, "place">): string {
  const { source, route } = place;
  return route.kind === "span" ? source.text.slice(route.span.start, route.span.end) : "";
}
