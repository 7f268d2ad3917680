import { quoted } from "../datum.ts";

/** Which major version of a module a call gets, or why that cannot be told. */
export type Major =
  | { readonly kind: "major"; readonly major: number }
  | { readonly kind: "untold"; readonly because: string };

/**
 * The major version of the newest version that a constraint allows, which is the one that
 * `terraform init` takes.
 * https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 *
 * @param constraint - as written; undefined where the call has none
 */
export function majorAllowed(constraint: string | undefined): Major {
  if (constraint === undefined) return untold("the call does not say which version of it is used");
  const shown = quoted(constraint);
  let lowest: Version = [0, 0, 0];
  let highest: Bound | undefined;
  for (const part of constraint.slice(0, 1000).split(",")) {
    const comparison = comparisonIn(part);
    if (comparison === undefined) return untold(`its version ${shown} cannot be read`);
    const { from, to } = comparison;
    if (from !== undefined && compareVersions(from, lowest) > 0) lowest = from;
    if (to !== undefined && (highest === undefined || isBelow(to, highest))) highest = to;
  }
  if (highest === undefined) {
    return untold(`its version ${shown} has no upper bound, so that any later one may be used`);
  }
  const major = newestMajor(highest);
  const order = compareVersions(lowest, highest.version);
  if (major < 0 || order > 0 || (order === 0 && !highest.included)) {
    return untold(`no version is ${shown}`);
  }
  return { kind: "major", major };
}

/**
 * The major version that a tag names.
 *
 * @param ref - of the repository: `v5.1.2`; undefined for its default branch
 */
export function majorOfRef(ref: string | undefined): Major {
  if (ref === undefined) return untold("the call does not say which version of it is used");
  const version = versionIn(ref);
  if (version === undefined || version.segments < 2) {
    return untold(`${quoted(ref)} is not the tag of a version`);
  }
  return { kind: "major", major: version.version[0] };
}

type Version = readonly [number, number, number];

interface Bound {
  readonly version: Version;
  readonly included: boolean;
}

/** The versions that one comparison allows; one that excludes a single version bounds nothing. */
interface Comparison {
  readonly from: Version | undefined;
  readonly to: Bound | undefined;
}

function comparisonIn(part: string): Comparison | undefined {
  const [, operator = "", written = ""] = /^\s*(=|!=|>=|<=|~>|>|<)?\s*(\S+)\s*$/.exec(part) ?? [];
  const read = versionIn(written);
  if (read === undefined) return undefined;
  const { version } = read;
  switch (operator) {
    case "!=":
      return { from: undefined, to: undefined };
    case ">=":
    case ">":
      return { from: version, to: undefined };
    case "<=":
      return { from: undefined, to: { version, included: true } };
    case "<":
      return { from: undefined, to: { version, included: false } };
    case "~>":
      return { from: version, to: read.segments === 1 ? undefined : pessimistic(read) };
    default:
      return { from: version, to: { version, included: true } };
  }
}

/** Only the last segment that is written may grow: of `~> 20` that is the major version. */
function pessimistic({ version: [major, minor], segments }: Read): Bound {
  return { version: segments === 2 ? [major + 1, 0, 0] : [major, minor + 1, 0], included: false };
}

interface Read {
  readonly version: Version;
  /** How many numbers are written. */
  readonly segments: number;
}

/** Versions that are no releases are not read. */
function versionIn(text: string): Read | undefined {
  const match = /^v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) return undefined;
  const [, ...numbers] = match;
  const [major = 0, minor = 0, patch = 0] = numbers.map((one: string | undefined) =>
    Number(one ?? 0),
  );
  const segments = numbers.filter((one: string | undefined) => one !== undefined).length;
  return { version: [major, minor, patch], segments };
}

/** The major version of the newest version below a bound. */
function newestMajor({ version: [major, minor, patch], included }: Bound): number {
  return included || minor > 0 || patch > 0 ? major : major - 1;
}

function isBelow(one: Bound, other: Bound): boolean {
  const order = compareVersions(one.version, other.version);
  return order < 0 || (order === 0 && !one.included);
}

function compareVersions(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

function untold(because: string): Major {
  return { kind: "untold", because };
}
