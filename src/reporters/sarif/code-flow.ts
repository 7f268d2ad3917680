import type { CodeFlow, ThreadFlowLocation } from "sarif";
import type { WitnessRequest } from "../../model/finding.ts";
import type { Location, ReportedResult } from "../../model/report.ts";
import { sarifLocation } from "./location.ts";
import { sentence } from "./message.ts";

/** The code flows of a result. */
export interface CodeFlows {
  /** None where they would say no more than the result itself. */
  readonly flows: CodeFlow[];
  /** How many steps had no room. */
  readonly leftOut: number;
}

/**
 * The way that led to a result, and the way of the request that gets through, as code flows. Steps
 * without a place that GitHub can show are left out; where there are too many, the first ones of
 * the chain and the last ones of the request's way are.
 *
 * @param result - a result
 * @param most - how many steps the flows may have together, at least 1
 */
export function codeFlows(result: ReportedResult, most: number): CodeFlows {
  const wholeChain = chainSteps(result);
  const wholeWitness = witnessSteps(result);
  const chain = wholeChain.slice(-most);
  const witness = wholeWitness.slice(0, most - chain.length);
  const flows: CodeFlow[] = [];
  if (chain.length > 1) {
    flows.push({
      message: { text: "How the value gets here." },
      threadFlows: [{ locations: chain }],
    });
  }
  if (result.witness !== undefined && witness.length > 0) {
    flows.push({
      message: { text: sentence(result.witness.summary) },
      threadFlows: [{ locations: witness }],
    });
  }
  const leftOut = wholeChain.length + wholeWitness.length - chain.length - witness.length;
  return { flows, leftOut };
}

function chainSteps({ place, message }: ReportedResult): ThreadFlowLocation[] {
  // A plan is rarely in the repository, and its one line shows nothing; the message has its value.
  const hops = place.via.flatMap(({ kind, label, location }) =>
    location === undefined || kind === "planned-value" ? [] : step(location, label),
  );
  return hops.length === 0 ? [] : [...hops, ...step(place, message)];
}

function witnessSteps({ witness, place, related }: ReportedResult): ThreadFlowLocation[] {
  if (witness === undefined) return [];
  const { request, then = [], summary } = witness;
  return [
    ...[request, ...then].flatMap((one) => step(place, requestText(one))),
    ...related.flatMap((one) => step(one.place, one.message)),
    ...step(place, `Allowed: ${summary}`),
  ];
}

function requestText({ principal, action, resource, context }: WitnessRequest): string {
  const keys = Object.entries(context).map(
    ([key, value]) => `${key} = ${typeof value === "string" ? value : value.join(", ")}`,
  );
  const circumstances = keys.length === 0 ? "" : `, with ${keys.join("; ")}`;
  return `${principal} asks for ${action} on ${resource}${circumstances}`;
}

function step(place: Location, message: string): ThreadFlowLocation[] {
  const location = sarifLocation(place, false);
  return location === undefined
    ? []
    : [{ location: { ...location, message: { text: sentence(message) } } }];
}
