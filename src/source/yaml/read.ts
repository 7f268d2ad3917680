import type { Source } from "../../model/place.ts";
import type { YamlDocument } from "./documents.ts";

/**
 * Reads a source as `yamlDocuments` does. What reads the whole of YAML is large and slow, and is
 * loaded where a text is not written plainly.
 *
 * @param source - a source of syntax `yaml`
 * @param tags - what a local tag means, as for `yamlDocuments`
 */
export async function readYaml(
  source: Source,
  tags?: (tag: string) => string | undefined,
): Promise<readonly YamlDocument[]> {
  const { plainYaml } = await import("./plain.ts");
  const value = plainYaml(source, tags);
  if (value !== undefined) return [{ value, problems: [] }];
  const { yamlDocuments } = await import("./documents.ts");
  return yamlDocuments(source, tags);
}
