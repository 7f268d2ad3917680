/** @returns a time with its unit */
export function milliseconds(value = Number.NaN): string {
  return `${value.toFixed(1)} ms`;
}

/** @returns a size with its unit */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

/** @returns a size with its unit */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
