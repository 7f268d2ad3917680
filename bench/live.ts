import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { answeringIn } from "../test/collect/stub/answering.ts";
import { Stub } from "../test/collect/stub/server.ts";
import { accessKeyOf, managementAccount, root, type World } from "../test/collect/stub/world.ts";
import { costOnce } from "./process.ts";

const ACCOUNTS = 500;
const UNITS = 10;
const REGIONS = ["eu-west-1", "us-east-1"] as const;
const MOST_MEMORY = 500e6;

const units = Array.from({ length: UNITS }, (_, index) => unitId(index));
const ids = Array.from({ length: ACCOUNTS }, (_, index) => `1${String(index).padStart(11, "0")}`);

/** Accounts in units, each with a cluster in two Regions; the guard is attached to all but one. */
const world: World = {
  units: units.map((id, index) => ({ id, parent: root, name: `unit ${index}` })),
  accounts: ids.map((id, index) => ({
    id,
    parent: unitId(index % UNITS),
    name: `account ${index}`,
    clusters: [`cluster-${index}`],
  })),
  policies: [
    {
      id: "p-FullAWSAccess",
      targets: [root, managementAccount, ...units, ...ids],
      content: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "*", Resource: "*" },
      }),
    },
    {
      id: "p-guard0000",
      targets: Array.from({ length: UNITS - 1 }, (_, index) => unitId(index)),
      content: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Sid: "KeepTheTag",
          Effect: "Deny",
          Action: ["eks:TagResource", "eks:UntagResource"],
          Resource: "*",
          Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": "GuardDutyManaged" } },
        },
      }),
    },
  ],
  pageSize: 20,
  rolesPerAccount: 10,
  administrator: "100000000000",
  regions: REGIONS,
};

function unitId(index: number): string {
  return `ou-ab12-0000000${String(index)}`;
}

/**
 * What it costs to collect an organisation from a stub of AWS, and to check the snapshot.
 *
 * @param program - the built program
 * @param folder - where files may be left
 * @returns a line for each
 */
export async function liveCost(program: string, folder: string): Promise<string> {
  const stub = new Stub(answeringIn(world));
  const endpoint = await stub.listen();
  const snapshot = join(folder, "snapshot.json");
  try {
    const start = performance.now();
    const memory = await collecting(program, folder, [
      ...["collect", "--out", snapshot, "--assume-role", "audit", "--concurrency", "16"],
      ...["--regions", REGIONS.join(","), "--endpoint-url", endpoint],
    ]);
    const time = performance.now() - start;
    const words = [program, "check", "--quiet", snapshot];
    const check = costOnce({ name: "check of a snapshot", words, codes: [0, 1] }, folder);
    const verdict = memory <= MOST_MEMORY ? "PASS" : "FAIL";
    return [
      `An organisation of ${ACCOUNTS} accounts in ${REGIONS.length} Regions, collected from a stub: ${stub.requests.length} calls in ${seconds(time)}; ${verdict}  ${megabytes(memory)}, at most ${megabytes(MOST_MEMORY)}`,
      `check of its snapshot of ${megabytes(statSync(snapshot).size)}: ${seconds(check.time)}; ${megabytes(check.memory)}`,
    ].join("\n");
  } finally {
    await stub.close();
  }
}

/** Runs beside the stub, which answers in this process. */
async function collecting(
  program: string,
  folder: string,
  words: readonly string[],
): Promise<number> {
  const file = join(folder, "collect-peak");
  const hook =
    'import { writeFileSync } from "node:fs";' +
    'process.on("exit", () => writeFileSync(process.env.BENCH_PEAK, String(process.resourceUsage().maxRSS)));';
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(hook)}`, program, ...words],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        BENCH_PEAK: file,
        AWS_ACCESS_KEY_ID: accessKeyOf(managementAccount),
        AWS_SECRET_ACCESS_KEY: "secret",
      },
    },
  );
  const ended = once(child, "exit");
  const code: unknown = (await ended)[0];
  if (code !== 0) throw new Error(`collect ended with ${String(code)}`);
  return Number(readFileSync(file, "utf8")) * 1024;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
