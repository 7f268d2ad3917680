import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../src/commands/main.ts";
import { smallWorld } from "../collect/collecting.ts";
import { answeringIn } from "../collect/stub/answering.ts";
import { Stub } from "../collect/stub/server.ts";
import { accessKeyOf, managementAccount, refused } from "../collect/stub/world.ts";
import { memoryHost, type MemoryHost } from "../memory-host.ts";

describe("collect and live", () => {
  let stub: Stub;
  let endpoint: string;

  beforeEach(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", accessKeyOf(managementAccount));
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret-of-the-caller");
    vi.stubEnv("AWS_PROFILE", undefined);
    stub = new Stub(answeringIn(smallWorld));
    endpoint = await stub.listen();
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await stub.close();
  });

  const asked = (...words: readonly string[]): readonly string[] => [
    ...words,
    "--assume-role",
    "audit",
    "--regions=eu-west-1",
    `--endpoint-url=${endpoint}`,
  ];

  it("write the snapshot, and leave nothing else", async () => {
    const host = memoryHost({});
    expect(await main(asked("collect", "--out", "snapshot.json"), host)).toBe(0);
    expect([...host.written.keys()]).toEqual(["/repo/snapshot.json"]);
    const calls = String(stub.requests.length);
    expect(host.output).toEqual({
      stdout: "",
      stderr: `guardlint: read 3 accounts with ${calls} calls\n`,
    });
  });

  it("judge what they read without keeping it", async () => {
    const host = memoryHost({});
    expect(await main(asked("live", "--rule", "guard-does-not-reach-account"), host)).toBe(1);
    expect(host.written.size).toBe(0);
    expect(host.output.stdout).toContain("444455556666/eu-west-1/sandbox");
  });

  it("keep what they judge where that is asked", async () => {
    const host = memoryHost({});
    const words = asked("live", "--out", "kept.json", "--rule", "unhealthy-coverage");
    expect(await main(words, host)).toBe(0);
    expect([...host.written.keys()]).toEqual(["/repo/kept.json"]);
  });

  it("tell what is unread once for all accounts", async () => {
    await stub.close();
    const answer = answeringIn(smallWorld);
    stub = new Stub((request) =>
      request.operation === "DescribeVpcs" ? refused("UnauthorizedOperation") : answer(request),
    );
    endpoint = await stub.listen();
    const host = memoryHost({});
    expect(await main(asked("collect", "--out", "snapshot.json"), host)).toBe(0);
    expect(host.output.stderr).toContain(
      "guardlint: `ec2:DescribeVpcs` could not be read: access denied (3 ×)\n",
    );
  });

  it("show how far they are on a terminal", async () => {
    const host = memoryHost({}, { isTTY: true });
    await main(asked("collect", "--out", "snapshot.json"), host);
    expect(host.output.stderr).toMatch(/Reading the organisation, \d+ call/);
  });

  it("read nothing where the snapshot cannot be written", async () => {
    const host = memoryHost({ "there/file": "" });
    expect(await main(asked("collect", "--out", "there"), host)).toBe(2);
    expect(host.output.stderr).toBe("guardlint: cannot write there: it is a directory\n");
    expect(stub.requests).toEqual([]);
  });

  it("say what is kept when somebody interrupts them", async () => {
    await stub.close();
    const host = memoryHost({});
    const answer = answeringIn(smallWorld);
    stub = new Stub((request) => {
      if (request.operation === "ListClusters") host.interrupt();
      return answer(request);
    });
    endpoint = await stub.listen();
    expect(await main(asked("collect", "--out", "snapshot.json", "--concurrency=1"), host)).toBe(0);
    expect(host.output.stderr).toContain(
      "guardlint: interrupted; what was read is kept in snapshot.json.partial; run it again to go on\n",
    );
  });

  it("say where the snapshot cannot be written", async () => {
    const host = memoryHost({}, { writeFailure: "no space left" });
    expect(await main(asked("collect", "--out", "snapshot.json"), host)).toBe(2);
    expect(host.output.stderr).toContain("no space left");
  });
});

describe("the words of collect", () => {
  const told = async (
    ...words: readonly string[]
  ): Promise<MemoryHost["output"] & { readonly code: number }> => {
    const host = memoryHost({});
    return { code: await main(["collect", ...words], host), ...host.output };
  };

  it("print the permissions without asking AWS", async () => {
    const { code, stdout } = await told("--print-policy");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ Version: "2012-10-17" });
  });

  it.each([
    [[], "--out FILE says where the snapshot is to go"],
    [["accounts"], "collect takes no argument, and 'accounts' is one"],
    [["--regions", "Europe"], "'Europe' is no Region"],
    [["--assume-role", "arn:aws:iam::1:role/a"], "--assume-role takes the name of a role"],
    [["--endpoint-url", "localhost"], "--endpoint-url takes a URL"],
    [["--concurrency", "0"], "--concurrency takes a number from 1 to 64"],
  ])("%j make no sense", async (words, message) => {
    const { code, stderr } = await told(...words);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
