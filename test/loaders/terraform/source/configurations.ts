import { loadConfigurations } from "../../../../src/loaders/terraform/source/load.ts";
import { readYaml } from "../../../../src/loaders/terraform/source/yaml/read.ts";
import type { Place } from "../../../../src/model/place.ts";
import type { LoadedDocument } from "../../../../src/model/resource.ts";
import type { Value } from "../../../../src/model/value.ts";
import { LineIndex } from "../../../../src/source/line-index.ts";
import { memoryHost, type MemoryHostOptions } from "../../../memory-host.ts";

/** What a test says beside the files. */
interface Options extends MemoryHostOptions {
  readonly folders?: readonly string[];
  readonly boundaries?: readonly string[];
  readonly values?: readonly string[];
  readonly files?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** The account that all files deploy to, where they do not tell. */
  readonly account?: string;
}

/** Loads configurations from a record of files; every root's folder is `main` unless said. */
export function rootsOf(
  files: Readonly<Record<string, string>>,
  options: Options = {},
): readonly LoadedDocument[] {
  return loadConfigurations(memoryHost(files, options), {
    folders: options.folders ?? ["main"],
    boundaries: options.boundaries ?? [""],
    variables: {
      values: options.values ?? [],
      files: options.files ?? [],
      environment: new Map(Object.entries(options.environment ?? {})),
    },
    accountOfFile: () => options.account,
    yaml: readYaml,
  }).map(({ document }) => document);
}

/** The only root of files. */
export function rootOf(
  files: Readonly<Record<string, string>>,
  options: Options = {},
): LoadedDocument {
  const [only, second] = rootsOf(files, options);
  if (only === undefined || second !== undefined) throw new Error("there is not one root");
  return only;
}

/** A place as `main/main.tf:3:5 "what stands there" ← var.name ← …`. */
export function shown({ source, route, via }: Place): string {
  const span = route.kind === "span" ? route.span : { start: 0, end: 0 };
  const { startLine, startColumn } = new LineIndex(source.text).region(span);
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, " ");
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  const where = `${source.path}:${String(startLine)}:${String(startColumn)} ${short}`;
  return [where, ...via.map(({ label }) => label)].join(" ← ");
}

/** Where a value stands. */
export function placed(value: Value): string {
  return shown(value.place);
}
