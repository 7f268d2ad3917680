/**
 * AWS's global condition keys that hold several values, in lower case; every other key that begins
 * with `aws:` holds one.
 *
 * As of October 2026.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const multivaluedGlobalKeys: ReadonlySet<string> = new Set([
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
]);

/**
 * AWS's global condition keys that every request has, in lower case.
 *
 * As of October 2026.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const everPresentGlobalKeys: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:useragent",
  "aws:userid",
  "aws:viaawsservice",
]);
