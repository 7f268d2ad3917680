import { jsonTopLevelKeys, startsObject, yamlTopLevelKeys } from "./top-level-keys.ts";

/** Texts that become JSON or YAML only once something has filled them in. */
const templates = /\.(?:tpl|tftpl|tmpl|j2|jinja|jinja2|hbs|mustache|erb)$/;

/**
 * @param path - the file's path; its ending tells YAML from JSON where it can
 * @param text - the decoded text, with or without a byte order mark
 * @returns the syntax to read it with, or undefined where it can be neither
 */
export function syntaxOf(path: string, text: string): "json" | "yaml" | undefined {
  const name = (path.split("/").at(-1) ?? "").toLowerCase();
  if (templates.test(name)) return undefined;
  if (name.endsWith(".yaml") || name.endsWith(".yml")) return "yaml";
  if (startsObject(text)) return "json";
  // Without an ending, as on standard input, only the text can tell.
  return name.includes(".") ? undefined : "yaml";
}

/** The outermost keys of a text, as far as it has them. */
export function topLevelKeys(text: string): ReadonlySet<string> {
  return new Set(startsObject(text) ? jsonTopLevelKeys(text) : yamlTopLevelKeys(text));
}
