import { partitionOf } from "../../aws/partitions.ts";
import type { Cluster, Estate } from "../../model/estate.ts";
import type { Place } from "../../model/place.ts";
import type { Reason } from "../../model/value.ts";
import type { AllowLevel } from "./allowances.ts";
import type { AllowLevels } from "./allow-levels.ts";
import { Compiler } from "./policy-layers.ts";
import type { Agent } from "./telemetry-agents.ts";
import { askAgent, type TelemetryAnswer } from "./telemetry-denial.ts";

/** Whether what is attached to a root, unit or account allows what agents below it send. */
export interface LevelAnswer {
  readonly level: AllowLevel;
  /** Where a list would be made longer. */
  readonly at: Place;
  readonly answer: TelemetryAnswer;
}

/** An account of which nothing tells what all levels above it allow. */
export interface OpenAccount {
  readonly account: string;
  readonly at: Place;
  readonly reason: Reason;
}

/** Agents that one level is asked about, at the most. */
const mostAgents = 64;

/** Stands for an account that nothing names. */
const anyAccount = "210987654321";

/**
 * Asks of every level at which not everything is allowed whether the agents of the clusters below it
 * may send; where the input has no cluster, of every such level that it tells.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 *
 * @param fallback - the place of a level at which nothing is attached and that nothing describes
 */
export function telemetryAllowances(
  { clusters, organization }: Estate,
  levels: AllowLevels,
  fallback: Place,
): { readonly asked: readonly LevelAnswer[]; readonly open: readonly OpenAccount[] } {
  const agents = new Map<AllowLevel, Map<string, Agent>>();
  const open = new Map<string, OpenAccount>();
  const add = (bound: string, agent: Agent, place: Place): void => {
    const { levels: narrow, rest } = levels.of({ id: bound });
    if (rest !== undefined) open.set(bound, { account: bound, at: place, reason: rest });
    for (const level of narrow) {
      const known = agents.get(level) ?? new Map<string, Agent>();
      agents.set(level, known);
      if (known.size < mostAgents) known.set(`${agent.account} ${agent.region ?? ""}`, agent);
    }
  };
  for (const cluster of clusters) {
    const agent = agentOf(cluster);
    if (agent !== undefined) add(agent.account, agent, cluster.place);
  }
  for (const { id, kind, place } of clusters.length > 0 ? [] : organization.nodes.values()) {
    const account = kind === "account" ? id : anyAccount;
    add(id, { account, partition: "aws", region: undefined }, place ?? fallback);
  }
  const compiler = new Compiler();
  const asked = [...agents].map(([level, below]): LevelAnswer => {
    const set = compiler.layer(
      level.guards.map(({ policy }) => policy),
      level.rest,
    );
    const layers = { scp: { levels: [set], rest: undefined } };
    const at = placeOf(level) ?? fallback;
    const answers = [...below.values()].map((agent) => askAgent(agent, layers, organization, at));
    return { level, at, answer: worst(answers) };
  });
  return { asked, open: [...open.values()] };
}

function agentOf({ account, region }: Cluster): Agent | undefined {
  if (account.state !== "known") return undefined;
  const where = region.state === "known" ? region.value : undefined;
  return { account: account.value, partition: partitionOf(where ?? ""), region: where };
}

function worst(answers: readonly TelemetryAnswer[]): TelemetryAnswer {
  return (
    answers.find(({ kind }) => kind === "denied") ??
    answers.find(({ kind }) => kind === "open") ?? { kind: "allowed" }
  );
}

/** The actions of the first list, to which the call would be added. */
function placeOf({ node, guards }: AllowLevel): Place | undefined {
  for (const { policy } of guards) {
    if (policy.state !== "known") continue;
    const allow = policy.document.statements.find(
      ({ effect }) => effect.kind === "known" && effect.value === "Allow",
    );
    if (allow !== undefined) return allow.action.place;
  }
  return node.place;
}
