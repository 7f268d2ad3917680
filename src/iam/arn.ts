/**
 * Amazon Resource Names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon. */
  readonly resource: string;
}

/** @returns the parts of an ARN, or undefined where the text is none */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(":");
  const [prefix, partition, service, region, account] = parts;
  if (
    prefix !== "arn" ||
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined ||
    parts.length < 6
  ) {
    return undefined;
  }
  return { partition, service, region, account, resource: parts.slice(5).join(":") };
}
