import { describe, expect, it } from "vitest";
import type { IamPrincipal } from "../../src/model/estate.ts";
import { linked, plan, told, type Planned } from "./linked.ts";

const role = (after: object, unknown: object = {}): Planned => ({
  address: "aws_iam_role.payments",
  after,
  unknown,
});

/** A resource by which the account of its provider is known. */
const vpc: Planned = {
  address: "aws_vpc.main",
  after: { arn: "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d" },
};

async function principal(resources: readonly Planned[], region?: string): Promise<IamPrincipal> {
  const { principals } = await linked({ "plan.json": plan(resources, region) });
  const [first, second] = principals;
  if (first === undefined || second !== undefined) throw new Error("not one principal");
  return first;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
describe("the ARN of a planned role", () => {
  it.each<[why: string, resources: readonly Planned[], region: string | undefined, arn: string]>([
    [
      "is the one that it states",
      [role({ arn: "arn:aws:iam::444455556666:role/own", name: "payments", path: "/" }), vpc],
      undefined,
      "arn:aws:iam::444455556666:role/own",
    ],
    [
      "is made of its account, path and name",
      [role({ name: "payments", path: "/apps/" }, { arn: true }), vpc],
      "eu-west-1",
      "arn:aws:iam::111122223333:role/apps/payments",
    ],
    [
      "has the partition of its Region",
      [role({ name: "payments", path: "/" }, { arn: true }), vpc],
      "cn-north-1",
      "arn:aws-cn:iam::111122223333:role/payments",
    ],
    [
      "is not told where nothing tells the account",
      [role({ name: "payments", path: "/" }, { arn: true })],
      undefined,
      "absent",
    ],
    [
      "is not known where the name is not",
      [role({ path: "/" }, { arn: true, name: true }), vpc],
      undefined,
      "unknown: its value is known only after apply",
    ],
    [
      "has no path where the plan does not know one and the configuration sets none",
      [role({ name: "payments" }, { arn: true, path: true }), vpc],
      undefined,
      "arn:aws:iam::111122223333:role/payments",
    ],
    [
      "is not known where the path is not",
      [
        {
          ...role({ name: "payments" }, { arn: true, path: true }),
          refers: { path: ["aws_vpc.main.id", "aws_vpc.main"] },
        },
        vpc,
      ],
      undefined,
      "unknown: it depends on `aws_vpc.main.id`, which is known only after apply",
    ],
  ])("%s", async (_, resources, region, arn) => {
    expect(told((await principal(resources, region)).arn)).toBe(arn);
  });
});

describe("a planned role", () => {
  it("is of the account that its ARN names, else of its provider's", async () => {
    const own = { arn: "arn:aws:iam::444455556666:role/own", name: "own" };
    expect(told((await principal([role(own), vpc])).account)).toBe("444455556666");
    expect(told((await principal([role({ name: "own" }), vpc])).account)).toBe("111122223333");
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
  it.each([
    ["/aws-service-role/eks.amazonaws.com/", true],
    ["/", false],
  ])("of the path %s is linked to a service: %s", async (path, linkedToService) => {
    const found = await principal([role({ name: "payments", path })]);
    expect(found.serviceLinked).toBe(linkedToService);
  });

  it("has a boundary that is open where the input does not hold it", async () => {
    const boundary = "arn:aws:iam::111122223333:policy/bounds";
    const bounded = await principal([role({ name: "payments", permissions_boundary: boundary })]);
    expect(bounded.boundary).toMatchObject({
      state: "unknown",
      reason: { code: "not-in-input", detail: `${boundary} is not in the input` },
    });
    expect((await principal([role({ name: "payments" })])).boundary.state).toBe("absent");
  });

  it("has the trust policy and the inline policies that it states", async () => {
    const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: "*" };
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const inline = [{ name: "own", policy: '{"Version": "2012-10-17", "Statement": []}' }];
    const found = await principal([
      role({ name: "payments", assume_role_policy: trust, inline_policy: inline }),
    ]);
    expect(found.trust.text).toBe(trust);
    expect(found.identity.map(({ text }) => text)).toEqual([inline[0]?.policy]);
  });
});
