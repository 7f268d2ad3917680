import { describe, expect, test } from "vitest";
import { asked, fullAccess, policy } from "./asked.ts";

const principals =
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
const trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main";
const deny = (statement: object): object => ({
  scp: [[fullAccess, policy({ Effect: "Deny", Action: "*", Resource: "*", ...statement })]],
});

describe("the general question", () => {
  test.each([
    { resources: undefined, answer: "yes" },
    { resources: ["*"], answer: "yes" },
    { resources: [trail], answer: "no" },
    { resources: ["arn:aws:cloudtrail:*:*:trail/ma?n"], answer: "no" },
    { resources: ["arn:aws:cloudtrail:*:*:trail/m*"], answer: "yes" },
  ])("a deny on one kind of trails, resources $resources: $answer", ({ resources, answer }) => {
    const question = { kind: "allowed", actions: ["cloudtrail:StopLogging"], resources };
    const policies = deny({ Resource: "arn:aws:cloudtrail:*:*:trail/ma?n" });
    expect(asked(question, policies).answer).toBe(answer);
  });

  test("any of the actions is enough", () => {
    const policies = deny({ Action: "s3:GetObject" });
    const actions = ["s3:GetObject", "s3:PutObject"];
    expect(asked({ kind: "allowed", actions }, policies).witness?.request.action).toBe(
      "s3:PutObject",
    );
    expect(asked({ kind: "allowed", actions: ["s3:GetObject"] }, policies).answer).toBe("no");
  });

  test.each([
    { asks: {}, answer: "yes" },
    { asks: { principals: ["arn:aws:iam::*:role/Admin"] }, answer: "yes" },
    { asks: { principals: ["arn:aws:iam::*:role/Other"] }, answer: "no" },
    { asks: { notPrincipals: ["arn:aws:iam::*:role/Admin"] }, answer: "no" },
    // What the key is for a service AWS does not say.
    { asks: { principals: ["eks.amazonaws.com"] }, answer: "cannot-tell" },
    { asks: { principals: ["arn:aws:iam::444455556666:role/Admin"] }, answer: "yes" },
  ])(`a bucket for one role, $asks: $answer (${principals})`, ({ asks, answer }) => {
    const only = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Admin" } };
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: only,
    };
    const question = { kind: "allowed", actions: ["s3:GetObject"], ...asks };
    expect(asked(question, { endpoint: [policy(statement)] }).answer).toBe(answer);
  });

  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
  test("service-linked roles, which no policy of an organisation binds, are asked about by name", () => {
    const question = { kind: "allowed", actions: ["eks:TagResource"] };
    const policies = deny({});
    expect(asked(question, policies).answer).toBe("no");
    const principals = ["arn:aws:iam::*:role/aws-service-role/*"];
    expect(asked({ ...question, principals }, policies).answer).toBe("yes");
  });
});
