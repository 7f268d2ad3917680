import { main } from "../../../src/commands/main.ts";
import { memoryHost } from "../../memory-host.ts";
import { fullAccess, policy } from "./asked.ts";

/** By path. */
type Files = Readonly<Record<string, unknown>>;

/** Runs a command on files, which are written as JSON where they are no text. */
export async function run(
  argv: readonly string[],
  files: Files = {},
  stdin = "",
): Promise<{
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly written: ReadonlyMap<string, string>;
}> {
  const texts = Object.entries(files).map(([path, content]): [string, string] => [
    path,
    typeof content === "string" ? content : JSON.stringify(content, undefined, 2),
  ]);
  const host = memoryHost(Object.fromEntries(texts), { stdin });
  const code = await main(argv, host);
  return { code, ...host.output, written: host.written };
}

/** The account of every question. */
export const account = "111122223333";
/** A condition that holds for every change of the tag. */
export const tagged = { "ForAnyValue:StringEquals": { "aws:TagKeys": ["GuardDutyManaged"] } };
/** A service control policy that denies tagging under a condition. */
export const guard = (condition: object): object =>
  policy({
    Sid: "Guard",
    Effect: "Deny",
    Action: ["eks:TagResource", "eks:UntagResource"],
    Resource: "*",
    Condition: condition,
  });
/** {@link tagged}, save for these principals. */
export const exempt = (...arns: readonly string[]): object => ({
  ...tagged,
  ArnNotLike: { "aws:PrincipalArn": arns },
});
/** A question file whose policies are a {@link guard}. */
export const question = (condition: object): object => ({
  question: { kind: "change-tag", cluster: { name: "payments", account } },
  policies: { scp: [[fullAccess, guard(condition)]] },
});
