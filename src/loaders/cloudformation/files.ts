import type { Source } from "../../model/place.ts";
import type { ScalarValue, Value } from "../../model/value.ts";
import { embeddedJson, jsonDocument } from "../../source/json/value.ts";
import type { YamlDocument } from "../../source/yaml/documents.ts";
import { joined, type Tree } from "../terraform/source/tree.ts";
import { longForm } from "./recognise.ts";
import type { TemplateText } from "./template.ts";

/** A file that a template names, or why there is none. */
export type FileResult =
  | { readonly ok: true; readonly source: Source; readonly value: Value }
  | { readonly ok: false; readonly detail: string };

/** Reads YAML; the parser is loaded where a template needs it. */
export type YamlReader = (
  source: Source,
  tags: (tag: string) => string | undefined,
) => readonly YamlDocument[];

/** The files that templates name, each read once. */
export class Files {
  readonly #tree: Tree;
  readonly #yaml: YamlReader | undefined;
  readonly #read: Map<string, FileResult>;
  /** The templates that were read already. */
  readonly given: readonly Source[];

  /**
   * @param tree - reads files inside the linted folders
   * @param yaml - reads YAML
   * @param known - templates that were read already
   */
  constructor(tree: Tree, yaml: YamlReader | undefined, known: readonly TemplateText[]) {
    this.#tree = tree;
    this.#yaml = yaml;
    this.given = known.map(({ source }) => source);
    this.#read = new Map(
      known.map(({ source, value }): [string, FileResult] => [
        source.path,
        { ok: true, source, value },
      ]),
    );
  }

  /**
   * Reads a file of the linted folders.
   *
   * @param location - as the template writes it: a path, or an address that leads elsewhere
   * @param from - the template's own path
   */
  read(location: string, from: string): FileResult {
    const written = location.startsWith("file://") ? location.slice(7) : location;
    const shown = written.length > 100 ? `${written.slice(0, 100)}…` : written;
    if (/^[a-z][a-z0-9+.-]*:/i.test(written)) {
      return { ok: false, detail: `\`${shown}\` is not on this machine` };
    }
    const slash = from.lastIndexOf("/");
    const path = joined(slash === -1 ? "" : from.slice(0, slash), written);
    let file = this.#read.get(path);
    if (file === undefined) this.#read.set(path, (file = this.#open(path)));
    return file;
  }

  /** The paths of the files that were read for templates, and that nobody gave. */
  get further(): readonly string[] {
    const given = new Set(this.given.map(({ path }) => path));
    return [...this.#read.keys()].filter((path) => !given.has(path));
  }

  /** A template that stands in a string as JSON. */
  inline(value: ScalarValue): TemplateText | undefined {
    const json = /^\s*\{/.test(value.text) ? embeddedJson(value) : undefined;
    return json?.ok === true ? { source: value.place.source, value: json.value } : undefined;
  }

  #open(path: string): FileResult {
    const file = this.#tree.read(path);
    if (!file.ok) return file;
    const { text } = file.source;
    const json = /^\ufeff?\s*\{/.test(text);
    const source: Source = { path, text, syntax: json ? "json" : "yaml", confidential: false };
    if (json) {
      const parsed = jsonDocument(source);
      return parsed.ok
        ? { ok: true, source, value: parsed.value }
        : { ok: false, detail: `\`${path}\` is not valid JSON: ${parsed.message}` };
    }
    const [document] = this.#yaml?.(source, longForm) ?? [];
    return document === undefined
      ? { ok: false, detail: `\`${path}\` cannot be read` }
      : { ok: true, source, value: document.value };
  }
}
