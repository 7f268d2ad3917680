/**
 * What code scanning takes from a file: above the maximum it refuses the whole file, and of what it
 * takes it shows less.
 * https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#file-size-and-sarif-limits
 */
export const limits = {
  /** Results of a run. */
  results: 25_000,
  /** Results of a run that are shown, the most severe ones. */
  shownResults: 5_000,
  /** Locations of a result that are shown; up to 1,000 are taken. */
  shownLocations: 100,
  /** Steps of a result's code flows that are shown; up to 10,000 are taken. */
  shownSteps: 1_000,
  /** Notifications; a limit of our own, so that a thousand broken files leave room for results. */
  notifications: 1_000,
  /** Bytes of the file after gzip. */
  gzippedBytes: 10_000_000,
} as const;
