import { isLikeArn } from "../../iam/arn-pattern.ts";
import type { Reason } from "../../model/value.ts";
import { exemptArns, namesOne } from "./exempt-arns.ts";
import type { Asker } from "./forged-chain.ts";
import { askForged, byChains, type ForgingAnswer } from "./forging-question.ts";
import type { Scene } from "./forging-requests.ts";
import { waysToRole, type ExemptRole } from "./forging-ways.ts";

/**
 * Whether somebody untrusted can come by an exemption, if need be by way of a role that is trusted
 * and that it can come by: who protects the exempt roles has to be protected as well.
 *
 * @param exemption - what the guard exempts
 * @param roles - exempt roles of the account that the input tells of
 * @param helpers - patterns of trusted roles whom the guard does not exempt
 */
export function askWithDetour(
  exemption: Parameters<typeof askForged>[0],
  scene: Scene,
  roles: readonly ExemptRole[],
  helpers: readonly string[],
  asker: Asker,
): ForgingAnswer {
  const direct = askForged(exemption, scene, roles, asker);
  if (direct.answer !== "no") return direct;
  for (const pattern of helpers) {
    const except = scene.except.filter((one) => one !== pattern);
    const helped = askForged(exemption, { ...scene, except }, roles, asker);
    if (helped.answer === "no" || helped.answer === "idle") continue;
    // What is open about the help of a role matters only where the role can be come by.
    const isAny = comeBy(pattern, pattern, scene, asker);
    if (isAny.answer === "no" || isAny.answer === "idle") continue;
    if (helped.answer === "cannot-tell") return helped;
    const helper = helped.requests.find(({ principal }) =>
      isLikeArn(pattern, principal),
    )?.principal;
    const first = helper === undefined ? isAny : comeBy(helper, pattern, scene, asker);
    if (first.answer !== "yes") {
      return first.answer === "cannot-tell" ? first : { answer: "cannot-tell", reasons: [other] };
    }
    const requests = [...first.requests, ...helped.requests];
    return { ...helped, cause: "detour", by: first.target, requests };
  }
  return direct;
}

const other: Reason = {
  code: "too-large",
  detail:
    "somebody untrusted can come by a role that is trusted by its pattern, and not by the one that was found to help",
  place: undefined,
};

/** @param pattern - of the trusted roles among which these are: what it names in full is there */
function comeBy(roles: string, pattern: string, scene: Scene, asker: Asker): ForgingAnswer {
  const exempted = { kind: "arn", pattern: roles, byComponent: true } as const;
  const targets = exemptArns(exempted, "role", scene.cluster);
  const isThere = namesOne(pattern);
  return byChains(waysToRole(targets, !isThere, [], scene), undefined, asker);
}
