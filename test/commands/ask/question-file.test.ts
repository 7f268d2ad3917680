import { describe, expect, test } from "vitest";
import { readQuestionFile } from "../../../src/commands/ask/question-file.ts";
import { askOne } from "../../../src/commands/ask/run-ask.ts";
import { jsonSource, requestValue } from "../../iam/request-value.ts";
import { violations } from "./asked.ts";

const account = "111122223333";
const tag = { kind: "change-tag", cluster: { account } };
const endpoint = { kind: "use-endpoint", owner: account };
const allowed = { kind: "allowed", actions: ["eks:TagResource"] };
const policies = { scp: [] };

function told(text: string): string {
  const output = askOne(jsonSource(text, "q.json"), {
    format: "text",
    all: false,
    expect: undefined,
    policiesFor: undefined,
  });
  expect([output.stdout, output.exitCode]).toEqual(["", 2]);
  return output.stderr;
}

describe("a bad question is told with its place", () => {
  test.each([
    ["{", "q.json:1:2: error: not JSON:"],
    ["[]", "q.json:1:1: error: a question file is an object with `question` and `policies`"],
    ["{}", "q.json:1:1: error: `question` is an object with a `kind`"],
    [
      '{"question": {}}',
      "q.json:1:14: error: the question has no `kind`; there are `change-tag`, `use-endpoint`, `allowed`",
    ],
    [
      '{"question": {"kind": "change-tags"}}',
      "q.json:1:23: error: `change-tags` is no kind of question; did you mean `change-tag`?",
    ],
    [
      '{"question": {"kind": "delete"}}',
      "q.json:1:23: error: `delete` is no kind of question; there are `change-tag`, `use-endpoint`, `allowed`",
    ],
    ['{"question": {"kind": 1, "kind": 2}}', "error: `2` is no kind of question"],
  ])("%s", (text, message) => {
    expect(told(text)).toContain(message);
  });

  test.each([
    [
      { question: tag, polices: policies },
      "`polices` is no part of a question file; did you mean `policies`?",
    ],
    [{ question: tag }, "the file names no `policies`, and no PATH is given"],
    [{ question: tag, policies: { scps: [] } }, "`scps` is no kind of policy"],
    [{ question: tag, policies: { identity: ["{"] } }, "a policy in a string is no JSON"],
    [
      { question: { ...tag, owner: account }, policies },
      "`owner` is no part of a question of the kind `change-tag`",
    ],
    [{ question: { kind: "change-tag" }, policies }, "the question has no `cluster`"],
    [{ question: { ...tag, cluster: "payments" }, policies }, "`cluster` is an object with `name`"],
    [
      { question: { ...tag, cluster: { name: "payments" } }, policies },
      "the cluster has neither `account` nor `arn`",
    ],
    [
      { question: { ...tag, cluster: { account: "1234" } }, policies },
      "`1234` is no account: write its id of twelve digits",
    ],
    [
      { question: { ...tag, cluster: { account, name: "a*" } }, policies },
      "`a*` is no name of a cluster",
    ],
    [
      { question: { ...tag, cluster: { arn: "payments" } }, policies },
      "`payments` is no cluster's ARN",
    ],
    [
      {
        question: {
          ...tag,
          cluster: { account, arn: "arn:aws:eks:eu-west-1:444455556666:cluster/a" },
        },
        policies,
      },
      "is not the ARN of a cluster of the account 111122223333",
    ],
    [
      {
        question: {
          ...tag,
          cluster: { name: "b", arn: "arn:aws:eks:eu-west-1:444455556666:cluster/a" },
        },
        policies,
      },
      "is not the ARN of a cluster named `b`",
    ],
    [
      { question: { ...tag, cluster: { account, tags: ["a"] } }, policies },
      "`tags` is an object of texts",
    ],
    [{ question: { ...tag, cluster: { account, tags: { a: null } } }, policies }, "`a` is a text"],
    [{ question: { ...tag, trusted: "Admin" }, policies }, "`trusted` is a list of texts"],
    [
      { question: { ...tag, trusted: ["Admin*"] }, policies },
      "`Admin*` is no pattern of principals",
    ],
    [{ question: { ...tag, operations: [] }, policies }, "`operations` names no operation"],
    [
      { question: { ...tag, operations: ["UntagResources"] }, policies },
      "`UntagResources` is no operation; did you mean `UntagResource`?",
    ],
    [{ question: { ...tag, organization: {} }, policies }, "the organisation has no `id`"],
    [{ question: { ...tag, organization: { id: "acme" } }, policies }, "`acme` is no organisation"],
    [
      {
        question: { ...tag, organization: { id: "o-a1b2c3d4e5", paths: ["o-other/r-1/"] } },
        policies,
      },
      "`o-other/r-1/` is no path in the organisation",
    ],
    [{ question: { ...tag, context: [] }, policies }, "`context` is an object of condition keys"],
    [
      { question: { ...tag, context: { "aws:SourceIp": {} } }, policies },
      "has a text, a list of texts, or null",
    ],
    [
      { question: { ...tag, context: { sourceip: "x" } }, policies },
      "`sourceip` is no condition key",
    ],
    [
      { question: { ...tag, context: { "aws:SourceIp": "a", "AWS:SourceIP": "b" } }, policies },
      "`AWS:SourceIP` is given twice: their names have no case",
    ],
    [
      { question: { ...tag, context: { "aws:TagKeys": "a" } }, policies },
      "`aws:TagKeys` is what the question is about, and cannot be fixed",
    ],
    [
      { question: { ...allowed, context: { "aws:PrincipalArn": "a" } }, policies },
      "`aws:PrincipalArn` follows from who asks, and cannot be fixed",
    ],
    [
      { question: { ...endpoint, context: { "aws:PrincipalOrgID": "a" } }, policies },
      "`aws:PrincipalOrgID` follows from where an account stands",
    ],
    [{ question: { kind: "use-endpoint" }, policies }, "the question has no `owner`"],
    [{ question: { ...endpoint, owner: "me" }, policies }, "`me` is no account"],
    [{ question: { ...endpoint, partition: "azure" }, policies }, "`azure` is no partition of AWS"],
    [
      { question: { ...endpoint, trusted: [account] }, policies },
      "`trusted` is an object with `accounts`",
    ],
    [{ question: { ...endpoint, trusted: { accounts: ["a"] } }, policies }, "`a` is no account"],
    [
      { question: { ...endpoint, trusted: { organization: "a" } }, policies },
      "`a` is no organisation",
    ],
    [{ question: { kind: "allowed" }, policies }, "the question has no `actions`"],
    [{ question: { ...allowed, actions: ["eks:*"] }, policies }, "`eks:*` is no action"],
    [{ question: { ...allowed, resources: ["a"] }, policies }, "`a` is no pattern of resources"],
    [
      { question: { ...allowed, notPrincipals: ["a"] }, policies },
      "`a` is no pattern of principals",
    ],
  ])("%j: %s", (file, message) => {
    expect(told(JSON.stringify(file, undefined, 2))).toContain(message);
  });

  test("its text is shown without control characters", () => {
    expect(told('{"question": {"kind": "\\u001b[31m"}}')).toContain("`\\u001b[31m` is no kind");
  });
});

