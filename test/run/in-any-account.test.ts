import { describe, expect, it, test } from "vitest";
import { createHost } from "../../src/host.ts";
import { run } from "../../src/run.ts";
import { memoryHost } from "../memory-host.ts";
import type { Host } from "../../src/model/host.ts";
import type { ReportedResult } from "../../src/model/report.ts";

const rule = "endpoint-open-to-other-accounts";
const fixtures = `fixtures/rules/${rule}`;

async function resultsIn(host: Host, path: string): Promise<readonly ReportedResult[]> {
  const { report } = await run(host, {
    paths: [path],
    config: undefined,
    failOn: "warning",
    undetermined: "pass",
    noInputs: "fail",
    rules: [rule],
    ignore: false,
    timing: false,
  });
  return report.results;
}

const judgedSo =
  "The input does not tell the account; this is so in every account that the input does not name";

describe("an endpoint policy that speaks of its own account", () => {
  // https://docs.aws.amazon.com/guardduty/latest/ug/eksrunmon-prereq-deploy-security-agent.html
  test.each([
    ["satisfied/account-of-the-caller", "satisfied", [judgedSo]],
    ["satisfied/account-of-the-stack", "satisfied", [judgedSo]],
    ["undetermined/caller-and-part-of-an-account", "undetermined", []],
    ["undetermined/caller-of-another-provider", "undetermined", []],
  ])("%s", async (fixture, verdict, assumptions) => {
    const results = await resultsIn(createHost(), `${fixtures}/${fixture}`);
    expect(results.map((result) => [result.verdict, result.assumptions])).toEqual([
      [verdict, assumptions],
    ]);
  });

  /** A root whose endpoint is open to those who are not its own account, but for another one. */
  const root = (another: string): string => `
    data "aws_caller_identity" "here" {}
    resource "aws_vpc_endpoint" "telemetry" {
      vpc_id            = "vpc-0a1b2c3d"
      service_name      = "com.amazonaws.eu-west-1.guardduty-data"
      vpc_endpoint_type = "Interface"
      policy = jsonencode({
        Version = "2012-10-17"
        Statement = [
          { Effect = "Allow", Principal = "*", Action = "*", Resource = "*" },
          {
            Effect = "Deny", Principal = "*", Action = "*", Resource = "*"
            Condition = { StringNotEquals = { "aws:PrincipalAccount" = [
              data.aws_caller_identity.here.account_id, "${another}"
            ] } }
          }
        ]
      })
    }`;

  const own = root("{OWN}").replace(', "{OWN}"', "");
  const furtherDeny = (condition: string): string =>
    own.replace(
      '{ Effect = "Allow"',
      `{ Effect = "Deny", Principal = "*", Action = "*", Resource = "*", Condition = { ${condition} } },
          { Effect = "Allow"`,
    );
  const alias = JSON.stringify({ provider: { aws: [{ alias: "network" }] } });

  it.each([
    ["it alone", { "main.tf": own }, "satisfied"],
    [
      "a part of accounts",
      furtherDeny('StringLike = { "aws:PrincipalAccount" = "1*" }'),
      "undetermined",
    ],
    [
      "accounts by their size",
      furtherDeny('NumericGreaterThan = { "aws:PrincipalAccount" = "500000000000" }'),
      "undetermined",
    ],
    [
      "it, where another provider is in JSON syntax",
      { "main.tf": own, "other.tf.json": alias },
      "undetermined",
    ],
  ])("speaks of %s", async (_, files, verdict) => {
    const all = typeof files === "string" ? { "main.tf": files } : files;
    const [result] = await resultsIn(memoryHost(all), ".");
    expect(result?.verdict).toBe(verdict);
  });

  it("is read from a file whose patterns are of a part of accounts", async () => {
    const statement = (effect: string, condition: object): object => ({
      Effect: effect,
      Principal: "*",
      Action: "*",
      Resource: "*",
      ...(effect === "Allow" ? {} : { Condition: condition }),
    });
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        statement("Allow", {}),
        statement("Deny", { StringNotEquals: { "aws:PrincipalAccount": "${account}" } }),
        statement("Deny", { StringLike: { "aws:PrincipalAccount": "1*" } }),
      ],
    });
    const main = own.replace(
      /policy = jsonencode[^]*$/,
      `policy = templatefile("p.tftpl", {
        account = data.aws_caller_identity.here.account_id
      })
    }`,
    );
    const [result] = await resultsIn(memoryHost({ "main.tf": main, "p.tftpl": policy }), ".");
    expect(result?.verdict).toBe("undetermined");
  });

  it.each(["444455556666", "000000000000"])(
    "stays open where it lets %s through, which may be meant",
    async (another) => {
      const [result] = await resultsIn(memoryHost({ "main.tf": root(another) }), ".");
      expect(result?.verdict).toBe("undetermined");
    },
  );
});
