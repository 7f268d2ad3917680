import { describe, expect, it } from "vitest";
import { run } from "../../../src/run.ts";
import { smallWorld } from "../../collect/collecting.ts";
import { memoryHost } from "../../memory-host.ts";
import { snapshotOfWorld } from "./checked.ts";

describe("the network of a snapshot", () => {
  it("says of the VPCs of clusters whether they resolve names", async () => {
    const text = await snapshotOfWorld(smallWorld);
    const { judged } = await run(memoryHost({ "snapshot.json": text }), {
      paths: ["snapshot.json"],
      config: undefined,
      failOn: "warning",
      undetermined: "pass",
      noInputs: "fail",
      rules: ["unhealthy-coverage"],
      ignore: true,
      timing: false,
    });
    const vpcs = judged?.estate.vpcs.map(({ subject, dnsSupport, dnsHostnames }) => [
      subject,
      dnsSupport.state === "known" && dnsSupport.value,
      dnsHostnames.state === "known" && dnsHostnames.value,
    ]);
    expect(vpcs).toEqual([
      ["111122223333/eu-west-1/vpc-111122223333euwest1", true, true],
      ["444455556666/eu-west-1/vpc-444455556666euwest1", true, true],
    ]);
  });
});
