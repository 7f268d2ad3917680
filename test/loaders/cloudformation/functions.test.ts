import { describe, expect, test } from "vitest";
import { plain, property, templates } from "./stacks.ts";

const head = `
Parameters:
  Name: { Type: String, Default: payments }
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
  Open: { Type: String }
  Stage: { Type: String, AllowedValues: [prod, test] }
  Only: { Type: String, AllowedValues: [one] }
  Secret: { Type: String, NoEcho: true, Default: hidden }
  Looked: { Type: "AWS::SSM::Parameter::Value<String>", Default: /name/of/it }
Mappings:
  ByStage:
    prod: { Cidr: 10.0.0.0/8, Tag: "true" }
    test: { Cidr: 10.1.0.0/16, Tag: "true" }
Conditions:
  IsPayments: !Equals [!Ref Name, payments]
  IsProd: !Equals [!Ref Stage, prod]
  IsStaging: !Equals [!Ref Stage, staging]
  Never: !And [!Condition IsProd, !Condition IsStaging]
  Always: !Or [!Condition IsProd, !Not [!Condition IsStaging]]
Resources:
  Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
  Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc } }
  Role: { Type: "AWS::IAM::Role", Properties: { RoleName: Admin, Path: /team/ } }
  Thing:
    Type: Custom::Thing
    Properties:
      P: `;

function worked(expression: string, account?: string): unknown {
  const loaded = templates(
    { "t.yaml": `${head}${expression}\n` },
    account === undefined ? {} : { account },
  );
  return plain(property(loaded, "Thing", "P"));
}

