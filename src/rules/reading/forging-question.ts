import { decide } from "../../iam/decide.ts";
import { readRequest, type RequestInput } from "../../iam/request.ts";
import type { PrincipalFamily, RequestFamily } from "../../iam/search/question.ts";
import type { Reason } from "../../model/value.ts";
import type { AskedCluster } from "./asked-cluster.ts";
import { exemptArns, namesOne } from "./exempt-arns.ts";
import type { Asker, Step } from "./forged-chain.ts";
import { solveChain } from "./forged-chain.ts";
import { tagChangesBy, type Scene } from "./forging-requests.ts";
import {
  waysToRole,
  waysToTag,
  waysToUser,
  type Cause,
  type Chain,
  type ExemptRole,
} from "./forging-ways.ts";
import type { Exempted, Exemption } from "./tag-exemption.ts";

/** Whether somebody untrusted can come by an exemption, in one account. */
export type ForgingAnswer =
  | {
      readonly answer: "yes";
      readonly cause: Cause;
      /** The exempt principal, which the requests are about. */
      readonly target: string;
      readonly service: string | undefined;
      /** A trusted role that is come by first. */
      readonly by?: string;
      readonly requests: readonly RequestInput[];
    }
  | { readonly answer: "no" }
  /** The exemption makes no difference to who can change the tag. */
  | { readonly answer: "idle" }
  | { readonly answer: "cannot-tell"; readonly reasons: readonly Reason[] };

type Known = Exclude<Exempted, { readonly kind: "unknown" }>;

/**
 * Asks for a chain of requests by which somebody untrusted comes by an exemption and then changes
 * the tag, each of which the policies of the organisation let through.
 *
 * @param roles - exempt roles of the account that the input tells of
 */
export function askForged(
  exemption: Pick<Exemption, "statements"> & { readonly exempted: Known },
  scene: Scene,
  roles: readonly ExemptRole[],
  asker: Asker,
): ForgingAnswer {
  const answer = askIn(exemption, scene, roles, asker);
  const region =
    answer.answer === "yes" ? valueOf(answer.requests.at(-1), "aws:RequestedRegion") : undefined;
  if (scene.cluster.region !== undefined || region === undefined) return answer;
  // The cluster that stands for any is better shown in the Region that its change needs.
  const moved = askIn(
    exemption,
    { ...scene, cluster: inRegion(scene.cluster, region) },
    roles,
    asker,
  );
  return moved.answer === "yes" ? moved : answer;
}

function inRegion(cluster: AskedCluster, region: string): AskedCluster {
  const [arn = "", partition = "", service = "", , ...rest] = cluster.arn.split(":");
  return { ...cluster, region, arn: [arn, partition, service, region, ...rest].join(":") };
}

function askIn(
  { exempted, statements }: Parameters<typeof askForged>[0],
  scene: Scene,
  roles: readonly ExemptRole[],
  asker: Asker,
): ForgingAnswer {
  const guards = new Set(statements.map(({ statement }) => statement));
  if (exempted.kind === "tag") return forgedTag(exempted, guards, scene, asker);
  return combined(
    (["role", "user"] as const).flatMap((kind) => {
      const targets = exemptArns(exempted, kind, scene.cluster);
      if (targets.length === 0) return [];
      return [forgedPrincipal(exempted, kind, targets, guards, scene, roles, asker)];
    }),
  );
}

type Guards = ReadonlySet<Exemption["statements"][number]["statement"]>;

function forgedPrincipal(
  exempted: Extract<Known, { readonly kind: "arn" }>,
  kind: "role" | "user",
  targets: readonly string[],
  guards: Guards,
  scene: Scene,
  roles: readonly ExemptRole[],
  asker: Asker,
): ForgingAnswer {
  const [first = ""] = targets;
  const principal = (among: readonly string[]): PrincipalFamily => ({
    kind: "any",
    kinds: [kind],
    partition: scene.cluster.partition,
    among,
    except: ["arn:*:iam::*:role/aws-service-role/*", "arn:*:iam::*:role/aws-reserved/*"],
    exceptAccounts: [],
    preferred: among.map((pattern) => pattern.replace(/[*?]/g, "x")),
  });
  const harm = harmOf(
    (among) => tagChangesBy(principal(among), scene),
    targets,
    (request) => isDeniedToOthers(request, guards, scene),
    scene,
    asker,
  );
  if (harm.answer !== "yes") return harm;
  const isOneAccount = /^arn:[^:]*:iam::\d{12}:/.test(exempted.pattern);
  const isKnown = roles.some(({ arn }) => arn === first);
  const creatable = targets.length > 1 || !namesOne(first) || (!isOneAccount && !isKnown);
  const chains =
    kind === "role"
      ? waysToRole(targets, creatable, roles, scene)
      : waysToUser(targets, creatable, scene);
  return byChains(chains, harm.step, asker);
}

