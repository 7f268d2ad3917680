import { describe, expect, it } from "vitest";
import { main } from "../../src/commands/main.ts";
import { checked, policy, violations } from "./ask/asked.ts";
import { account, exempt, guard, question, run, tagged } from "./ask/run.ts";

const closed = guard(exempt("arn:aws:iam::*:role/Admin"));
const open = guard(exempt("arn:aws:iam::*:role/Admin*"));

describe("guardlint ask under the policies of PATHs", () => {
  it("proves that nobody gets through", async () => {
    const { code, stdout, stderr } = await run(["ask", "change-tag", "--account", account, "scp"], {
      "scp/guard.json": closed,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      `No: nobody untrusted in the account 111122223333 can change \`GuardDutyManaged\` on any cluster of the account 111122223333.
  Trusted are arn:aws:iam::*:role/Admin, which the policies exempt by an exact role name, and GuardDuty's service-linked role; the configuration names no trusted principals.
  Roles and users are taken to have whatever permissions IAM can give them: service control policies alone are asked.
  Nothing tells where scp/guard.json is attached; it is judged as if it were attached to the root.

Denied by:
  Deny  scp level 1, document 2, statement 1 (Guard)  scp/guard.json:4:5
    4 |     {
      |     ^
    5 |       "Sid": "Guard",
      |       ^^^^^^^^^^^^^^^
    6 |       "Effect": "Deny",
      |       ^^^^^^^^^^^^^^^^^
    7 |       "Action": [
      |       ^^^^^^^^^^^
    8 |         "eks:TagResource",
      |         ^^^^^^^^^^^^^^^^^^
    9 |         "eks:UntagResource"
      |         ^^^^^^^^^^^^^^^^^^^
      | …
`,
    );
  });

  it("shows a request that gets through, and decide confirms what it writes", async () => {
    const files = { "scp/guard.json": open };
    const words = ["ask", "change-tag", "--cluster", "payments", "--account", account];
    const asked = await run([...words, "--witness", "w.json", "scp"], files);
    expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 0, stderr: "" });
    expect(asked.stdout).toContain(
      `Yes: \`arn:aws:iam::${account}:role/Admin\` can set \`GuardDutyManaged\` to \`false\` on a cluster tagged \`true\`.\n`,
    );
    expect(asked.stdout).toContain(
      [
        "Denies that let it go:",
        "  Deny  scp level 1, document 2, statement 1 (Guard)  scp/guard.json:4:5",
        `    Its condition \`ArnNotLike\` on \`aws:PrincipalArn\` with "arn:aws:iam::*:role/Admin*" is not met: the request has "arn:aws:iam::${account}:role/Admin".`,
        '    19 |           "aws:PrincipalArn": [',
      ].join("\n"),
    );
    const witness = asked.written.get("/repo/w.json") ?? "";
    const decided = await run(["decide", "--request", "w.json"], { "w.json": witness });
    expect(decided.stdout).toMatch(/^allowed: eks:TagResource on .*:cluster\/payments\n/);
  });

  it("asks about the roles and users of the input where no service control policy is there", async () => {
    const roles = {
      RoleDetailList: ["eks:*", "s3:*"].map((Action, at) => ({
        RoleName: `role${String(at)}`,
        Path: "/",
        Arn: `arn:aws:iam::${account}:role/role${String(at)}`,
        RolePolicyList: [
          { PolicyName: "own", PolicyDocument: policy({ Effect: "Allow", Action, Resource: "*" }) },
        ],
        AttachedManagedPolicies: [],
      })),
    };
    const ask = async (...more: readonly string[]): Promise<string> => {
      const words = ["ask", "change-tag", "--account", account, "--format", "json", ...more, "iam"];
      const { stdout, code } = await run(words, { "iam/roles.json": roles });
      expect(code).toBe(0);
      const { answer, witness } = checked(JSON.parse(stdout));
      return `${answer} ${witness?.request.principal ?? ""}`;
    };
    expect(await ask()).toBe(`yes arn:aws:iam::${account}:role/role0`);
    expect(await ask("--principal", "arn:aws:iam::*:role/role1")).toBe("no ");
    expect(await ask("--not-principal", "arn:aws:iam::*:role/role0")).toBe("no ");
  });

  it("trusts whom the configuration trusts, and finds the cluster with its tags", async () => {
    const files = {
      "guardlint.yaml": `account: "${account}"\ntrust:\n  principals: ["arn:aws:iam::*:role/Admin*"]\n`,
      "in/guard.json": guard(exempt("arn:aws:iam::*:role/Admin*", "arn:aws:iam::*:role/Other")),
      "in/cluster.json": {
        cluster: {
          name: "payments",
          arn: `arn:aws:eks:eu-west-1:${account}:cluster/payments`,
          tags: { GuardDutyManaged: "true" },
        },
      },
    };
    const { stdout } = await run(["ask", "change-tag", "--format", "json", "in"], files);
    const { witness } = checked(JSON.parse(stdout));
    expect(witness?.request).toEqual({
      principal: `arn:aws:iam::${account}:role/Other`,
      action: "eks:TagResource",
      resource: `arn:aws:eks:eu-west-1:${account}:cluster/payments`,
      context: {
        "aws:RequestTag/GuardDutyManaged": "false",
        "aws:ResourceTag/GuardDutyManaged": "true",
      },
    });
  });

  it("asks about the endpoint of a plan", async () => {
    const { createHost } = await import("../../src/host.ts");
    const real = createHost();
    let stdout = "";
    const host = { ...real, stdout: { ...real.stdout, write: (text: string) => (stdout += text) } };
    const words = ["ask", "use-endpoint", "--format", "json", "fixtures/e2e/payments/plan.json"];
    expect(await main(words, host)).toBe(0);
    expect(checked(JSON.parse(stdout))).toMatchObject({ answer: "yes", own: "yes" });
  });

  it("asks the general question, with keys that are fixed", async () => {
    const files = {
      "scp/guard.json": policy({
        Effect: "Deny",
        Action: "iam:*",
        Resource: "*",
        Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      }),
    };
    const ask = async (...more: readonly string[]): Promise<unknown> => {
      const words = ["ask", "allowed", "--action", "iam:CreateRole", "--format", "json", ...more];
      const { stdout } = await run([...words, "scp"], files);
      const { answer, witness } = checked(JSON.parse(stdout));
      return [answer, witness?.request.context["aws:SourceIp"]];
    };
    expect(await ask("--with", "aws:SourceIp=-")).toEqual(["no", undefined]);
    expect(await ask("--with", "aws:SourceIp=198.51.100.1")).toEqual(["no", undefined]);
    expect(await ask("--with", "aws:SourceIp=203.0.113.9")).toEqual(["yes", "203.0.113.9"]);
    expect(await ask("--with", "aws:SourceIp=*")).toEqual(["yes", expect.any(String)]);
  });
});