describe("functions", () => {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
  // prettier-ignore
  test.each([
    ["!Ref Name", "payments"],
    ["{ Ref: Name }", "payments"],
    ["!Ref Zones", ["a", "b"]],
    ["!Ref Open", "?"],
    ["!Ref Only", "one"],
    ["!Ref Looked", "?"],
    ["!Ref Vpc", "?Vpc"],
    ["!Ref Role", "Admin"],
    ["!Ref AWS::Region", "?"],
    ["!Ref AWS::NoValue", undefined],
    ["!GetAtt Vpc.CidrBlock", "10.0.0.0/16"],
    ["!GetAtt Vpc.DefaultSecurityGroup", "?Vpc.DefaultSecurityGroup"],
    ["!GetAtt [Subnet, VpcId]", "?Vpc"],
    ["!GetAtt Role.Arn", "?Role.Arn"],
    ["!Sub 'x-${Name}-${!Literal}'", "x-payments-${Literal}"],
    ["!Sub ['${a}/${Name}', { a: !Select [1, !Ref Zones] }]", "b/payments"],
    ["!Sub '${Subnet.AvailabilityZone}'", "?Subnet.AvailabilityZone"],
    ["!Join ['-', [a, !Ref Name]]", "a-payments"],
    ["!Join [',', !Ref Zones]", "a,b"],
    ["!Split ['/', 'a/b/c']", ["a", "b", "c"]],
    ["!Select [0, !GetAZs '']", "?"],
    ["!Select ['1', [a, b]]", "b"],
    ["!Cidr [10.0.0.0/16, 2, 8]", ["10.0.0.0/24", "10.0.1.0/24"]],
    ["!Base64 häh", "aMOkaA=="],
    ["!FindInMap [ByStage, prod, Cidr]", "10.0.0.0/8"],
    ["!FindInMap [ByStage, !Ref Stage, Tag]", "true"],
    ["!FindInMap [ByStage, !Ref Stage, Cidr]", "?"],
    ["!FindInMap [ByStage, none, Cidr, { DefaultValue: 10.9.0.0/16 }]", "10.9.0.0/16"],
    ["!ImportValue nowhere", "?"],
    ["{ 'Fn::Length': !Ref Zones }", "2"],
    ["{ 'Fn::ToJsonString': { a: !Ref Name } }", { a: "payments" }],
    ["{ 'Fn::ForEach::Each': [Zone, !Ref Zones, { 'K${Zone}': !Sub '${Zone}!' }] }", { Ka: "a!", Kb: "b!" }],
    ["!Transform { Name: Mine, Parameters: {} }", "?"],
    ["'{{resolve:secretsmanager:a}}'", "?"],
    ["!Sub '{{resolve:ssm:${Name}}}'", "?"],
    ["012345678901", "012345678901"],
    ["2012-10-17", "2012-10-17"],
  ])("%s", (expression, expected) => {
    expect(worked(expression)).toEqual(expected);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
  // prettier-ignore
  test.each([
    ["!If [IsPayments, a, b]", "a"],
    ["!If [IsProd, a, b]", "?"],
    ["!If [IsProd, a, a]", "a"],
    ["!If [IsStaging, a, b]", "b"],
    ["!If [Never, a, b]", "b"],
    ["!If [Always, a, b]", "a"],
    ["!If [IsProd, { k: 1, l: 2 }, { k: 1, l: 3 }]", { k: "1", l: "?" }],
    ["!If [IsProd, [a, b], [a, c]]", ["a", "…"]],
    ["[a, !If [IsPayments, !Ref AWS::NoValue, b]]", ["a"]],
    ["[a, !If [IsProd, !Ref AWS::NoValue, b]]", ["a", "…"]],
    ["!If [IsProd, !Ref Vpc, !Ref Vpc]", "?Vpc"],
    ["!If [Missing, a, b]", "?"],
  ])("%s", (expression, expected) => {
    expect(worked(expression)).toEqual(expected);
  });

  test("the account is known where the configuration tells it", () => {
    expect(worked("!Sub '${AWS::AccountId}'", "111122223333")).toBe("111122223333");
    expect(worked("!GetAtt Role.Arn", "111122223333")).toBe(
      "arn:aws:iam::111122223333:role/team/Admin",
    );
  });

  test("a text of which a part is unknown says what is known of it", () => {
    const loaded = templates({ "t.yaml": `${head}!Sub 'com.amazonaws.\${AWS::Region}.s3'\n` });
    expect(property(loaded, "Thing", "P")).toMatchObject({
      parts: ["com.amazonaws.", undefined, ".s3"],
    });
  });

  test("a secret is sensitive", () => {
    const loaded = templates({ "t.yaml": `${head}!Sub 'x\${Secret}'\n` });
    expect(property(loaded, "Thing", "P")).toMatchObject({
      sensitive: true,
      place: { masked: true },
    });
  });

  test("a policy in a text has its names put in, each part at its place", () => {
    const policy = `!Sub |\n        {"Statement": [{"Resource": "arn:aws:eks:*:*:cluster/\${Name}"}]}`;
    expect(worked(policy)).toEqual({
      Statement: [{ Resource: "arn:aws:eks:*:*:cluster/payments" }],
    });
  });
});

describe("what goes in circles ends", () => {
  test("properties", () => {
    const text = `
Resources:
  A: { Type: "Custom::T", Properties: { P: !GetAtt B.P } }
  B: { Type: "Custom::T", Properties: { P: !GetAtt A.P } }`;
    const loaded = templates({ "t.yaml": text });
    expect(plain(property(loaded, "A", "P"))).toMatch(/^\?/);
    expect(loaded[0]?.document.notifications).toMatchObject([
      { code: "circular-reference", message: "the resources `A` → `B` → `A` need each other" },
    ]);
  });

  test("texts that double", () => {
    const lines = Array.from(
      { length: 60 },
      (_, index) =>
        `  R${String(index)}: { Type: "Custom::T", Properties: { P: !Join ["", [!GetAtt R${String(index + 1)}.P, !GetAtt R${String(index + 1)}.P]] } }`,
    );
    const text = `Resources:\n${lines.join("\n")}\n  R60: { Type: "Custom::T", Properties: { P: xxxx } }`;
    expect(plain(property(templates({ "t.yaml": text }), "R0", "P"))).toMatch(/^\?/);
  });
});
