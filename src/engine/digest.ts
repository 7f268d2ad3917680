/**
 * @param text - any text
 * @returns the SHA-256 digest of its UTF-8, in hexadecimal
 */
export function sha256(text: string): string {
  // An import would load the module with the program, which costs a start milliseconds; most runs
  // show no digest.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("hex");
}
