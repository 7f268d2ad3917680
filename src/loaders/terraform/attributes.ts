/**
 * Attributes that are there whether or not somebody sets them: an omitted one is made up by the
 * provider or by AWS, and known only after apply.
 */
export const generatedAttributes: ReadonlySet<string> = new Set([
  "account_id",
  "arn",
  "id",
  "json",
  "minified_json",
  "name",
  "owner_id",
]);

/** Attributes that hold a document as JSON: a policy, or the configuration of an add-on. */
export const documentAttributes: ReadonlySet<string> = new Set([
  "assume_role_policy",
  "configuration_values",
  "content",
  "override_json",
  "override_policy_documents",
  "policy",
  "source_json",
  "source_policy_documents",
]);
