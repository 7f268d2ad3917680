/** The parts of an Amazon Resource Name that tell where something is. */
export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** Empty where the ARN names none, `aws` for what AWS owns. */
  readonly account: string;
  /** Everything after the fifth colon: `cluster/payments`. */
  readonly resource: string;
}

/**
 * Splits an ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 *
 * @param text - an ARN; blanks around it do not count, since printed responses carry them
 * @returns its parts, or undefined where it is none
 */
export function arnParts(text: string): ArnParts | undefined {
  const parts = text.trim().split(":");
  const [prefix, partition, service, region, account] = parts;
  if (prefix !== "arn" || partition === undefined || partition === "") return undefined;
  if (service === undefined || region === undefined || account === undefined) return undefined;
  const resource = parts.slice(5).join(":");
  return resource === "" ? undefined : { partition, service, region, account, resource };
}