describe("guardlint ask --question", () => {
  it("reads the question from standard input", async () => {
    const text = JSON.stringify(question(exempt("arn:aws:iam::*:role/Admin*")));
    const { code, stdout } = await run(["ask", "--question", "-", "--format", "json"], {}, text);
    expect(code).toBe(0);
    expect(checked(JSON.parse(stdout)).answer).toBe("yes");
  });

  it("takes the policies of the PATHs where the file names none", async () => {
    const file = { question: { kind: "change-tag", cluster: { account } } };
    const files = { "q.json": file, "scp/guard.json": guard(tagged) };
    const { stdout } = await run(["ask", "--question", "q.json", "--format", "json", "scp"], files);
    expect(checked(JSON.parse(stdout)).answer).toBe("no");
  });

  it("answers hundreds of lines, each in its place, and writes the witnesses for decide", async () => {
    const lines = Array.from({ length: 300 }, (_, at) =>
      JSON.stringify(
        question(at % 3 === 0 ? tagged : exempt(`arn:aws:iam::*:role/R${String(at)}`)),
      ),
    );
    const words = ["ask", "--question", "q.jsonl", "--witness", "w.jsonl"];
    const { code, stdout, stderr, written } = await run(words, {
      "q.jsonl": `${lines.join("\n")}\n`,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => checked(JSON.parse(line)));
    expect(answers.map(({ witness }) => witness?.request.principal)).toEqual(
      lines.map((_, at) =>
        at % 3 === 0 ? undefined : `arn:aws:iam::${account}:role/R${String(at)}`,
      ),
    );
    const decided = await run(["decide", "--request", "w.jsonl"], {
      "w.jsonl": written.get("/repo/w.jsonl"),
    });
    expect(decided.stdout.match(/"decision":"allowed"/g)).toHaveLength(200);
  });

  it("answers a broken line by its error, and the others all the same", async () => {
    const good = JSON.stringify(question(tagged));
    const files = { "q.jsonl": `${good}\n\n{"question": \n{"question": {"kind": "x"}}\n${good}` };
    const { code, stdout } = await run(["ask", "--question", "q.jsonl", "--expect", "yes"], files);
    expect(code).toBe(2);
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    const message = "`x` is no kind of question; there are `change-tag`, `use-endpoint`, `allowed`";
    expect(answers).toMatchObject([
      { answer: "no" },
      { error: { line: 3 } },
      { error: { line: 4, column: 23, message } },
      { answer: "no" },
    ]);
    expect(answers.map((answer) => violations("answer", answer))).toEqual(["", "", "", ""]);
  });

  it("is an error where the file holds no question", async () => {
    expect(await run(["ask", "--question", "q.jsonl"], { "q.jsonl": "\n" })).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "q.jsonl: error: there is no question in the file\n",
    });
  });
});

describe("the exit code", () => {
  const undecided = { StringEquals: { "aws:TagKeys": "GuardDutyManaged" } };
  it.each([
    { condition: tagged, expects: undefined, code: 0 },
    { condition: tagged, expects: "no", code: 0 },
    { condition: tagged, expects: "yes", code: 1 },
    { condition: {}, expects: "no", code: 0 },
    { condition: exempt("arn:aws:iam::*:role/Admin"), expects: "yes", code: 0 },
    { condition: exempt("arn:aws:iam::*:role/Admin"), expects: "no", code: 1 },
    { condition: undecided, expects: undefined, code: 0 },
    { condition: undecided, expects: "no", code: 1 },
    { condition: undecided, expects: "yes", code: 1 },
  ])("$code for $condition where $expects is expected", async ({ condition, expects, code }) => {
    const words = [
      "ask",
      "--question",
      "q.json",
      ...(expects === undefined ? [] : ["--expect", expects]),
    ];
    expect((await run(words, { "q.json": question(condition) })).code).toBe(code);
  });

  it("is 1 where one line of several has another answer", async () => {
    const lines = [tagged, exempt("arn:aws:iam::*:role/Admin"), tagged].map((condition) =>
      JSON.stringify(question(condition)),
    );
    const files = { "q.jsonl": lines.join("\n") };
    expect((await run(["ask", "--question", "q.jsonl", "--expect", "no"], files)).code).toBe(1);
  });
});
