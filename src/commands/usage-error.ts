/** A command line that cannot be understood; ends the run with exit code 2 and no stack trace. */
export class UsageError extends Error {
  /** The word that was not understood and those that it may have been meant to be. */
  readonly intended: { readonly word: string; readonly candidates: readonly string[] } | undefined;
  /** A hint that is certain, in place of the guess. */
  readonly hint: string | undefined;

  /**
   * @param message - a sentence without its final period
   * @param intended - for a "did you mean"
   * @param hint - a sentence without its final period
   */
  constructor(
    message: string,
    intended?: { readonly word: string; readonly candidates: readonly string[] },
    hint?: string,
  ) {
    super(message);
    this.name = "UsageError";
    this.intended = intended;
    this.hint = hint;
  }
}
