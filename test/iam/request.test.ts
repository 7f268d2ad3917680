import { describe, expect, test } from "vitest";
import { readRequest } from "../../src/iam/request.ts";
import { parsePrincipal } from "../../src/iam/principal.ts";

function context(
  principal: string,
  given: Record<string, string | readonly string[]> = {},
): object {
  const outcome = readRequest({
    principal,
    action: "eks:TagResource",
    resource: "*",
    context: given,
  });
  if (!outcome.ok) throw new Error(outcome.message);
  return Object.fromEntries(
    [...outcome.request.context].map(([key, entry]) => [
      key,
      entry.kind === "values" ? entry.values.join(",") : entry.reason.code,
    ]),
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable */
describe("what follows from the principal", () => {
  const keys = (arn: string | undefined, account: string, type: string) => ({
    ...(arn === undefined ? {} : { "aws:principalarn": arn }),
    "aws:principalaccount": account,
    "aws:principaltype": type,
  });
  test.each([
    [
      "arn:aws:iam::111122223333:role/x/Admin",
      keys("arn:aws:iam::111122223333:role/x/Admin", "111122223333", "AssumedRole"),
    ],
    [
      "arn:aws:sts::111122223333:assumed-role/Admin/ci",
      keys("arn:aws:iam::111122223333:role/Admin", "111122223333", "AssumedRole"),
    ],
    [
      "arn:aws-cn:sts::111122223333:assumed-role/Admin/ci",
      keys("arn:aws-cn:iam::111122223333:role/Admin", "111122223333", "AssumedRole"),
    ],
    [
      "arn:aws:iam::111122223333:user/ana",
      keys("arn:aws:iam::111122223333:user/ana", "111122223333", "User"),
    ],
    [
      "arn:aws:sts::111122223333:federated-user/ana",
      keys("arn:aws:sts::111122223333:federated-user/ana", "111122223333", "FederatedUser"),
    ],
    [
      "arn:aws:iam::111122223333:root",
      keys("arn:aws:iam::111122223333:root", "111122223333", "Account"),
    ],
    ["111122223333", keys("arn:aws:iam::111122223333:root", "111122223333", "Account")],
    ["*", keys(undefined, "anonymous", "Anonymous")],
    ["anonymous", keys(undefined, "anonymous", "Anonymous")],
    ["eks.amazonaws.com", keys("unspecified-by-aws", "unspecified-by-aws", "unspecified-by-aws")],
    [
      "arn:aws:iam::111122223333:assumed-role/aws:ec2-instance/i-0abc",
      keys("unspecified-by-aws", "111122223333", "AssumedRole"),
    ],
  ])("%s", (principal, expected) => {
    expect(context(principal)).toEqual(expected);
  });

  test("only where it is not given, whatever the case of the name", () => {
    const given = {
      "AWS:PrincipalArn": "arn:aws:iam::111122223333:role/x/Admin",
      "aws:PrincipalType": [],
    };
    expect(context("arn:aws:sts::111122223333:assumed-role/Admin/ci", given)).toEqual({
      "aws:principalarn": "arn:aws:iam::111122223333:role/x/Admin",
      "aws:principalaccount": "111122223333",
    });
  });
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys */
describe("the tag keys of a request", () => {
  test("are those of its request tags, as they are written", () => {
    const given = { "aws:RequestTag/Team": "", "AWS:requesttag/GuardDutyManaged": "true" };
    expect(context("*", given)).toMatchObject({ "aws:tagkeys": "Team,GuardDutyManaged" });
  });

  test("are those given, where they are given", () => {
    const given = { "aws:RequestTag/Team": "x", "aws:TagKeys": ["Other"] };
    expect(context("*", given)).toMatchObject({ "aws:tagkeys": "Other" });
  });

  test("are absent where a request carries no tags", () => {
    expect(context("*", { "aws:RequestTag/Team": [] })).not.toHaveProperty("aws:tagkeys");
  });
});

describe("what is no principal", () => {
  test.each([
    "",
    "Admin",
    "11112222333",
    "role/Admin",
    "arn:aws:iam::111122223333:role/",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::111122223333:group/a",
    "arn:aws:iam:eu-west-1:111122223333:role/a",
    "arn:aws:iam::aws:role/a",
    "arn:aws:sts::111122223333:assumed-role/Admin",
    "arn:aws:s3:::examples",
  ])("%j", (text) => {
    expect(parsePrincipal(text)).toBeUndefined();
  });
});
