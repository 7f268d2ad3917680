/** The name of a file of a Terraform module: `main`, `.tf` and `.json` of `main.tf.json`. */
export interface ConfigurationFile {
  readonly stem: string;
  readonly language: ".tf" | ".tofu";
  readonly syntax: "" | ".json";
}

/** @returns undefined where a file is none of a Terraform module's, by its name */
export function configurationFile(name: string): ConfigurationFile | undefined {
  const syntax = name.endsWith(".json") ? ".json" : "";
  const base = name.slice(0, name.length - syntax.length);
  const language = base.endsWith(".tf") ? ".tf" : ".tofu";
  const stem = base.slice(0, -language.length);
  if (stem === "" || name.startsWith(".") || !base.endsWith(language)) return undefined;
  return { stem, language, syntax };
}

/** Whether a file is one of a Terraform module's, by its name. */
export function isConfigurationFile(name: string): boolean {
  return configurationFile(name) !== undefined;
}
