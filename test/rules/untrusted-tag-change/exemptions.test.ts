import { describe, expect, test } from "vitest";
import {
  account,
  other,
  principalArn,
  cluster,
  policy,
  deny,
  byKey,
  unless,
  about,
  verdict,
} from "./policies.ts";

describe("who is exempted", () => {
  interface Row {
    readonly exemption: object;
    readonly expected: string;
    /** With the configuration's `trust.principals` naming `role/Admin` of every account. */
    readonly trusted: string;
  }
  const rows: readonly Row[] = [
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:role/Admin"),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      exemption: unless("ArnNotLike", `arn:aws:iam::${account}:role/Admin`),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      exemption: unless("StringNotEquals", `arn:aws:iam::${account}:role/Admin`),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      // A path can hold colons, which a wildcard of a string crosses: `role/:role/Admin`.
      // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
      exemption: unless("StringNotLike", "arn:aws:iam::*:role/Admin"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("StringNotLike", `arn:aws:iam::${account}:role/Admin`),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:role/Admin*"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:role/*Admin"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("StringNotLike", "arn:aws:iam::*Admin"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("StringNotEquals", "arn:aws:iam::*:role/Admin"),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:sts::*:assumed-role/Admin/*"),
      expected: "satisfied",
      trusted: "satisfied",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:*"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:user/Bob"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:root"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:role/Other"),
      expected: "satisfied",
      trusted: "violated",
    },
    {
      exemption: unless(
        "ArnNotLike",
        "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Guardrail_*",
      ),
      expected: "satisfied",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::*:role/*/AWSReservedSSO_Guardrail_*"),
      expected: "violated",
      trusted: "violated",
    },
    {
      exemption: unless("ArnNotLike", "arn:aws:iam::${aws:PrincipalAccount}:role/Admin"),
      expected: "satisfied",
      trusted: "satisfied",
    },
  ];
  const cases = rows.map((row) => ({ ...row, text: JSON.stringify(row.exemption) }));
  test.each(cases)(
    `$text: $expected; with a configuration $trusted (${principalArn})`,
    async (row) => {
      const scp = policy(deny({ ...byKey, ...row.exemption }));
      expect(await verdict({ "estate.json": cluster(), "scp.json": scp })).toBe(row.expected);
      const config = { trust: { principals: ["arn:aws:iam::*:role/Admin"] } };
      const files = { "estate.json": cluster(), "scp.json": scp, "guardlint.yaml": config };
      expect(await verdict(files)).toBe(row.trusted);
    },
  );

  test("the result lists whom the rule trusted, and for want of what", async () => {
    const scp = policy(
      deny({ ...byKey, ...unless("ArnNotLike", "arn:aws:iam::*:role/Admin") }),
      // Has nothing to do with tags: whom it exempts is not trusted with them.
      deny(unless("ArnNotLike", "arn:aws:iam::*:role/Network"), { Action: "ec2:*" }),
    );
    const { assumptions } = await about({ "estate.json": cluster(), "scp.json": scp });
    expect(assumptions).toEqual([
      "Nothing tells where scp.json is attached; it is judged as if it were attached to the root",
      "Trusted are arn:aws:iam::*:role/Admin, which the policies exempt by an exact role name, and GuardDuty's service-linked role; the configuration names no trusted principals",
      "Judged under the service control policies alone: whomever they let through is taken to have the permission",
    ]);
  });

  test("many exemptions do not hide the one that lets go", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `arn:aws-cn:iam::*:role/Team${index}*`);
    const scp = policy(
      deny({ ...byKey, ...unless("ArnNotLike", ...names, "arn:aws:iam::*:role/Last*") }),
    );
    expect(await verdict({ "estate.json": cluster(), "scp.json": scp })).toBe("violated");
  });

  test("many tags in a policy do not use up the questions about removal with a further key", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `arn:aws:iam::*:role/team${index}/*/x`);
    const scp = policy(
      deny({
        "ForAllValues:StringEquals": { "aws:TagKeys": ["GuardDutyManaged", "Team", "Owner"] },
        ...unless("ArnNotLike", `arn:aws:iam::${account}:role/Admin`),
      }),
      deny({ ...byKey, ...unless("ArnNotLike", ...names), Null: { "aws:SourceIp": "true" } }),
    );
    expect(await verdict({ "estate.json": cluster(), "scp.json": scp })).toBe("violated");
  });

  test("an exemption of the commercial partition exempts nobody in GovCloud", async () => {
    const gov = cluster("true", { region: "us-gov-west-1" });
    const exempting = (partition: string) =>
      policy(deny({ ...byKey, ...unless("ArnNotLike", `arn:${partition}:iam::*:role/Admin*`) }));
    expect(await verdict({ "estate.json": gov, "scp.json": exempting("aws") })).toBe("satisfied");
    expect(await verdict({ "estate.json": gov, "scp.json": exempting("aws-us-gov") })).toBe(
      "violated",
    );
  });

  test("without a cluster, every account and partition that an exemption names is asked", async () => {
    const exempting = (arn: string) => ({
      "scp.json": policy(deny({ ...byKey, ...unless("ArnNotLike", arn) })),
    });
    const gov = "arn:aws-us-gov:iam::*:role/Admin*";
    expect(await verdict(exempting(`arn:aws:iam::${other}:role/Admin*`), "scp.json")).toBe(
      "violated",
    );
    expect(await verdict(exempting(gov), "scp.json")).toBe("violated");
    expect(await verdict(exempting(`arn:aws:iam::${other}:role/Admin`), "scp.json")).toBe(
      "satisfied",
    );
  });
});