function forgedTag(
  { key, values }: Extract<Known, { readonly kind: "tag" }>,
  guards: Guards,
  scene: Scene,
  asker: Asker,
): ForgingAnswer {
  const { partition, account } = scene.cluster;
  const name = `aws:PrincipalTag/${key}`;
  const requestName = `aws:RequestTag/${key}`;
  const changes = (among: readonly string[], value: string | undefined): readonly RequestFamily[] =>
    tagChangesBy(
      {
        kind: "any",
        kinds: ["role", "user"],
        partition,
        among,
        except: scene.except,
        exceptAccounts: [],
        preferred: ["role", "user"].map(
          (kind) => `arn:${partition}:iam::${account}:${kind}/untrusted`,
        ),
      },
      scene,
      {
        [name]:
          value === undefined
            ? {
                kind: "any",
                optional: false,
                ...(values === undefined ? {} : { like: values }),
                preferred: ["false", "true"],
              }
            : { kind: "is", values: value },
      },
    );
  const harm = harmOf(
    (among, before) => changes(among, valueOf(before, requestName)),
    [`arn:${partition}:iam::${account}:*`],
    (request) => isDeniedWithout(request, name, guards, scene),
    scene,
    asker,
  );
  if (harm.answer !== "yes") return harm;
  const value = valueOf(harm.request, name);
  return byChains(waysToTag(key, values, value, scene), harm.step, asker);
}

function valueOf(request: RequestInput | undefined, key: string): string | undefined {
  const value = request?.context?.[key];
  return typeof value === "string" ? value : undefined;
}

type Harm =
  | { readonly answer: "yes"; readonly step: Step; readonly request: RequestInput }
  | Exclude<ForgingAnswer, { readonly answer: "yes" }>;

/**
 * The change of the tag that an exempt principal can make and that the guard denies to everybody
 * else.
 */
function harmOf(
  families: Step["families"],
  targets: readonly string[],
  makesDifference: (request: RequestInput) => boolean,
  { layers }: Scene,
  asker: Asker,
): Harm {
  const reasons: Reason[] = [];
  let isPossible = false;
  for (const [at, family] of families(targets, undefined).entries()) {
    const answer = asker.ask([family], layers);
    if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
    if (answer.answer !== "yes") continue;
    isPossible = true;
    if (!makesDifference(answer.request)) continue;
    const step: Step = {
      families: (among, before) => families(among, before).slice(at, at + 1),
      layers,
      targetOf: ({ principal }) => principal,
    };
    return { answer: "yes", step, request: answer.request };
  }
  if (reasons.length > 0) return { answer: "cannot-tell", reasons };
  return { answer: isPossible ? "idle" : "no" };
}

function isDeniedToOthers(request: RequestInput, guards: Guards, scene: Scene): boolean {
  const start = `arn:${scene.cluster.partition}:iam::${scene.cluster.account}:`;
  return ["role/untrusted", "user/untrusted", "root"].some((name) =>
    isDenied({ ...request, principal: start + name }, guards, scene),
  );
}

function isDeniedWithout(
  request: RequestInput,
  key: string,
  guards: Guards,
  scene: Scene,
): boolean {
  const context = Object.fromEntries(
    Object.entries(request.context ?? {}).filter(([name]) => name !== key),
  );
  return isDenied({ ...request, context }, guards, scene);
}

function isDenied(request: RequestInput, guards: Guards, { layers }: Scene): boolean {
  const read = readRequest(request);
  return (
    read.ok &&
    decide(read.request, layers).statements.some(
      ({ statement, truth }) => truth === true && guards.has(statement),
    )
  );
}

/** @param harm - what ends every chain, if anything does */
export function byChains(
  chains: readonly Chain[],
  harm: Step | undefined,
  asker: Asker,
): ForgingAnswer {
  const reasons: Reason[] = [];
  for (const { cause, targets, steps, service, doubt } of chains) {
    const whole = harm === undefined ? steps : [...steps, harm];
    const answer = solveChain(whole, targets, asker);
    if (answer.answer === "cannot-tell") reasons.push(...answer.reasons);
    if (answer.answer !== "yes") continue;
    if (doubt === undefined) return { ...answer, cause, service };
    reasons.push(doubt);
  }
  return reasons.length === 0 ? { answer: "no" } : { answer: "cannot-tell", reasons };
}

function combined(answers: readonly ForgingAnswer[]): ForgingAnswer {
  const reasons = answers.flatMap((answer) =>
    answer.answer === "cannot-tell" ? answer.reasons : [],
  );
  const found = answers.find(({ answer }) => answer === "yes");
  if (found !== undefined) return found;
  if (reasons.length > 0) return { answer: "cannot-tell", reasons };
  const isIdle = answers.length > 0 && answers.every(({ answer }) => answer === "idle");
  return { answer: isIdle ? "idle" : "no" };
}
