import { describe, expect, it } from "vitest";
import { failureOf } from "../../src/collect/failure.ts";
import { memoryHost } from "../memory-host.ts";
import { collectFrom, smallWorld, snapshotOf } from "./collecting.ts";
import type { Reply, StubRequest } from "./stub/wire.ts";
import { refused } from "./stub/world.ts";

/** Another answer for the first requests of an operation. */
function firstTimes(
  operation: string,
  times: number,
  reply: Reply,
): (request: StubRequest) => Reply | undefined {
  let left = times;
  return (request) => {
    if (request.operation !== operation || left === 0) return undefined;
    left -= 1;
    return reply;
  };
}

const throttled: Reply = {
  kind: "error",
  code: "ThrottlingException",
  status: 400,
  message: "Rate exceeded",
};

describe("a call that AWS throttles", () => {
  it("is made again", async () => {
    const plain = await collectFrom(smallWorld);
    const { outcome, stub } = await collectFrom(smallWorld, {
      instead: firstTimes("ListRoots", 1, throttled),
    });
    expect(stub.count("ListRoots")).toBe(2);
    expect(outcome.ok && outcome.text).toBe(plain.outcome.ok && plain.outcome.text);
  });

  it("is unread where AWS throttles it for ever", async () => {
    const { outcome } = await collectFrom(smallWorld, {
      maxAttempts: 2,
      instead: ({ operation }) => (operation === "ListRoots" ? throttled : undefined),
    });
    const roots = snapshotOf(outcome).organization.find(({ call }) => call.endsWith("list-roots"));
    expect(roots?.unread?.because).toBe("AWS kept asking to slow down (ThrottlingException)");
  });
});

describe("an answer that is none", () => {
  const inRegion = async (
    operation: string,
    reply: Reply,
    call: string,
  ): Promise<string | undefined> => {
    const { outcome } = await collectFrom(smallWorld, {
      maxAttempts: 1,
      instead: (request) => (request.operation === operation ? reply : undefined),
    });
    const answers = snapshotOf(outcome).accounts["111122223333"]?.regions["eu-west-1"];
    return answers?.find((answer) => answer.call === call)?.unread?.because;
  };

  it.each([
    ["ListClusters", "<html>not found</html>", "eks list-clusters"],
    ["ListDetectors", '{"detectorIds": [', "guardduty list-detectors"],
    ["DescribeVpcs", "<DescribeVpcsResponse><vpcSet>", "ec2 describe-vpcs"],
  ])("of %s is unread", async (operation, text, call) => {
    const because = await inRegion(operation, { kind: "text", text }, call);
    expect(because).toBe("the answer is not what AWS sends");
  });

  it("is unread where the connection is cut in the middle", async () => {
    const reply: Reply = { kind: "cut", body: { clusters: ["payments"] } };
    const because = await inRegion("ListClusters", reply, "eks list-clusters");
    expect(because).toBe("the answer is not what AWS sends");
  });

  it("is asked for again where the connection was cut once", async () => {
    const reply: Reply = { kind: "cut", body: { clusters: ["payments"] } };
    const plain = await collectFrom(smallWorld);
    const { outcome } = await collectFrom(smallWorld, {
      instead: firstTimes("ListClusters", 1, reply),
    });
    expect(outcome.ok && outcome.text).toBe(plain.outcome.ok && plain.outcome.text);
  });
});

