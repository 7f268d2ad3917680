/**
 * Keeps the SDK from telling on standard error which Node its later versions will need: its version
 * is this program's, and nobody who runs it can do anything about that.
 * https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/getting-started-nodejs.html
 */
export function quietSdk(): void {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
}
