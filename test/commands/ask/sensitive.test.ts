import { describe, expect, it } from "vitest";
import { plan } from "../../rules/policy-fixture.ts";
import { fullAccess, policy } from "./asked.ts";
import { run } from "./run.ts";

const hidden = "hush-5e55";
const everybody = {
  Sid: `All${hidden}`,
  Effect: "Allow",
  Principal: "*",
  Action: "*",
  Resource: "*",
};

function endpoint(statements: readonly object[], sensitive: object): object {
  return plan({
    "aws_vpc_endpoint.guardduty": {
      values: {
        id: "vpce-1",
        vpc_id: "vpc-1",
        service_name: "com.amazonaws.eu-west-1.guardduty-data",
        vpc_endpoint_type: "Interface",
        policy: JSON.stringify(policy(...statements)),
      },
      sensitive,
    },
  });
}

async function printed(file: object, format: string): Promise<string> {
  const words = ["ask", "use-endpoint", "--account", "111122223333", "--all", "--format", format];
  const { code, stdout, stderr } = await run([...words, "plan.json"], { "plan.json": file });
  expect(code).toBe(0);
  return stdout + stderr;
}

describe("what a plan marks as sensitive is judged and never printed", () => {
  it.each(["text", "json"])("a policy whose exemption decides, as %s", async (format) => {
    const exempt = { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${hidden}` } };
    const statements = [everybody, { ...everybody, Effect: "Deny", Condition: exempt }];
    const open = await printed(endpoint(statements, {}), format);
    expect(open).toContain(hidden);
    const shut = await printed(endpoint(statements, { policy: true }), format);
    expect(shut).not.toContain(hidden);
    expect(shut).toContain("Yes: somebody can, whom it would take a sensitive policy to name.");
  });

  it.each(["text", "json"])("a policy that proves the answer, as %s", async (format) => {
    const own = {
      StringEquals: { "aws:PrincipalTag/key": hidden, "aws:PrincipalAccount": "111122223333" },
    };
    const statements = [{ ...everybody, Condition: own }];
    const shut = await printed(endpoint(statements, { policy: true }), format);
    expect(shut).not.toContain(hidden);
    expect(shut).toContain("No: nobody outside the account 111122223333");
  });
});

it("a policy of a plan that is not known yet leaves the answer open", async () => {
  const file = plan({
    "aws_vpc_endpoint.guardduty": {
      values: { vpc_id: "vpc-1", service_name: "com.amazonaws.eu-west-1.guardduty-data" },
      unknown: { policy: true },
      refs: { policy: { references: ["data.aws_iam_policy_document.telemetry.json"] } },
    },
  });
  expect(await printed(file, "json")).toContain('"code": "known-after-apply"');
});

it("keeps control characters from a terminal", async () => {
  const name = "\u001b[31mred";
  const guard = policy({ Sid: name, Effect: "Deny", Action: "eks:*", Resource: "*" });
  const question = { kind: "change-tag", cluster: { account: "111122223333" } };
  const file = { question, policies: { scp: [[fullAccess, guard]] } };
  const { stdout } = await run(["ask", "--question", "q.json"], { "q.json": file });
  expect(stdout).toContain("\\u001b[31mred");
  expect(stdout).not.toContain("\u001b");
});
