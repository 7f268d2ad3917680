import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where moto listens. */
    readonly moto: string;
  }
}

/** How long moto may take until it listens. */
const patience = 60_000;

/**
 * Starts moto for all tests, and ends it after them.
 *
 * @throws where it is not installed, or does not listen
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const port = await freePort();
  const program = process.env["MOTO_SERVER"] ?? "moto_server";
  const server = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], {
    env: { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: "true" },
    stdio: "ignore",
  });
  const ended = once(server, "exit").then(() => "ended" as const);
  const missing = once(server, "error").then(([error]: unknown[]) => {
    throw new Error(`${program} cannot be started: pip install 'moto[server]'`, { cause: error });
  });
  const address = `http://127.0.0.1:${String(port)}`;
  await Promise.race([missing, listens(address, ended)]);
  project.provide("moto", address);
  return async () => {
    server.kill();
    await ended;
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

async function listens(address: string, ended: Promise<"ended">): Promise<void> {
  const start = performance.now();
  while (performance.now() - start < patience) {
    const answer = await Promise.race([
      fetch(`${address}/moto-api/data.json`).catch(() => undefined),
      ended,
    ]);
    if (answer === "ended") throw new Error("moto ended before it listened");
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("moto does not listen");
}