describe("the schema takes what is read", () => {
  test.each([
    tag,
    { ...tag, trusted: ["*", account, "arn:aws:iam::*:role/A*"], organization: null },
    {
      kind: "change-tag",
      cluster: { arn: `arn:aws:eks:eu-west-1:${account}:cluster/a`, tags: { a: "b", n: 1 } },
      operations: ["CreateCluster"],
      principals: ["arn:aws:iam::*:user/*"],
      context: { "aws:SourceIp": ["203.0.113.7"], "aws:SourceVpce": null },
    },
    { ...endpoint, trusted: { accounts: [account], organization: "o-a1b2c3d4e5" } },
    { ...endpoint, organization: { id: "o-a1b2c3d4e5", paths: ["o-a1b2c3d4e5/r-ab12/"] } },
    { ...allowed, resources: ["*"], principals: ["*"], notPrincipals: [account] },
  ])("%j", (question) => {
    const file = { question, policies };
    expect(violations("question", file)).toBe("");
    expect(readQuestionFile(requestValue(file)).ok).toBe(true);
  });

  test.each([{ kind: "change-tag" }, { ...endpoint, owner: "me" }, { ...allowed, actions: [] }])(
    "and not what is refused: %j",
    (question) => {
      expect(violations("question", { question, policies })).not.toBe("");
    },
  );
});
