import type { Arguments } from "./arguments.ts";
import { flag, list, text } from "./option.ts";
import { UsageError } from "./usage-error.ts";

/** What of an account is read, and how: the options of `collect` and of `live`. */
export const collectOptions = {
  role: text(
    "assume-role",
    "NAME",
    "The role to assume in every other account of the organisation; without it the current account alone is read",
  ),
  regions: list(
    "regions",
    "REGION,…",
    "The Regions to read; otherwise those that each account has enabled",
  ),
  profile: text("profile", "NAME", "The profile of AWS's shared configuration to start from"),
  endpoint: text("endpoint-url", "URL", "Where all services are asked, in place of AWS's own"),
  redact: flag("redact", "Replace names that people gave to accounts, units and policies by ids"),
  concurrency: text("concurrency", "NUMBER", "How many accounts are read at once (default: 8)"),
};

/** What {@link collectOptions} were given. */
export interface Collection {
  readonly role: string | undefined;
  readonly regions: readonly string[] | undefined;
  readonly profile: string | undefined;
  readonly endpoint: string | undefined;
  readonly redact: boolean;
  readonly concurrency: number;
}

/** @throws UsageError where a value makes no sense */
export function readCollection(given: Arguments): Collection {
  const regions = given
    .get(collectOptions.regions)
    .flatMap((value) => value.split(",").map((region) => region.trim()));
  const strange = regions.find((region) => !/^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(region));
  if (strange !== undefined) throw new UsageError(`'${strange}' is no Region`);
  const role = given.get(collectOptions.role);
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
  if (role !== undefined && !/^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/.test(role)) {
    throw new UsageError("--assume-role takes the name of a role, with its path if it has one");
  }
  const endpoint = given.get(collectOptions.endpoint);
  if (endpoint !== undefined && !/^https?:\/\/[^\s/]/.test(endpoint)) {
    throw new UsageError("--endpoint-url takes a URL that starts with http:// or https://");
  }
  return {
    role,
    regions: regions.length === 0 ? undefined : regions,
    profile: given.get(collectOptions.profile),
    endpoint,
    redact: given.get(collectOptions.redact),
    concurrency: concurrencyOf(given.get(collectOptions.concurrency) ?? "8"),
  };
}

function concurrencyOf(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 64) {
    throw new UsageError("--concurrency takes a number from 1 to 64");
  }
  return number;
}
