/**
 * Which versions of the add-on `aws-guardduty-agent` run on which versions of Kubernetes, newest
 * first, as of October 2026.
 * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-eks-support.html
 */
export const agentVersions: readonly {
  readonly versions: readonly string[];
  /** The oldest and the newest minor version of Kubernetes 1. */
  readonly kubernetes: readonly [oldest: number, newest: number];
}[] = [
  { versions: ["1.17.1"], kubernetes: [31, 36] },
  { versions: ["1.16.0", "1.15.0", "1.12.2"], kubernetes: [28, 36] },
  { versions: ["1.12.1"], kubernetes: [28, 35] },
  { versions: ["1.11.0"], kubernetes: [28, 34] },
  { versions: ["1.10.0"], kubernetes: [21, 33] },
  { versions: ["1.9.0", "1.8.1"], kubernetes: [21, 32] },
  { versions: ["1.7.1", "1.7.0", "1.6.1"], kubernetes: [21, 31] },
  { versions: ["1.6.0", "1.5.0", "1.4.1", "1.4.0", "1.3.1"], kubernetes: [21, 29] },
  { versions: ["1.3.0", "1.2.0"], kubernetes: [21, 28] },
  { versions: ["1.1.0"], kubernetes: [21, 26] },
  { versions: ["1.0.0"], kubernetes: [21, 25] },
];

/** A version of the add-on: `v1.12.1-eksbuild.3`. */
export interface AgentVersion {
  readonly numbers: readonly [number, number, number];
  /** Undefined where the text names none, which stands for any. */
  readonly build: number | undefined;
}

/** @returns undefined where the text is no version of an add-on */
export function parseAgentVersion(text: string): AgentVersion | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})(?:-eksbuild\.(\d{1,4}))?$/.exec(text.trim());
  if (match === null) return undefined;
  const [, major, minor, patch, build] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    build: build === undefined ? undefined : Number(build),
  };
}

/** @returns below zero where the first is older, above where it is newer; a build left out is equal */
export function compareAgentVersions(one: AgentVersion, other: AgentVersion): number {
  for (const [index, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.build === undefined || other.build === undefined ? 0 : one.build - other.build;
}
