import { describe, expect, test } from "vitest";
import { compile, type CompiledPolicy } from "../../src/iam/compile.ts";
import { decide } from "../../src/iam/decide.ts";
import { parsePolicy } from "../../src/iam/document.ts";
import { policySet, type Layers, type PolicySet } from "../../src/iam/layers.ts";
import { readRequest, type Request } from "../../src/iam/request.ts";
import type { Reason } from "../../src/model/value.ts";
import { requestValue } from "./request-value.ts";

const reason: Reason = { code: "known-after-apply", detail: "it is made later", place: undefined };
const policy = (statement: object): CompiledPolicy => {
  const outcome = parsePolicy(requestValue({ Version: "2012-10-17", Statement: [statement] }));
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return compile(outcome.document);
};
const allow = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const deny = policy({ Effect: "Deny", Action: "eks:*", Resource: "*" });
const everybody = policy({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" });
const known = policySet;
const partly = (...policies: readonly CompiledPolicy[]): PolicySet => ({ policies, rest: reason });
const levels = (...sets: readonly PolicySet[]) => ({ levels: sets, rest: undefined });

function asked(principal: string, action = "eks:TagResource"): Request {
  const outcome = readRequest({ principal, action, resource: "*" });
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.request;
}

const role = asked("arn:aws:iam::111122223333:role/Developer");
const serviceLinked = asked(
  "arn:aws:iam::111122223333:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty",
);

describe("policies that are not known", () => {
  test.each<[string, Request, Layers, string, string]>([
    ["could deny what is allowed", role, { identity: partly(allow) }, "undetermined", "unknown"],
    ["could allow what nothing allows", role, { identity: partly() }, "undetermined", "unknown"],
    [
      "do not matter beside a Deny",
      role,
      { identity: partly(allow, deny) },
      "explicitly-denied",
      "no",
    ],
    [
      "do not let through what another layer does not allow",
      role,
      { identity: known([]), scp: levels(partly(allow)) },
      "undetermined",
      "no",
    ],
    [
      "of a level could deny",
      role,
      { identity: known([allow]), scp: levels(known([allow]), partly(allow)) },
      "undetermined",
      "unknown",
    ],
    [
      "of levels that are not known could deny",
      role,
      { identity: known([allow]), scp: { levels: [known([allow])], rest: reason } },
      "undetermined",
      "unknown",
    ],
    [
      "do not matter where their layer does not bind",
      serviceLinked,
      { identity: known([allow]), scp: { levels: [partly()], rest: reason } },
      "allowed",
      "yes",
    ],
    [
      "of the organisation's RCPs do not matter to EKS",
      role,
      { identity: known([allow]), rcp: { levels: [partly()], rest: reason } },
      "allowed",
      "yes",
    ],
    [
      "of the organisation's RCPs matter to STS",
      asked("arn:aws:iam::111122223333:role/Developer", "sts:AssumeRole"),
      { identity: known([allow]), rcp: { levels: [partly()], rest: undefined } },
      "undetermined",
      "unknown",
    ],
    [
      "of a boundary could narrow",
      role,
      { identity: known([allow]), "permissions-boundary": partly() },
      "undetermined",
      "unknown",
    ],
    [
      "of a boundary do not matter to the root user",
      asked("111122223333"),
      { identity: known([]), "permissions-boundary": partly() },
      "allowed",
      "yes",
    ],
    [
      "of a resource could deny",
      role,
      { identity: known([allow]), resource: partly(everybody) },
      "undetermined",
      "unknown",
    ],
    [
      "of an endpoint could deny",
      role,
      { "vpc-endpoint": partly(everybody) },
      "undetermined",
      "unknown",
    ],
  ])("%s", (_name, request, layers, decision, permitted) => {
    const answer = decide(request, layers);
    expect([answer.decision, answer.permitted]).toEqual([decision, permitted]);
    expect(answer.reasons).toEqual(decision === "undetermined" ? [reason] : []);
  });
});

describe("what blocks a request", () => {
  test.each<[string, Layers, readonly string[]]>([
    ["an identity policy that is not there", { identity: known([]) }, ["identity"]],
    [
      "a boundary",
      { identity: known([allow]), "permissions-boundary": known([]) },
      ["permissions-boundary"],
    ],
    ["a session policy", { identity: known([allow]), session: known([]) }, ["session"]],
    [
      "an endpoint policy",
      { identity: known([allow]), "vpc-endpoint": known([]) },
      ["vpc-endpoint"],
    ],
    ["a level", { identity: known([allow]), scp: levels(known([allow]), known([])) }, ["scp 1"]],
    ["a resource policy where it must allow", { resource: known([]) }, ["resource"]],
    ["several", { identity: known([]), scp: levels(known([])) }, ["scp 0", "identity"]],
    [
      "a Deny",
      { identity: known([deny]), scp: levels(known([deny]), known([])) },
      ["scp 0", "identity"],
    ],
    ["nothing", { identity: known([allow]), rcp: levels(known([])) }, []],
  ])("%s", (_name, layers, expected) => {
    const shown = decide(role, layers).blockedBy.map(({ layer, level }) =>
      level === undefined ? layer : `${layer} ${String(level)}`,
    );
    expect(shown).toEqual(expected);
  });
});
