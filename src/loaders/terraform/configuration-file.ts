/** Whether a file is one of a Terraform module's, by its name. */
export function isConfigurationFile(name: string): boolean {
  return /^[^.].*\.(?:tf|tofu)(?:\.json)?$/.test(name);
}
