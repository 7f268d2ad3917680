import { describe, expect, it } from "vitest";
import { account, exempt, guard, question, run, tagged } from "./ask/run.ts";

const closed = guard(exempt("arn:aws:iam::*:role/Admin"));

describe("guardlint ask says why it cannot answer", () => {
  const help = "'guardlint ask --help' says what there is.\n";
  it.each([
    [
      ["ask"],
      "guardlint: ask needs a question\nWrite ask change-tag, ask use-endpoint, ask allowed, or --question FILE\n",
    ],
    [
      ["ask", "chnage-tag"],
      "guardlint: 'chnage-tag' is no kind of question\nDid you mean 'change-tag'?\n",
    ],
    [
      ["ask", "change-tag", "--acount", account, "scp"],
      "guardlint: unknown option '--acount'\nDid you mean '--account'?\n",
    ],
    [
      ["ask", "change-tag", "--account", account],
      "guardlint: there are no policies to ask about\nName the PATHs that hold them, or a file with both: --question FILE\n",
    ],
    [
      ["ask", "change-tag", "scp"],
      "guardlint: nothing tells which account's cluster is meant\nName it: --account ID, or the cluster's ARN: --cluster ARN\n",
    ],
    [
      ["ask", "change-tag", "--account", "me", "scp"],
      "guardlint: `me` is no account: write its id of twelve digits\n",
    ],
    [
      ["ask", "change-tag", "--account", account, "--cluster", "a/b", "scp"],
      "guardlint: `a/b` is no name of a cluster: it holds letters, digits, `-` and `_`\n",
    ],
    [
      [
        "ask",
        "change-tag",
        "--account",
        account,
        "--cluster",
        "arn:aws:eks:eu-west-1:444455556666:cluster/a",
        "scp",
      ],
      "guardlint: `arn:aws:eks:eu-west-1:444455556666:cluster/a` is not the ARN of a cluster of the account 111122223333\n",
    ],
    [
      ["ask", "change-tag", "--action", "eks:TagResource", "scp"],
      "guardlint: --action is no option of 'ask change-tag', but of 'ask allowed'\n",
    ],
    [["ask", "use-endpoint", "scp"], "guardlint: the PATHs hold no endpoint for telemetry\n"],
    [
      ["ask", "use-endpoint", "--endpoint", "vpce-1", "scp"],
      "guardlint: there is no endpoint `vpce-1`; the PATHs hold no endpoint for telemetry\n",
    ],
    [["ask", "allowed", "scp"], "guardlint: allowed needs an action: --action ACTION\n"],
    [
      ["ask", "allowed", "--action", "eks:*", "scp"],
      "guardlint: `eks:*` is no action: write one, such as `eks:TagResource`, without wildcards\n",
    ],
    [
      ["ask", "allowed", "--action", "eks:TagResource", "--principal", "Admin", "scp"],
      "guardlint: `Admin` is no pattern of principals: write an ARN in which `*` and `?` may stand, such as `arn:aws:iam::*:role/Admin*`\n",
    ],
    [
      ["ask", "allowed", "--action", "eks:TagResource", "--with", "aws:SourceIp", "scp"],
      "guardlint: 'aws:SourceIp' is no condition key with a value: write KEY=VALUE, KEY=* or KEY=-\n",
    ],
    [
      [
        "ask",
        "allowed",
        "--action",
        "eks:TagResource",
        "--with",
        "aws:SourceIp=*",
        "--with",
        "AWS:SourceIp=a",
        "scp",
      ],
      "guardlint: --with fixes 'AWS:SourceIp' to values and to * or - at once\n",
    ],
    [
      ["ask", "--question", "q.json", "--cluster", "a"],
      "guardlint: --cluster and --question exclude each other: the file has the question\n",
    ],
    [
      ["ask", "change-tag", "--question", "q.json"],
      "guardlint: 'change-tag' and --question exclude each other: the file has the question\n",
    ],
    [
      ["ask", "--question", "q.jsonl", "--witness", "w.json"],
      "guardlint: several questions can have several witnesses: name a .jsonl FILE\n",
    ],
    [
      ["ask", "--question", "q.json", "--expect", "maybe"],
      "guardlint: --expect takes yes or no, not 'maybe'\n",
    ],
  ])("%s", async (words, says) => {
    const { code, stdout, stderr } = await run(words, { "scp/guard.json": closed });
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: `${says}${help}` });
  });

  it.each([
    [
      ["ask", "--question", "q.json"],
      {},
      "guardlint: cannot read q.json: no such file or directory\n",
    ],
    [
      ["ask", "change-tag", "--account", account, "scp"],
      { "scp/guard.json": '{"Version": "2012-10-17", "Statement": [' },
      "scp/guard.json",
    ],
    [
      ["ask", "change-tag", "--account", account, "scp"],
      { "scp/a.txt": "" },
      "guardlint: the PATHs hold no policies that bear on the account 111122223333\n",
    ],
  ])("%s %j", async (words, files, says) => {
    const { code, stdout, stderr } = await run(words, files);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  it("tells that there is no witness to write", async () => {
    const words = ["ask", "--question", "q.json", "--witness", "w.json"];
    const { code, stderr, written } = await run(words, { "q.json": question(tagged) });
    expect({ code, stderr, files: written.size }).toEqual({
      code: 0,
      stderr: "guardlint: w.json is not written: no request is to be shown\n",
      files: 0,
    });
  });
});
