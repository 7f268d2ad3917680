/**
 * Whether a text is the id of an account: twelve digits. It is asked of nearly every text that names
 * somebody, and the first runs of a regular expression take as long as thousands of these.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
 */
export function isAccountId(text: string): boolean {
  if (text.length !== 12) return false;
  for (let at = 0; at < 12; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return true;
}
