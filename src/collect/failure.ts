/** Why AWS did not answer. */
export interface Failure {
  /**
   * `refused`: no permission. `expired`: the credentials are no longer good, and nothing more can be
   * read with them. `gone`: what was to be described is not there. `failed`: everything else.
   */
  readonly kind: "refused" | "expired" | "gone" | "failed";
  /** Completes "… could not be read: "; holds nothing of the credentials. */
  readonly because: string;
}

const refusals: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "AccessDeniedForDependencyException",
  "UnauthorizedOperation",
  "UnauthorizedException",
  "NotAuthorized",
]);

const expiries: ReadonlySet<string> = new Set([
  "ExpiredToken",
  "ExpiredTokenException",
  "RequestExpired",
  "TokenRefreshRequired",
  "CredentialsProviderError",
  "TokenProviderError",
]);

/** A Region that an account has not enabled knows none of its credentials. */
const unknownCallers: ReadonlySet<string> = new Set([
  "AuthFailure",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
  "OptInRequired",
  "SignatureDoesNotMatch",
  "InvalidSignatureException",
]);

const gone: ReadonlySet<string> = new Set([
  "ResourceNotFoundException",
  "PolicyNotFoundException",
  "ParentNotFoundException",
  "InvalidVpcID.NotFound",
  "AWSOrganizationsNotInUseException",
]);

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const throttles = /throttl|toomanyrequests|requestlimitexceeded|slowdown/i;

/**
 * Says what became of a call that an SDK threw for. The text of AWS's own message is left out, since
 * it holds ids of sessions that differ from run to run.
 *
 * @param error - what was thrown
 */
export function failureOf(error: unknown): Failure {
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : "";
  if (refusals.has(name)) return { kind: "refused", because: refusalText(message) };
  if (expiries.has(name)) {
    const isOwn = name.endsWith("ProviderError");
    return {
      kind: "expired",
      because: isOwn
        ? `no credentials are at hand (${firstLine(message)}); log in, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`
        : "the credentials have expired; renew them, with a session that lasts longer if need be",
    };
  }
  if (gone.has(name)) return { kind: "gone", because: "it is not there (any more)" };
  if (unknownCallers.has(name)) {
    return { kind: "failed", because: `the credentials are not known there (${name})` };
  }
  if (throttles.test(name)) {
    return { kind: "failed", because: `AWS kept asking to slow down (${name})` };
  }
  if (error instanceof SyntaxError || /deserializ|parse error|is not valid JSON/i.test(message)) {
    return { kind: "failed", because: "the answer is not what AWS sends" };
  }
  const code = codeOf(error);
  if (code !== undefined) return { kind: "failed", because: `the connection failed (${code})` };
  return {
    kind: "failed",
    because: `AWS answered with ${/^[\w.]{1,60}$/.test(name) ? name : "an error"}`,
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function refusalText(message: string): string {
  const by =
    /with an explicit deny in an? (service control|resource control|identity-based|resource-based) policy/i.exec(
      message,
    );
  return by === null ? "access denied" : `access denied by ${article(by[1] ?? "")} policy`;
}

function article(kind: string): string {
  return `${/^[aeiou]/i.test(kind) ? "an" : "a"} ${kind.toLowerCase()}`;
}

function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    const code = "code" in at ? at.code : undefined;
    if (typeof code === "string" && /^E[A-Z_]+$/.test(code)) return code;
    if (at.name === "TimeoutError") return "time-out";
    at = at.cause;
  }
  return undefined;
}

function firstLine(text: string): string {
  const [line = ""] = text.split("\n", 1);
  return line.slice(0, 200).replace(/\.$/, "");
}
