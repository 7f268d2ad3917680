import { collect, type CollectOptions, type CollectOutcome } from "../../src/collect/index.ts";
import type { Host } from "../../src/model/host.ts";
import { memoryHost } from "../memory-host.ts";
import { Stub, type Answering } from "./stub/server.ts";
import { answeringIn } from "./stub/answering.ts";
import { accessKeyOf, managementAccount, root, type World } from "./stub/world.ts";

/** A snapshot as far as tests look into it. */
export interface Snapshot {
  readonly guardlint: string;
  readonly organization: readonly SnapshotAnswer[];
  readonly awsPolicies: readonly Record<string, unknown>[];
  readonly accounts: Readonly<
    Record<
      string,
      {
        readonly answers: readonly SnapshotAnswer[];
        readonly regions: Readonly<Record<string, readonly SnapshotAnswer[]>>;
      }
    >
  >;
}

export interface SnapshotAnswer {
  readonly call: string;
  readonly of?: string;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly unread?: { readonly action: string; readonly because: string };
}

/** Two units, two accounts with a cluster each, and the guard over one of them. */
export const smallWorld: World = {
  units: [
    { id: "ou-ab12-production", parent: root, name: "production" },
    { id: "ou-ab12-sandboxes", parent: root, name: "sandboxes" },
  ],
  accounts: [
    { id: "111122223333", parent: "ou-ab12-production", name: "payments", clusters: ["payments"] },
    { id: "444455556666", parent: "ou-ab12-sandboxes", name: "sandbox", clusters: ["sandbox"] },
  ],
  policies: [
    {
      id: "p-guard0000",
      targets: ["ou-ab12-production"],
      content: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "KeepTheTag",
            Effect: "Deny",
            Action: ["eks:TagResource", "eks:UntagResource"],
            Resource: "*",
            Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } },
          },
        ],
      }),
    },
  ],
  regions: ["eu-west-1"],
  rolesPerAccount: 2,
};

export const defaults: CollectOptions = {
  role: "audit",
  regions: undefined,
  endpoint: undefined,
  profile: undefined,
  redact: false,
  concurrency: 4,
  journal: "snapshot.json.partial",
  maxAttempts: 3,
  credentials: {
    accessKeyId: accessKeyOf(managementAccount),
    secretAccessKey: "secret-of-the-caller",
  },
};

/** Collects from a stub that answers as a world does, save where `instead` has another answer. */
export async function collectFrom(
  world: World,
  {
    instead = () => undefined,
    host = memoryHost({}),
    port = 0,
    ...options
  }: Partial<CollectOptions> & {
    readonly instead?: (request: Parameters<Answering>[0]) => ReturnType<Answering> | undefined;
    readonly host?: Host;
    /** That of an earlier stub, which a journal is bound to. */
    readonly port?: number;
  } = {},
): Promise<{ readonly outcome: CollectOutcome; readonly stub: Stub }> {
  const answer = answeringIn(world);
  const stub = new Stub((request) => instead(request) ?? answer(request));
  const endpoint = await stub.listen(port);
  try {
    const regions = "regions" in options ? options.regions : world.regions;
    return { outcome: await collect(host, { ...defaults, ...options, regions, endpoint }), stub };
  } finally {
    await stub.close();
  }
}

/** The snapshot of a collection that came to one. */
export function snapshotOf(outcome: CollectOutcome): Snapshot {
  if (!outcome.ok) throw new Error(outcome.message);
  return JSON.parse(outcome.text) as Snapshot;
}
