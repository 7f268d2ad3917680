import { expect, test } from "vitest";
import { allow, answer, denyIf, endpointAccess, inventory, org, policy } from "./policies.ts";

const deny = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };

/** Where nothing tells the endpoint's account, a policy that lets nobody through is no pass. */
test.each([
  ["denies everybody", policy(allow, deny), {}, "violated: lockedOut"],
  ["allows nothing", policy(deny), {}, "violated: lockedOut"],
  [
    "compares the account with a wildcard that is literal",
    policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalAccount": "*" } })),
    {},
    "violated: lockedOut",
  ],
  [
    "keeps to the trusted organisation",
    policy(allow, denyIf({ StringNotEquals: { "aws:PrincipalOrgID": org } })),
    { "guardlint.yaml": { trust: { organization: org } } },
    "satisfied",
  ],
  [
    "denies everybody, also in the trusted organisation",
    policy(allow, deny),
    { "guardlint.yaml": { trust: { organization: org } } },
    "undetermined",
  ],
])(`a policy that %s (${endpointAccess})`, async (_, document, more, expected) => {
  expect(await answer({ "estate.json": inventory(document, {}, ""), ...more })).toBe(expected);
});
