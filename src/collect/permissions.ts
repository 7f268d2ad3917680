import { compare } from "./json.ts";
import { calls } from "./table.ts";

/**
 * The permissions that a collection takes, as an IAM policy: what it calls, and nothing else.
 *
 * @param role - the name of the role to assume in other accounts; without one none is assumed
 * @returns JSON with a final line end
 */
export function permissionsPolicy(role: string | undefined): string {
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: it takes none.
  const free = new Set(["sts:GetCallerIdentity", "sts:AssumeRole"]);
  const actions = [...calls.values()].map(({ action }) => action);
  const reads = [...new Set(actions)].filter((action) => !free.has(action)).sort(compare);
  const statements = [
    { Sid: "ReadGuardrails", Effect: "Allow", Action: reads, Resource: "*" },
    ...(role === undefined
      ? []
      : [
          {
            Sid: "ReadMemberAccounts",
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Resource: `arn:aws:iam::*:role/${role}`,
          },
        ]),
  ];
  return `${JSON.stringify({ Version: "2012-10-17", Statement: statements }, undefined, 2)}\n`;
}
