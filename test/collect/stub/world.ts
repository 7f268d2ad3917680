import type { Reply } from "./wire.ts";

/** The organisation that the stub is. */
export interface World {
  /** Besides the management account. */
  readonly accounts: readonly StubAccount[];
  readonly units: readonly {
    readonly id: string;
    readonly parent: string;
    readonly name: string;
  }[];
  readonly policies: readonly StubPolicy[];
  /** Entries on a page of what is long; everything in one page where it is undefined. */
  readonly pageSize?: number;
  readonly rolesPerAccount: number;
  /** The account that administers GuardDuty. */
  readonly administrator?: string;
  readonly regions: readonly string[];
  /** What GuardDuty switches on in new accounts: `ALL`. */
  readonly autoEnable?: string;
  readonly coverage?: readonly StubCoverage[];
  /** Whether GuardDuty manages the agent: `DISABLED` leaves that to the owners of the clusters. */
  readonly management?: string;
  /** Of every cluster. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface StubAccount {
  readonly id: string;
  readonly parent: string;
  readonly name: string;
  /** Clusters in each Region. */
  readonly clusters: readonly string[];
}

export interface StubPolicy {
  readonly id: string;
  readonly content: string;
  readonly targets: readonly string[];
}

export interface StubCoverage {
  readonly account: string;
  readonly cluster: string;
  readonly status: "HEALTHY" | "UNHEALTHY";
  readonly issue: string;
}

export const managementAccount = "999999999999";
export const root = "r-ab12";

/** Access keys say whose they are. */
export function accessKeyOf(account: string): string {
  return `AKIA${account}`;
}

/** AWS's refusal. */
export function refused(code: string, message = "User is not authorized to perform it"): Reply {
  return { kind: "error", code, status: 403, message };
}