describe("credentials", () => {
  it("that are no good are told at once", async () => {
    const { outcome, stub } = await collectFrom(smallWorld, {
      instead: () => refused("InvalidClientTokenId"),
    });
    expect(outcome).toEqual({
      ok: false,
      kept: false,
      message:
        "`sts:GetCallerIdentity` could not be read: the credentials are not known there (InvalidClientTokenId)",
    });
    expect(stub.requests).toHaveLength(1);
  });

  it("that are nowhere are told with what to do", () => {
    const error = new Error("Could not load credentials from any providers");
    error.name = "CredentialsProviderError";
    expect(failureOf(error)).toEqual({
      kind: "expired",
      because:
        "no credentials are at hand (Could not load credentials from any providers); log in, name a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    });
  });

  it("that expire on the way end the collection, which goes on later where it ended", async () => {
    const host = memoryHost({});
    let asked = 0;
    const first = await collectFrom(smallWorld, {
      host,
      concurrency: 1,
      instead: ({ service }) => {
        asked += service === "eks" ? 1 : 0;
        return asked > 4 ? refused("ExpiredTokenException") : undefined;
      },
    });
    expect(first.outcome).toEqual({
      ok: false,
      kept: true,
      message:
        "the credentials have expired; renew them, with a session that lasts longer if need be",
    });
    const journal = host.written.get("/repo/snapshot.json.partial") ?? "";
    expect(journal).toContain("organizations list-roots");
    expect(journal).not.toMatch(/secret-of|token-of|AKIA/);

    const again = memoryHost({ "snapshot.json.partial": journal });
    const second = await collectFrom(smallWorld, { host: again, port: first.stub.port });
    expect(second.stub.count("ListRoots")).toBe(0);
    expect(second.stub.count("GetCallerIdentity")).toBe(1);
    const whole = await collectFrom(smallWorld);
    expect(second.outcome.ok && second.outcome.text).toBe(whole.outcome.ok && whole.outcome.text);
  });
});

describe("a journal", () => {
  const interrupted = async (
    change: (journal: string) => string,
    options: Parameters<typeof collectFrom>[1] = {},
  ): Promise<Awaited<ReturnType<typeof collectFrom>>> => {
    const host = memoryHost({});
    const { stub } = await collectFrom(smallWorld, { ...options, host });
    const journal = change(host.written.get("/repo/snapshot.json.partial") ?? "");
    const again = memoryHost({ "snapshot.json.partial": journal });
    return collectFrom(smallWorld, { host: again, port: stub.port });
  };

  it("of the same undertaking leaves nothing to ask but who asks", async () => {
    const { stub } = await interrupted((journal) => journal);
    expect([...new Set(stub.requests.map(({ operation }) => operation))].sort()).toEqual([
      "AssumeRole",
      "GetCallerIdentity",
    ]);
  });

  it("that cannot be written is told before anything is read", async () => {
    const host = memoryHost({}, { writeFailure: "permission denied" });
    const { outcome, stub } = await collectFrom(smallWorld, { host });
    expect(outcome).toEqual({
      ok: false,
      kept: false,
      message: "cannot write snapshot.json.partial: permission denied",
    });
    expect(stub.requests.map(({ operation }) => operation)).toEqual(["GetCallerIdentity"]);
  });

  it("that cannot be written any longer ends the collection", async () => {
    const host = {
      ...memoryHost({}),
      appendFile: () => ({ ok: false, message: "no space left" }) as const,
    };
    const { outcome } = await collectFrom(smallWorld, { host });
    expect(outcome).toEqual({
      ok: false,
      kept: false,
      message: "cannot write snapshot.json.partial: no space left",
    });
  });

  it("of another one is not used", async () => {
    const { stub } = await interrupted((journal) => journal, { redact: true });
    expect(stub.count("ListRoots")).toBe(1);
  });

  it("whose last line is cut off is used up to there", async () => {
    const { stub, outcome } = await interrupted((journal) => journal.slice(0, -40));
    const asked = stub.requests.filter(({ service }) => service !== "sts");
    expect(asked).toHaveLength(1);
    const whole = await collectFrom(smallWorld);
    expect(outcome.ok && outcome.text).toBe(whole.outcome.ok && whole.outcome.text);
  });

  it.each([["nothing"], ["null\n[]\n"], ['{"guardlint":"collect/v9"}\n["a",{}]\n']])(
    "that is none (%j) is passed over",
    async (text) => {
      const { outcome } = await interrupted(() => text);
      expect(outcome.ok).toBe(true);
    },
  );
});
